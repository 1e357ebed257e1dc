"""Tables in Word: a grid with a head row that repeats on each page and rows that are never torn apart."""

from __future__ import annotations

from collections.abc import Iterable

from docx.opc.part import Part
from docx.oxml.xmlchemy import BaseOxmlElement

from papers.document import Cell, Column, Table
from papers.rendering.columns import fitted_columns
from papers.rendering.labels import NO_ROWS, printable
from papers.rendering.page import POINTS_PER_MM, TEXT_WIDTH_MM, TWIPS_PER_POINT
from papers.rendering.word_xml import aligned, element, linked, paragraph, run

EDGES = ("top", "left", "bottom", "right", "insideH", "insideV")
OUTER, INNER = 8, 4  # eighths of a point


def table_cell(content: Iterable[BaseOxmlElement], width: int, span: int = 1) -> BaseOxmlElement:
    """Return a cell of its paragraphs, so many twips wide, over so many columns."""
    properties = element("tcPr", element("tcW", w=width, type="dxa"))
    if span > 1:
        properties.append(element("gridSpan", val=span))
    properties.append(element("vAlign", val="center"))
    return element("tc", properties, *content)


def table_row(*cells: BaseOxmlElement, head: bool = False, whole: bool = True) -> BaseOxmlElement:
    """Return a row: the head returns on each page; what is `whole` is never torn apart."""
    properties = element("trPr", *([element("cantSplit")] if whole else []))
    if head:
        properties.append(element("tblHeader"))
    return element("tr", properties, *cells)


def table_properties(caption: str, width: int) -> BaseOxmlElement:
    """Return what holds for the whole table: its width in twips, lines, margins; `caption` for readers."""
    borders = element("tblBorders")
    for edge in EDGES:
        thick = INNER if edge.startswith("inside") else OUTER
        borders.append(element(edge, val="single", sz=thick, space=0, color="000000"))
    margins = element("tblCellMar")
    for edge, width_twips in (("top", 30), ("left", 60), ("bottom", 30), ("right", 60)):
        margins.append(element(edge, w=width_twips, type="dxa"))
    made = element(
        "tblPr",
        element("tblW", w=width, type="dxa"),
        element("jc", val="center"),
        borders,
        element("tblLayout", type="fixed"),
        margins,
        element(
            "tblLook", val="0020", firstRow=1, lastRow=0, firstColumn=0, lastColumn=0, noHBand=1, noVBand=1
        ),
    )
    if caption:
        made.append(element("tblCaption", val=printable(caption)))
    return made


def _body_cell(part: Part, cell: Cell, column: Column, width: int, half_points: int) -> BaseOxmlElement:
    align = "left" if column.kind == "text" else "right"
    said = aligned("TableText", align, linked(part, cell, half_points=half_points))
    return table_cell([said], width)


def table_blocks(part: Part, table: Table, label: str) -> list[BaseOxmlElement]:
    """Return caption, table and note. A table without rows says so in one row across."""
    size, points = fitted_columns(table, TEXT_WIDTH_MM * POINTS_PER_MM)
    widths = [int(width * TWIPS_PER_POINT) for width in points]
    half_points = round(size * 2)
    heads = [
        aligned("TableHead", "center", run(column.head, half_points=half_points)) for column in table.columns
    ]
    grid = element("tblGrid", *(element("gridCol", w=width) for width in widths))
    made = element("tbl", table_properties(table.title, sum(widths)), grid)
    made.append(
        table_row(*(table_cell([head], width) for head, width in zip(heads, widths, strict=True)), head=True)
    )
    for row in table.rows:
        fitted = zip(row, table.columns, widths, strict=True)
        made.append(table_row(*(_body_cell(part, *cell, half_points) for cell in fitted)))
    if not table.rows:
        empty = aligned("TableText", "center", run(NO_ROWS, half_points=half_points))
        made.append(table_row(table_cell([empty], sum(widths), len(widths))))
    # Two tables that touch would grow together, so a line always follows; it bears the note if there is one.
    note = run(f"注：{table.note}") if table.note else run("")
    return [paragraph("Caption", run(f"{label}  {table.title}")), made, paragraph("TableNote", note)]
