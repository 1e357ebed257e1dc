"""The report as an Excel file: 说明 first, then a sheet per table, the figures of the text, the charts."""

from __future__ import annotations

from typing import Any

from papers.document import Cell, Chart, Document, Heading, Paragraph, Table
from papers.rendering.excel_book import GRID, Book, fit_row, fitting_width
from papers.rendering.excel_charts import add_charts
from papers.rendering.labels import NO_ROWS, labelled
from papers.rendering.page import chinese_date

HEAD = {"bold": True, "align": "center", "text_wrap": True, "bg_color": "#E7E6E6", "border": 1}
HEAD_ROW = 1  # below the title
CHART_SHEET, TEXT_SHEET = "图", "正文数字"


def excel_file(document: Document) -> bytes:
    """Return the document as .xlsx. Numbers are numbers; no text ever becomes a formula."""
    book = Book(document)
    front = book.sheet("说明")
    listed = []
    for block, label in labelled(document):
        if isinstance(block, Table):
            sheet = book.sheet(f"{label} {block.title}")
            _write_table(book, sheet, block, label)
            listed.append((sheet.name, f"{label}  {block.title}", block.note))
    if any(_figures(document)):
        listed.append((_write_figures(book, document), "正文中出现的数字", ""))
    if document.charts:
        sheet = book.sheet(CHART_SHEET)
        add_charts(
            book, sheet, [(block, label) for block, label in labelled(document) if isinstance(block, Chart)]
        )
        listed.append((sheet.name, "图和作图的数据", ""))
    _write_front(book, front, document, listed)
    return book.finish()


def _write_front(book: Book, sheet: Any, document: Document, listed: list[tuple[str, str, str]]) -> None:
    sheet.set_column(0, 0, 14)
    sheet.set_column(1, 1, 50)
    sheet.set_column(2, 2, 60)
    book.text(sheet, 0, 0, document.title, bold=True, font_size=16)
    facts = [
        ("发文机关", document.organ),
        ("成文日期", chinese_date(document.issued_on)),
        ("数据截至", document.figures_as_of),
        ("附注", document.note),
    ]
    row = 2
    for name, fact in facts:
        if fact:
            book.text(sheet, row, 0, name, bold=True)
            fit_row(sheet, row, [(fact, 50)])
            book.text(sheet, row, 1, fact, text_wrap=True)
            row += 1
    _write_contents(book, sheet, row + 1, listed)


def _write_contents(book: Book, sheet: Any, row: int, listed: list[tuple[str, str, str]]) -> None:
    """Write the list of sheets, each name a link, from a row on."""
    for column, head in enumerate(("工作表", "内容", "口径和说明")):
        book.text(sheet, row, column, head, **HEAD)
    for name, title, note in listed:
        row += 1
        fit_row(sheet, row, [(title, 50), (note, 60)])
        quoted = name.replace("'", "''")
        sheet.write_url(row, 0, f"internal:'{quoted}'!A1", book.look(border=1, font_color="#1F3864"), name)
        book.text(sheet, row, 1, title, border=1, text_wrap=True)
        book.text(sheet, row, 2, note, border=1, text_wrap=True)


def _write_head(book: Book, sheet: Any, title: str, heads: list[str]) -> None:
    book.text(sheet, 0, 0, title, bold=True, font_size=14)
    for column, head in enumerate(heads):
        book.text(sheet, HEAD_ROW, column, head, **HEAD)
    sheet.freeze_panes(HEAD_ROW + 1, 0)
    sheet.repeat_rows(HEAD_ROW)


def _write_table(book: Book, sheet: Any, table: Table, label: str) -> None:
    _write_head(book, sheet, f"{label}  {table.title}", [column.head for column in table.columns])
    for row, cells in enumerate(table.rows, start=HEAD_ROW + 1):
        for index, (cell, column) in enumerate(zip(cells, table.columns, strict=True)):
            book.cell(sheet, row, index, cell, column.kind, **GRID)
    widths = [
        fitting_width([column.head, *(row[index].text for row in table.rows)])
        for index, column in enumerate(table.columns)
    ]
    for index, width in enumerate(widths):
        sheet.set_column(index, index, width)
    for row, cells in enumerate(table.rows, start=HEAD_ROW + 1):
        fit_row(sheet, row, [(cell.text, width) for cell, width in zip(cells, widths, strict=True)])
    last = HEAD_ROW + max(len(table.rows), 1)
    if table.rows:
        sheet.autofilter(HEAD_ROW, 0, last, len(table.columns) - 1)
    else:
        book.text(sheet, last, 0, NO_ROWS)
    if table.note:
        book.text(sheet, last + 2, 0, f"注：{table.note}")


def _figures(document: Document) -> list[tuple[str, Paragraph, Cell]]:
    """Return every figure of the running text with the heading and the paragraph it stands in."""
    found, heading = [], ""
    for block, label in labelled(document):
        if isinstance(block, Heading):
            heading = label + block.text
        elif isinstance(block, Paragraph):
            found += [(heading, block, part) for part in block.parts if isinstance(part, Cell)]
    return found


def _write_figures(book: Book, document: Document) -> str:
    """Write the figures of the text to a sheet of their own and return its name."""
    sheet = book.sheet(TEXT_SHEET)
    _write_head(book, sheet, "正文中出现的数字", ["所在标题", "所在句段", "数值", "文中写法"])
    for column, width in enumerate((24, 60, 16, 16)):
        sheet.set_column(column, column, width)
    figures = _figures(document)
    for row, (heading, paragraph, cell) in enumerate(figures, start=HEAD_ROW + 1):
        around = _around(paragraph, cell)
        fit_row(sheet, row, [(heading, 24), (around, 60)])
        book.text(sheet, row, 0, heading, text_wrap=True, **GRID)
        book.text(sheet, row, 1, around, text_wrap=True, **GRID)
        book.cell(sheet, row, 2, cell, "text", **GRID)
        book.text(sheet, row, 3, cell.text, align="right", **GRID)
    sheet.autofilter(HEAD_ROW, 0, HEAD_ROW + len(figures), 3)
    return sheet.name


def _around(paragraph: Paragraph, cell: Cell, reach: int = 24) -> str:
    """Return the words just before and after a figure, enough to find it in the report."""
    index = next(index for index, part in enumerate(paragraph.parts) if part is cell)
    before = Paragraph(paragraph.parts[:index]).text[-reach:]
    after = Paragraph(paragraph.parts[index + 1 :]).text[:reach]
    return f"…{before}{cell.text}{after}…"
