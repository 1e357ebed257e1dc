"""Workbooks for people's own computers. Every cell is text: nothing that was written becomes a formula."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import IO

import xlsxwriter

LONGEST_CELL = 32_767
PLAIN = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
Rows = Iterable[Sequence[str]]


class Book:
    """A workbook, written row by row: a long one needs no more memory than a short one."""

    def __init__(self, place: Path | IO[bytes]) -> None:
        self.book = xlsxwriter.Workbook(place, {"constant_memory": True, **PLAIN})
        self.head = self.book.add_format({"bold": True, "bg_color": "#E7E6E6"})
        self.wrap = self.book.add_format({"text_wrap": True})

    def add(self, name: str, columns: Mapping[str, int], rows: Rows, words: str) -> None:
        """A sheet: what it is in words, the heads with their widths in signs, and the rows."""
        sheet = self.book.add_worksheet(name)
        sheet.freeze_panes(2, 0)
        for column, width in enumerate(columns.values()):
            sheet.set_column(column, column, width)
        sheet.write_string(0, 0, words)
        for column, text in enumerate(columns):
            sheet.write_string(1, column, text, self.head)
        for line, row in enumerate(rows, start=2):
            for column, text in enumerate(row):
                sheet.write_string(line, column, text[:LONGEST_CELL], self.wrap)

    def close(self) -> None:
        self.book.close()
