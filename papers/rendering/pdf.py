"""The report as a PDF: the page of GB/T 9704-2012, fonts embedded, text real, headings as an outline."""

from __future__ import annotations

import io
import struct

from papers.document import Block, Chart, Document, Heading, Paragraph, Table
from papers.rendering.charts import HEIGHT_MM as CHART_MM
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
from papers.rendering.page import (
    CAPTION_POINTS,
    CHARACTER_POINTS,
    LINE_POINTS,
    NOTE_POINTS,
    POINTS_PER_MM,
    TITLE_POINTS,
    chinese_date,
    em_width,
    signature_indents,
)
from papers.rendering.pdf_sheet import BOTTOM, LEFT, TOP, WIDTH, Setting, Sheet
from papers.rendering.pdf_tables import draw_table

TWO = 2 * CHARACTER_POINTS
BODY = Setting(first=TWO)
PLAIN = Setting()
TITLE = Setting(
    "title", TITLE_POINTS, LINE_POINTS, 0.0, "center", left=CHARACTER_POINTS, right=CHARACTER_POINTS
)
HEADINGS = {1: Setting("hei", first=TWO), 2: Setting("kai", first=TWO), 3: BODY, 4: BODY}
FIGURE_CAPTION = Setting("hei", CAPTION_POINTS, CAPTION_POINTS * 2, 0.0, "center")
SMALL = Setting("body", NOTE_POINTS - 1.5, NOTE_POINTS * 1.4, 0.0, "left")


def pdf_file(document: Document, fonts: FontSet) -> bytes:
    """Return the document as a PDF. What the fonts lack is drawn as 〓 and named at the end."""
    sheet = Sheet(document, fonts)
    for line in title_lines(document.title):
        sheet.write((line,), TITLE)
    sheet.blank()
    if document.addressee:
        sheet.write((f"{document.addressee}：",), PLAIN)
    for place, (block, label) in enumerate(labelled(document)):
        if place == len(document.blocks):
            _close(sheet, document)
            sheet.turn()
        if isinstance(block, Heading):
            sheet.need(_kept_together(document.parts[place:]))
        _draw_block(sheet, block, label)
    if not document.annexes:
        _close(sheet, document)
    draw_font_notes(sheet)
    return bytes(sheet.paper.output())


def _close(sheet: Sheet, document: Document) -> None:
    _draw_attachments(sheet, document)
    _draw_signature(sheet, document)


def _draw_block(sheet: Sheet, block: Block, label: str) -> None:
    match block:
        case Heading():
            _draw_heading(sheet, block, label)
        case Paragraph():
            sheet.write(block.parts, BODY)
        case Table():
            draw_table(sheet, block, label)
        case Chart():
            _draw_chart(sheet, block, label)


def _kept_together(blocks: tuple[Block, ...]) -> float:
    """Return the height of a heading, the headings right below it and the beginning of what they head."""
    height = 0.0
    for block in blocks:
        match block:
            case Heading():
                height += LINE_POINTS
            case Paragraph():
                return height + LINE_POINTS
            case Table():
                return height + 4 * LINE_POINTS
            case Chart():
                return height + CHART_MM * POINTS_PER_MM + FIGURE_CAPTION.line
    return height


def _draw_heading(sheet: Sheet, heading: Heading, label: str) -> None:
    sheet.paper.set_y(sheet.y)
    sheet.paper.start_section(printable(label + heading.text), level=heading.level - 1, strict=False)
    sheet.write((label + heading.text,), HEADINGS[heading.level])


def _draw_chart(sheet: Sheet, chart: Chart, label: str) -> None:
    picture = chart_png(chart, sheet.fonts)
    across, down = struct.unpack(">II", picture[16:24])  # the PNG header: pixels
    height = min(WIDTH * down / across, BOTTOM - TOP - FIGURE_CAPTION.line)
    width = height * across / down
    sheet.need(height + FIGURE_CAPTION.line)
    place = {"x": LEFT + (WIDTH - width) / 2, "y": sheet.y, "w": width, "h": height}
    sheet.paper.image(io.BytesIO(picture), **place, alt_text=printable(chart_in_words(chart)))
    sheet.y += height
    sheet.write((f"{label}  {chart.title}",), FIGURE_CAPTION)
    sheet.to_grid()


def _draw_attachments(sheet: Sheet, document: Document) -> None:
    if not document.attachments:
        return
    sheet.blank()
    lines = attachment_lines(document)
    start = 2 + em_width(lines[0][0])
    for lead, name in lines:
        hang = em_width(lead) * CHARACTER_POINTS
        sheet.write((lead + name,), Setting(align="left", left=start * CHARACTER_POINTS, first=-hang))


def _draw_signature(sheet: Sheet, document: Document) -> None:
    day = chinese_date(document.issued_on)
    sheet.blank()
    sheet.need(2 * LINE_POINTS)
    for text, right in zip((document.organ, day), signature_indents(document.organ, day), strict=True):
        if text:
            sheet.write((text,), Setting(align="right", right=right * CHARACTER_POINTS))
    for note in closing_notes(document):
        sheet.write((note,), Setting(align="left", left=TWO))


def draw_font_notes(sheet: Sheet) -> None:
    """Say in small type which fonts stand in for others, and what no font holds."""
    sentences = [sheet.fonts.substitutions(), sheet.fonts.missing_sentence()]
    sheet.y += NOTE_POINTS
    for sentence in filter(None, sentences):
        sheet.write((sentence,), SMALL)
