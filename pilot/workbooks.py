"""Workbooks that people bring: rows by the names of their columns, each with its number in the sheet."""

import warnings
from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime
from io import BytesIO
from typing import Any
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

MOST = 500  # rows of a sheet
Line = tuple[int, dict[str, str]]


class Unreadable(ValueError):
    """The file as a whole cannot be taken; the message says why."""


def lines_of(content: bytes, heads: Mapping[str, str], needed: Collection[str]) -> Iterator[Line]:
    """Each row by our names of its columns; `heads` says which head is which. Raises Unreadable, too where
    one of the needed heads is missing.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # styles and validations are not ours
        try:
            book = load_workbook(BytesIO(content), read_only=True, data_only=True)
        except (BadZipFile, InvalidFileException, KeyError, OSError, ValueError) as error:
            raise Unreadable("不是完好的 Excel 文件。重新另存一次再传。") from error
    try:
        page = book.worksheets[0]
        page.reset_dimensions()
        rows = enumerate(page.iter_rows(values_only=True), start=1)
        first = next(rows, (1, ()))[1]
        if len(needed) > 1 and sum(bool(in_words(value)) for value in first) == 1:
            first = next(rows, (2, ()))[1]  # a workbook of ours says above its heads what it is
        names = heads_of(first, heads, needed)
        for number, values in rows:
            cells = {names[place]: in_words(values[place]) for place in names if place < len(values)}
            if number > MOST + 1 and any(cells.values()):
                raise Unreadable(f"一次最多 {MOST} 行。拆成几个文件再传。")
            if any(cells.values()):
                yield number, cells
    finally:
        book.close()


def heads_of(row: Any, heads: Mapping[str, str], needed: Collection[str]) -> dict[int, str]:
    """Our name of each column that is known, by its place. Raises Unreadable where one is missing."""
    said = {place: in_words(value) for place, value in enumerate(row)}
    if missing := [head for head in needed if head not in said.values()]:
        raise Unreadable(f"第一行表头里没有：{'、'.join(missing)}。")
    return {place: heads[head] for place, head in said.items() if head in heads}


def in_words(value: Any) -> str:
    """A cell as it would have been typed."""
    if isinstance(value, datetime | date):
        return f"{value:%Y-%m-%d}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value if value is not None else "").strip()
