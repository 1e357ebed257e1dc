"""A table of any county, row by row: CSV in any usual encoding, or XLSX."""

import csv
import io
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.utils.datetime import WINDOWS_EPOCH
from openpyxl.utils.exceptions import InvalidFileException

from areas.reading import FileUnreadable, read_text
from grids.importing.cells import Value, text_of
from security.cells import restored


@dataclass(frozen=True)
class RawRow:
    """One row as it stands in the file. `torn` says why its cells cannot be told apart, where so."""

    line: int
    values: dict[str, Value]
    torn: str = ""


@dataclass(frozen=True)
class Table:
    """The columns by name, and the rows. Reading the rows may raise FileUnreadable too."""

    columns: list[str]
    rows: Iterator[RawRow]


def read_table(path: Path, *, encoding: str = "", sheet: str = "", header: int = 1) -> Table:
    """Open a CSV or XLSX whose column names stand in line `header`. Raises FileUnreadable."""
    kind = path.suffix.lower()
    if kind == ".xls":
        raise FileUnreadable("这是旧的 XLS 格式。请在表格软件里另存为 XLSX 或 CSV 再导入。")
    lines = xlsx_lines(path, sheet) if kind in {".xlsx", ".xlsm"} else csv_lines(path, encoding)
    heading = next((cells for number, cells in lines if number >= header), None)
    if heading is None:
        raise FileUnreadable(f"“{path.name}”里没有一行内容。请核对是不是传错了文件。")
    columns = column_names(heading)
    filled = ((number, cells) for number, cells in lines if any(map(text_of, cells)))
    return Table(columns, (raw_row(number, cells, columns) for number, cells in filled))


def column_names(heading: list[Value]) -> list[str]:
    """The names of the columns; each once. Columns without a name are called by their place."""
    names = [text_of(cell) or f"第{place}列" for place, cell in enumerate(heading, start=1)]
    while len(names) > 1 and not text_of(heading[len(names) - 1]):
        names.pop()
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise FileUnreadable(f"列名重复：{'、'.join(twice)}。请改成不同的名字再导入。")
    return names


def raw_row(line: int, cells: list[Value], columns: list[str]) -> RawRow:
    """The row by column names. Cells beyond the last column make it torn; missing ones are empty."""
    values = dict(zip(columns, [*cells, *[None] * (len(columns) - len(cells))], strict=False))
    extra = [text_of(cell) for cell in cells[len(columns) :] if text_of(cell)]
    torn = f"比表头多出 {len(extra)} 格（{'、'.join(extra)[:60]}），分不清哪一格是哪一列" if extra else ""
    return RawRow(line, values, torn)


def csv_lines(path: Path, encoding: str) -> Iterator[tuple[int, list[Value]]]:
    """Each line of the file's first number and its cells; a cell may go over several lines."""
    text = read_text(path, encoding)
    first = text.split("\n", 1)[0]
    delimiter = max(",\t;", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    start = 1
    try:
        for cells in reader:
            yield start, [restored(cell) for cell in cells]
            start = reader.line_num + 1
    except csv.Error as error:
        raise FileUnreadable(f"第 {start} 行起分不出列，多半是引号没有成对。请改好再导入。") from error


def xlsx_lines(path: Path, sheet: str) -> Iterator[tuple[int, list[Value]]]:
    """Each row of the sheet, or of the first one. Reads as it goes: a big file needs little memory."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what openpyxl drops (styles, validations) is not ours
        try:
            book = load_workbook(path, read_only=True, data_only=True)
        except FileNotFoundError as error:
            raise FileUnreadable(f"没有找到文件“{path}”。请核对路径。") from error
        except (BadZipFile, InvalidFileException, KeyError, OSError, ValueError) as error:
            raise FileUnreadable(f"“{path.name}”不是完好的 XLSX 文件。请重新另存一次再导入。") from error
    try:
        if sheet and sheet not in book.sheetnames:
            raise FileUnreadable(f"没有叫“{sheet}”的工作表，现有：{'、'.join(book.sheetnames)}。")
        page = book[sheet] if sheet else book.worksheets[0]
        page.reset_dimensions()
        for number, cells in enumerate(page.iter_rows(), start=1):
            yield number, trimmed([cell_value(cell, book.epoch) for cell in cells])
    finally:
        book.close()


def trimmed(cells: list[Value]) -> list[Value]:
    """The cells without the empty ones at the end, which Excel keeps after a deletion."""
    while cells and cells[-1] in (None, ""):
        cells.pop()
    return cells


def cell_value(cell: Any, epoch: datetime) -> Value:
    """What stands in the cell: text, a number, or a moment where the cell is formatted as a date.

    In the rare workbook that counts days from 1904 numbers come as text: nobody takes them for days.
    """
    value = cell.value
    if isinstance(value, datetime) or value is None:
        return value
    if isinstance(value, date):
        return datetime.combine(value, time.min)
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, int | float) and epoch == WINDOWS_EPOCH:
        return value
    return text_of(value) if isinstance(value, int | float) else str(value)
