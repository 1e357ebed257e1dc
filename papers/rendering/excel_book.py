"""The workbook and its pens: text that stays text, numbers that stay numbers, links that open their rows."""

from __future__ import annotations

import io
import math
from datetime import datetime
from typing import Any

import xlsxwriter

from papers.document import Cell, ColumnKind, Document
from papers.rendering.excel_formats import is_calculable, number_format, sheet_name
from papers.rendering.labels import printable
from papers.rendering.page import em_width, is_web_address
from security.cells import FORMULA_SIGNS

LONGEST_TEXT, LONGEST_LINK = 32_767, 2_079
MOST_LINKS = 65_530  # a sheet with more is repaired by Excel, so links beyond are left out
FONT = "宋体"
A4 = 9
WIDEST = 60
LINE_POINTS, HIGHEST_ROW = 15, 409
GRID = {"border": 1}


class Book:
    """A workbook in the making."""

    def __init__(self, document: Document) -> None:
        self._file = io.BytesIO()
        plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
        self.workbook = xlsxwriter.Workbook(self._file, {"in_memory": True, **plain})
        day = document.issued_on
        created = datetime(day.year, day.month, day.day)  # noqa: DTZ001 (the format has no zone)
        self.workbook.set_properties(
            {"title": printable(document.title), "author": printable(document.organ), "created": created}
        )
        self._formats: dict[tuple[tuple[str, Any], ...], Any] = {}
        self._names: set[str] = set()
        self._links: dict[str, int] = {}

    def look(self, **properties: Any) -> Any:
        """Return the cell format with these properties, made once."""
        key = tuple(sorted(properties.items()))
        if key not in self._formats:
            base = {"font_name": FONT, "font_size": 11, "valign": "vcenter"}
            self._formats[key] = self.workbook.add_format({**base, **properties})
        return self._formats[key]

    def sheet(self, wanted: str) -> Any:
        """Return a new sheet set for A4 across, one page wide, with page numbers."""
        sheet = self.workbook.add_worksheet(sheet_name(printable(wanted), self._names))
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&C第 &P 页，共 &N 页")
        return sheet

    def text(self, sheet: Any, row: int, column: int, text: str, **look: Any) -> None:
        """Write words as they were typed; what looks like a formula stays words even when edited."""
        shown = printable(text)
        if shown.startswith(FORMULA_SIGNS):
            look["quote_prefix"] = True
        sheet.write_string(row, column, _cut(shown), self.look(**look))

    def cell(self, sheet: Any, row: int, column: int, cell: Cell, kind: ColumnKind, **look: Any) -> None:
        """Write a figure as a number, or words as text, with the link to its rows laid over it."""
        if not is_calculable(cell):
            side = "left" if kind == "text" else "right"
            self._link(sheet, row, column, cell)
            self.text(sheet, row, column, cell.text, align=side, text_wrap=kind == "text", **look)
            return
        form, reads_alike = number_format(cell, kind)
        # The link is laid first and the number written over it: a linked cell that still calculates.
        self._link(sheet, row, column, cell)
        sheet.write_number(
            row, column, float(cell.value or 0), self.look(num_format=form, align="right", **look)
        )
        if not reads_alike:
            sheet.write_comment(row, column, f"报告中写作：{printable(cell.text)}")

    def _link(self, sheet: Any, row: int, column: int, cell: Cell) -> None:
        used = self._links.get(sheet.name, 0)
        if is_web_address(cell.url) and len(cell.url) <= LONGEST_LINK and used < MOST_LINKS:
            sheet.write_url(row, column, cell.url, None, _cut(printable(cell.text)), "打开这些案件")
            self._links[sheet.name] = used + 1

    def finish(self) -> bytes:
        """Return the workbook's bytes."""
        self.workbook.close()
        return self._file.getvalue()


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_TEXT else text[: LONGEST_TEXT - 1] + "…"


def fit_row(sheet: Any, row: int, cells: list[tuple[str, float]]) -> None:
    """Make a row as high as its texts need, each with the width it is wrapped to, in half characters.

    Only Excel does this by itself when it opens the file; elsewhere the lines of one row cover the next.
    """
    lines = max(math.ceil((em_width(text) * 2 + 1) / (width - 1)) for text, width in cells)
    if lines > 1:
        sheet.set_row(row, min(lines * LINE_POINTS, HIGHEST_ROW))


def fitting_width(texts: list[str]) -> float:
    """Return the width of a column, in Excel's half characters, that shows the texts up to a limit."""
    return min(max((em_width(text) * 2 for text in texts), default=0) + 4, WIDEST)
