"""A paper of a file as a Word file, in the layout of official papers (domain 7)."""

from __future__ import annotations

from collections.abc import Iterable

from docx.oxml.xmlchemy import BaseOxmlElement

from papers.document.blocks import Heading, Paragraph
from papers.document.forms import Form, Grid, Letterhead, Line, Part, Seal
from papers.rendering.labels import heading_number, title_lines
from papers.rendering.page import (
    BODY_POINTS,
    CHARACTER_POINTS,
    LETTERHEAD_MM,
    LINE_POINTS,
    POINTS_PER_MM,
    RED,
    RED_LINE_MM,
    RED_LINE_POINTS,
    TWIPS_PER_POINT,
    letterhead_points,
    sealed_indents,
)
from papers.rendering.word_package import new_word, saved
from papers.rendering.word_tables import table_cell, table_properties, table_row
from papers.rendering.word_xml import aligned, element, lines_of, paragraph, run


def word_form(form: Form) -> bytes:
    """Return the paper as .docx. Whatever stands in its fields is text, and nothing else."""
    word = new_word(form)
    if not form.numbered:
        for footer in (word.sections[0].footer, word.sections[0].even_page_footer):
            footer.paragraphs[0].clear()
    above = [paragraph("Normal") for _ in range(form.low)]
    above += _letterhead(form.letterhead) if form.letterhead else []
    body = [*above, paragraph("Title", *lines_of(title_lines(form.title))), *_parts(form.parts)]
    for made in body:
        word.element.body.insert_element_before(made, "w:sectPr")
    return saved(word)


def _letterhead(head: Letterhead) -> list[BaseOxmlElement]:
    """The organ in red, the number two lines below it, the red line, and two free lines (7.2)."""
    colour, twips = f"{RED[0]:02X}{RED[1]:02X}{RED[2]:02X}", POINTS_PER_MM * TWIPS_PER_POINT
    size = letterhead_points(head.organ)
    organ = paragraph("Title", run(head.organ, half_points=round(size * 2), colour=colour))
    line = {"line": round(size * 1.2 * TWIPS_PER_POINT), "lineRule": "exact"}
    organ.pPr.append(element("spacing", before=round(LETTERHEAD_MM * twips), **line))
    number = aligned("Normal", "center", run(head.number))
    space = round(RED_LINE_MM * POINTS_PER_MM - (LINE_POINTS - BODY_POINTS) / 2)
    edge = element("bottom", val="single", sz=round(RED_LINE_POINTS * 8), space=space, color=colour)
    number.pPr.insert(1, element("pBdr", edge))
    return [organ, *(paragraph("Normal") for _ in range(2)), number, *(paragraph("Normal") for _ in range(2))]


def _parts(parts: Iterable[Part]) -> Iterable[BaseOxmlElement]:
    headings = 0
    for part in parts:
        match part:
            case Heading():
                headings += 1
                yield paragraph("Heading1", run(heading_number(1, headings) + part.text))
            case Paragraph():
                yield paragraph("BodyText", run(part.text))
            case Line():
                yield from (paragraph("Normal") for _ in range(part.before))
                yield aligned("Title" if part.large else "Normal", part.align, run(part.text))
            case Seal():
                yield from _seal(part)
            case Grid():
                yield from _grid(part)


def _seal(seal: Seal) -> Iterable[BaseOxmlElement]:
    """Organ and date below two free lines: the style keeps each with the next, so no page turns between."""
    yield from (paragraph("Signature") for _ in range(2))
    for text, right in zip(seal.lines, sealed_indents(seal.lines), strict=True):
        yield paragraph("Signature", run(text), right=right)


def _grid(grid: Grid) -> Iterable[BaseOxmlElement]:
    """The frame, and a line below it: two frames that touch would grow together."""
    widths = [round(width * CHARACTER_POINTS * TWIPS_PER_POINT) for width in grid.widths]
    made = element("tbl", table_properties("", sum(widths)))
    made.append(element("tblGrid", *(element("gridCol", w=width) for width in widths)))
    for place, row in enumerate(grid.rows):
        cells, at = [], 0
        for cell, (text, span) in enumerate(zip(row, grid.spans(row), strict=True)):
            label = grid.is_label(place, cell)
            cells.append(table_cell(_said(text, label=label), sum(widths[at : at + span]), span))
            at += span
        made.append(table_row(*cells, head=grid.head and place == 0, whole=False))
    return [made, paragraph("TableNote")]


def _said(text: str, *, label: bool) -> list[BaseOxmlElement]:
    """A cell's paragraphs: one for each line that somebody broke."""
    style, align = ("TableHead", "center") if label else ("TableText", "left")
    return [aligned(style, align, run(line)) for line in text.splitlines() or [""]]
