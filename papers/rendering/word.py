"""The report as a Word file in the layout of GB/T 9704-2012 (domain 7, ux 6.3)."""

from __future__ import annotations

import io

from docx.document import Document as WordDocument
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm
from docx.text.paragraph import Paragraph as WordParagraph

from papers.document import Block, Cell, Chart, Document, Heading, Paragraph, Table
from papers.rendering.charts import chart_png
from papers.rendering.fonts import FontSet
from papers.rendering.labels import (
    attachment_lines,
    chart_in_words,
    closing_notes,
    labelled,
    printable,
    title_lines,
)
from papers.rendering.page import TEXT_WIDTH_MM, chinese_date, em_width, signature_indents
from papers.rendering.word_package import new_word, saved
from papers.rendering.word_tables import table_blocks
from papers.rendering.word_xml import begin_page, lines_of, linked, paragraph, run


def word_file(document: Document, fonts: FontSet) -> bytes:
    """Return the document as .docx. Its fonts are named, not embedded; `fonts` draws the charts."""
    word = new_word(document)
    _append(word, paragraph("Title", *lines_of(title_lines(document.title))), paragraph("Normal"))
    if document.addressee:
        _append(word, paragraph("Addressee", run(f"{document.addressee}：")))
    parts = list(labelled(document))
    text, annexes = parts[: len(document.blocks)], parts[len(document.blocks) :]
    for block, label in text:
        _write_block(word, block, label, fonts)
    _append(word, *_attachments(document), *_signature(document))
    for place, (block, label) in enumerate(annexes):
        first = len(word.element.body) - 1  # where the block begins: only the section's properties follow
        _write_block(word, block, label, fonts)
        if place == 0:
            begin_page(word.element.body[first])
    return saved(word)


def _append(word: WordDocument, *elements: BaseOxmlElement) -> None:
    body = word.element.body
    for made in elements:
        body.insert_element_before(made, "w:sectPr")


def _write_block(word: WordDocument, block: Block, label: str, fonts: FontSet) -> None:
    match block:
        case Heading():
            _append(word, paragraph(f"Heading{block.level}", run(label + block.text)))
        case Paragraph():
            parts = (linked(word.part, part) if isinstance(part, Cell) else run(part) for part in block.parts)
            _append(word, paragraph("BodyText", *parts))
        case Table():
            _append(word, *table_blocks(word.part, block, label))
        case Chart():
            _write_chart(word, block, label, fonts)


def _write_chart(word: WordDocument, chart: Chart, label: str, fonts: FontSet) -> None:
    holder = paragraph("Figure")
    _append(word, holder)
    picture = io.BytesIO(chart_png(chart, fonts))
    shape = WordParagraph(holder, word._body).add_run().add_picture(picture, width=Mm(TEXT_WIDTH_MM))
    shape._inline.docPr.set("name", label)
    shape._inline.docPr.set("descr", printable(chart_in_words(chart)))
    _append(word, paragraph("FigureCaption", run(f"{label}  {chart.title}")))


def _attachments(document: Document) -> list[BaseOxmlElement]:
    if not document.attachments:
        return []
    lines = [paragraph("Normal")]
    # Indented 2, and names that run on stay below the first character of the name (7.3.4).
    start = 2 + em_width(attachment_lines(document)[0][0])
    for lead, name in attachment_lines(document):
        lines.append(paragraph("Attachments", run(lead + name), left=start, hanging=em_width(lead)))
    return lines


def _signature(document: Document) -> list[BaseOxmlElement]:
    day = chinese_date(document.issued_on)
    organ_right, day_right = signature_indents(document.organ, day)
    lines = [paragraph("Normal")]
    if document.organ:
        lines.append(paragraph("Signature", run(document.organ), right=organ_right))
    lines.append(paragraph("Signature", run(day), right=day_right))
    lines += [paragraph("Attachments", run(note), left=2) for note in closing_notes(document)]
    return lines
