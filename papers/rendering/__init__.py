"""Draws a frozen report as Word, Excel or PDF."""

from __future__ import annotations

import logging
from pathlib import Path

from papers.document import Document
from papers.rendering.fonts import FontSet

__all__ = ["FORMATS", "render", "unprintable_characters"]

FORMATS = frozenset({"docx", "xlsx", "pdf"})

logger = logging.getLogger(__name__)


def render(document: Document, format: str, *, font_dir: Path | None = None) -> bytes:  # noqa: A002
    """Return the document as a file of the format; the same document gives the same bytes.

    `font_dir` holds fonts the county has uploaded (方正小标宋, 仿宋_GB2312 …); the PDF embeds those it finds
    and says which open fonts stand in for the others. Characters that no font holds are printed as 〓 and
    logged. Raises ValueError for a format that is not in FORMATS.
    """
    if format not in FORMATS:
        raise ValueError(f"没有这种格式：{format}")
    fonts = FontSet.of(font_dir)
    data = _file(document, format, fonts)
    if fonts.missing:
        logger.warning("《%s》%s", document.title, fonts.missing_sentence())
    return data


def _file(document: Document, format: str, fonts: FontSet) -> bytes:  # noqa: A002
    # Each format's library is loaded only where it is used: a web process needs none of them.
    if format == "docx":
        from papers.rendering.word import word_file

        return word_file(document, fonts)
    if format == "xlsx":
        from papers.rendering.excel import excel_file

        return excel_file(document)
    from papers.rendering.pdf import pdf_file

    return pdf_file(document, fonts)


def unprintable_characters(document: Document, *, font_dir: Path | None = None) -> tuple[str, ...]:
    """Return the characters of the document that the PDF and the charts can only print as 〓."""
    fonts = FontSet.of(font_dir)
    for char in _characters(document.to_json()):
        fonts.part_for(char, "body")
    return tuple(sorted(fonts.missing))


def _characters(data: object) -> set[str]:
    from papers.rendering.labels import printable

    if isinstance(data, str):
        return set(printable(data))
    if isinstance(data, dict):
        return set().union(*map(_characters, data.values()))
    return set().union(*map(_characters, data)) if isinstance(data, list) else set()
