"""The parts of a Word file around its text: page, settings, fonts, properties, and a byte-stable zip."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime

import docx
from docx.document import Document as WordDocument
from docx.opc.rel import Relationships
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm

from papers.document import Document
from papers.document.forms import Form
from papers.rendering import page
from papers.rendering.labels import printable
from papers.rendering.word_styles import fill_styles, font_table
from papers.rendering.word_xml import element, page_number, paragraph

ZIP_DAY = (1980, 1, 1, 0, 0, 0)
APPLICATION = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>Microsoft Office Word</Application></Properties>"
)
# Parts of python-docx's template that say nothing about our paper.
SUPERFLUOUS = ("/stylesWithEffects", "/customXml", "/thumbnail", "/numbering", "/webSettings")


def new_word(document: Document | Form) -> WordDocument:
    """Return an empty Word document with the page, styles and properties of the paper."""
    word = docx.Document()
    _drop_superfluous(word)
    fill_styles(word.styles.element)
    _replace_part(word, "/fontTable", font_table())
    _replace_part(word, "/extended-properties", APPLICATION)
    _write_settings(word)
    _write_properties(word, document)
    _lay_out(word.sections[0])
    return word


def _relations(word: WordDocument) -> list[Relationships]:
    return [word.part.rels, word.part.package.rels]


def _drop_superfluous(word: WordDocument) -> None:
    for relations in _relations(word):
        for key in [key for key, relation in relations.items() if relation.reltype.endswith(SUPERFLUOUS)]:
            del relations[key]


def _replace_part(word: WordDocument, kind: str, text: str) -> None:
    for relations in _relations(word):
        for relation in relations.values():
            if relation.reltype.endswith(kind):
                relation.target_part._blob = text.encode()  # python-docx has no public way to set it


def _write_settings(word: WordDocument) -> None:
    settings = word.settings.element
    keep = {qn("w:zoom"), qn("w:defaultTabStop"), qn("w:characterSpacingControl"), qn("w:compat")}
    for child in list(settings):
        if child.tag not in keep:
            settings.remove(child)
    settings.find(qn("w:zoom")).set(qn("w:percent"), "100")
    for setting in settings.find(qn("w:compat")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")
    settings.append(element("themeFontLang", val="en-US", eastAsia="zh-CN"))
    word.settings.odd_and_even_pages_header_footer = True


def _write_properties(word: WordDocument, document: Document | Form) -> None:
    properties = word.core_properties
    day = datetime(document.issued_on.year, document.issued_on.month, document.issued_on.day, tzinfo=UTC)
    properties.title = printable(document.title)[:255]
    properties.author = properties.last_modified_by = printable(document.organ)[:255]
    properties.created = properties.modified = day.replace(tzinfo=None)
    properties.language, properties.comments, properties.revision = "zh-CN", "", 1


def _lay_out(section: Section) -> None:
    section.page_width, section.page_height = (Mm(length) for length in page.PAPER_MM)
    section.top_margin, section.bottom_margin = Mm(page.TOP_MM), Mm(page.BOTTOM_MM)
    section.left_margin, section.right_margin = Mm(page.LEFT_MM), Mm(page.RIGHT_MM)
    section.header_distance, section.footer_distance, section.gutter = Mm(15), Mm(page.FOOTER_MM), Mm(0)
    grid = section._sectPr.find(qn("w:docGrid"))
    for name, value in (
        ("type", "linesAndChars"),
        ("linePitch", page.LINE_TWIPS),
        ("charSpace", page.CHARACTER_SPACE),
    ):
        grid.set(qn(f"w:{name}"), str(value))
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        footer.is_linked_to_previous = False
        root = footer._element
        for child in list(root):
            root.remove(child)
        line = paragraph("Footer", *page_number(), **{side: 1})
        line.pPr.append(element("jc", val=side))
        root.append(line)


def saved(word: WordDocument) -> bytes:
    """Return the file's bytes; the same document gives the same bytes."""
    raw, stable = io.BytesIO(), io.BytesIO()
    word.save(raw)
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(stable, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, ZIP_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return stable.getvalue()
