"""Tables in the PDF: a grid whose head returns on each page; a row is torn only if no page can hold it."""

from __future__ import annotations

from dataclasses import dataclass

from papers.document import Cell, Table
from papers.rendering.columns import fitted_columns
from papers.rendering.labels import NO_ROWS
from papers.rendering.page import CAPTION_POINTS, NOTE_POINTS
from papers.rendering.pdf_lines import Glyph, break_lines
from papers.rendering.pdf_sheet import BOTTOM, LEFT, TOP, WIDTH, Setting, Sheet

PADDING = 3.0
LEADING = 1.35
THIN, THICK = 0.5, 1.0
CAPTION = Setting("hei", CAPTION_POINTS, CAPTION_POINTS * 2, 0.0, "center")
NOTE = Setting("body", NOTE_POINTS, NOTE_POINTS * 1.5, 0.0, "left")


@dataclass(frozen=True)
class Row:
    """Cells broken into lines, each with its place, width and alignment."""

    cells: list[tuple[float, float, list[list[Glyph]], Setting]]

    @property
    def lines(self) -> int:
        return max(len(lines) for _, _, lines, _ in self.cells)

    def part(self, start: int, stop: int) -> Row:
        return Row([(x, width, lines[start:stop], setting) for x, width, lines, setting in self.cells])


class _Grid:
    """Draws the rows of one table, turning pages."""

    def __init__(self, sheet: Sheet, table: Table) -> None:
        self.sheet = sheet
        self.size, self.widths = fitted_columns(table, WIDTH)
        self.leading = self.size * LEADING
        self.head = self._row([Cell(column.head, column.head) for column in table.columns], "hei", ["center"])
        self.aligns = ["left" if column.kind == "text" else "right" for column in table.columns]

    def _row(self, cells: list[Cell], part: str, aligns: list[str], widths: list[float] | None = None) -> Row:
        placed, x = [], LEFT
        for index, (cell, width) in enumerate(zip(cells, widths or self.widths, strict=True)):
            setting = Setting(part, self.size, self.leading, 0.0, aligns[index % len(aligns)])
            lines = break_lines(self.sheet.glyphs((cell,), setting), width - 2 * PADDING)
            placed.append((x, width, lines, setting))
            x += width
        return Row(placed)

    def height(self, row: Row) -> float:
        return row.lines * self.leading + 2 * PADDING

    def body_row(self, cells: tuple[Cell, ...]) -> Row:
        return self._row(list(cells), "body", self.aligns)

    def empty_row(self) -> Row:
        return self._row([Cell(NO_ROWS, NO_ROWS)], "body", ["center"], [WIDTH])

    def add(self, row: Row) -> None:
        """Draw the row here, or below a new head on the next page."""
        if self.sheet.y + self.height(row) > BOTTOM:
            self._turn()
        most = int((BOTTOM - self.sheet.y - 2 * PADDING) / self.leading)
        if row.lines > most:
            self.draw(row.part(0, most))
            self.add(row.part(most, row.lines))
        else:
            self.draw(row)

    def _turn(self) -> None:
        if self.sheet.y > TOP + self.height(self.head) + 0.01:
            self.sheet.turn()
            self.draw(self.head)

    def draw(self, row: Row) -> None:
        height, top = self.height(row), self.sheet.y
        self.sheet.paper.set_line_width(THICK if row is self.head else THIN)
        for x, width, lines, setting in row.cells:
            self.sheet.paper.rect(x, top, width, height)
            self.sheet.y = top + (height - len(lines) * self.leading) / 2
            for line in lines:
                self.sheet.line(line, x + PADDING, width - 2 * PADDING, setting)
                self.sheet.y += self.leading
        self.sheet.y = top + height


def draw_table(sheet: Sheet, table: Table, label: str) -> None:
    """Draw caption, table and note from the current line on."""
    grid = _Grid(sheet, table)
    rows = [grid.body_row(row) for row in table.rows] or [grid.empty_row()]
    first = min(grid.height(rows[0]), BOTTOM - TOP - CAPTION.line - grid.height(grid.head))
    sheet.need(CAPTION.line + grid.height(grid.head) + first)
    sheet.write((f"{label}  {table.title}",), CAPTION)
    grid.draw(grid.head)
    for row in rows:
        grid.add(row)
    if table.note:
        sheet.write((f"注：{table.note}",), NOTE)
    sheet.to_grid()
