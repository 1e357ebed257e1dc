"""Papers of a file as PDF: each on pages of its own, one after the other, with bookmarks."""

from __future__ import annotations

from papers.document.blocks import Heading, Paragraph
from papers.document.forms import Form, Grid, Letterhead, Line, Seal
from papers.rendering.fonts import FontSet
from papers.rendering.labels import heading_number, printable, title_lines
from papers.rendering.page import (
    BODY_POINTS,
    CAPTION_POINTS,
    CHARACTER_POINTS,
    LETTERHEAD_MM,
    LINE_POINTS,
    POINTS_PER_MM,
    RED,
    RED_LINE_MM,
    RED_LINE_POINTS,
    letterhead_points,
    sealed_indents,
)
from papers.rendering.pdf import BODY, HEADINGS, TITLE, draw_font_notes
from papers.rendering.pdf_lines import Glyph, break_lines
from papers.rendering.pdf_sheet import BOTTOM, LEFT, TOP, WIDTH, Setting, Sheet
from papers.rendering.pdf_tables import PADDING, THIN, Row

LEADING = CAPTION_POINTS * 1.5
LABEL = Setting("hei", CAPTION_POINTS, LEADING, 0.0, "center")
VALUE = Setting("body", CAPTION_POINTS, LEADING, 0.0, "left")


def pdf_form(form: Form, fonts: FontSet) -> bytes:
    """Return one paper as a PDF of its own."""
    sheet = Sheet(form, fonts, unnumbered=0 if form.numbered else 1000)
    draw_form(sheet, form)
    draw_font_notes(sheet)
    return bytes(sheet.paper.output())


def bookmark(sheet: Sheet, name: str, *, level: int = 0) -> None:
    """Let the outline lead to this place."""
    sheet.paper.set_y(sheet.y)
    sheet.paper.start_section(printable(name), level=level, strict=False)


def draw_form(sheet: Sheet, form: Form) -> None:
    """Draw the paper from the current page's top on."""
    sheet.y += form.low * LINE_POINTS
    if form.letterhead:
        draw_letterhead(sheet, form.letterhead)
    for line in title_lines(form.title):
        sheet.write((line,), TITLE)
    headings = 0
    for part in form.parts:
        match part:
            case Heading():
                headings += 1
                sheet.need(2 * LINE_POINTS)
                sheet.write((heading_number(1, headings) + part.text,), HEADINGS[1])
            case Paragraph():
                sheet.write((part.text,), BODY)
            case Line():
                draw_line(sheet, part)
            case Seal():
                draw_seal(sheet, part)
            case Grid():
                draw_grid(sheet, part)


def draw_letterhead(sheet: Sheet, head: Letterhead) -> None:
    """The organ in red, the number two lines below it, the red line, and two free lines (7.2)."""
    size, paper = letterhead_points(head.organ), sheet.paper
    sheet.y += LETTERHEAD_MM * POINTS_PER_MM
    paper.set_text_color(*RED)
    paper.set_draw_color(*RED)
    sheet.write((head.organ,), Setting("title", size, size * 1.2, 0.0, "center"))
    paper.set_text_color(0)
    sheet.y += 2 * LINE_POINTS
    paper.set_draw_color(0)
    sheet.write((head.number,), Setting(align="center"))
    sheet.y += RED_LINE_MM * POINTS_PER_MM - (LINE_POINTS - BODY_POINTS) / 2
    paper.set_draw_color(*RED)
    paper.set_line_width(RED_LINE_POINTS)
    paper.line(LEFT, sheet.y, LEFT + WIDTH, sheet.y)
    paper.set_draw_color(0)
    sheet.to_grid()
    sheet.y += 2 * LINE_POINTS


def draw_line(sheet: Sheet, line: Line) -> None:
    """A line that stands by itself, with the free lines above it unless it begins a page."""
    setting = TITLE if line.large else Setting(align=line.align)
    sheet.need((line.before + 1) * LINE_POINTS)
    if sheet.y > TOP:
        sheet.y += line.before * LINE_POINTS
    sheet.write((line.text,), setting)


def draw_seal(sheet: Sheet, seal: Seal) -> None:
    """Organ and date, below two free lines, together on one page."""
    sheet.need(4 * LINE_POINTS)
    if sheet.y > TOP:
        sheet.y += 2 * LINE_POINTS
    for text, right in zip(seal.lines, sealed_indents(seal.lines), strict=True):
        sheet.write((text,), Setting(align="right", right=right * CHARACTER_POINTS))


def draw_grid(sheet: Sheet, grid: Grid) -> None:
    """A frame of fields; a row that fits on no rest of a page goes on to the next."""
    rows = [row_of(sheet, grid, place) for place in range(len(grid.rows))]
    head = rows[0] if grid.head else None
    for row in rows:
        if sheet.y + min(height_of(row), 4 * LEADING) > BOTTOM and sheet.y > TOP:
            turn(sheet, head)
        while height_of(row) > BOTTOM - sheet.y:
            most = int((BOTTOM - sheet.y - 2 * PADDING) / LEADING)
            draw_row(sheet, row.part(0, most))
            row = row.part(most, row.lines)
            turn(sheet, head)
        draw_row(sheet, row)
    sheet.to_grid()


def turn(sheet: Sheet, head: Row | None) -> None:
    """Go on at the top of a new page, below the head where there is one."""
    sheet.turn()
    if head:
        draw_row(sheet, head)


def row_of(sheet: Sheet, grid: Grid, place: int) -> Row:
    """The cells of a row, broken into lines."""
    row, cells, at, x = grid.rows[place], [], 0, LEFT
    for cell, (text, span) in enumerate(zip(row, grid.spans(row), strict=True)):
        width = sum(grid.widths[at : at + span]) * CHARACTER_POINTS
        setting = LABEL if grid.is_label(place, cell) else VALUE
        room = width - 2 * PADDING
        lines = [line for said in text.splitlines() or [""] for line in broken(sheet, said, setting, room)]
        cells.append((x, width, lines, setting))
        at, x = at + span, x + width
    return Row(cells)


def broken(sheet: Sheet, text: str, setting: Setting, room: float) -> list[list[Glyph]]:
    return break_lines(sheet.glyphs((text,), setting), room)


def height_of(row: Row) -> float:
    return row.lines * LEADING + 2 * PADDING


def draw_row(sheet: Sheet, row: Row) -> None:
    """Draw its cells' frames, and the text in the middle of each."""
    height, top = height_of(row), sheet.y
    sheet.paper.set_line_width(THIN)
    for x, width, lines, setting in row.cells:
        sheet.paper.rect(x, top, width, height)
        sheet.y = top + (height - len(lines) * LEADING) / 2
        for line in lines:
            sheet.line(line, x + PADDING, width - 2 * PADDING, setting)
            sheet.y += LEADING
    sheet.y = top + height
