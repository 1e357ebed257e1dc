"""Charts that Excel draws itself from data on the same sheet, legible in black and white."""

from __future__ import annotations

from typing import Any

from papers.document import Chart
from papers.rendering.excel_book import Book
from papers.rendering.labels import chart_number, printable

CHART_ROWS, CHART_COLUMN = 18, 7
FILLS = (
    {"pattern": "percent_75", "fg_color": "black", "bg_color": "white"},
    {"pattern": "wide_upward_diagonal", "fg_color": "black", "bg_color": "white"},
    {"pattern": "percent_20", "fg_color": "black", "bg_color": "white"},
    {"pattern": "small_grid", "fg_color": "black", "bg_color": "white"},
)
DASHES, MARKERS = ("solid", "dash", "square_dot", "dash_dot"), ("circle", "square", "triangle", "diamond")


def add_charts(book: Book, sheet: Any, charts: list[tuple[Chart, str]]) -> None:
    """Write each chart's data down the left side, with the chart beside it."""
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, CHART_COLUMN - 1, 12)
    top = 0
    for chart, label in charts:
        _write_data(book, sheet, chart, label, top)
        _draw(book, sheet, chart, label, top)
        top += max(CHART_ROWS, len(chart.categories) + 4)


def _number_form(chart: Chart) -> str:
    values = [value for _, values in chart.series for value in values if value is not None]
    if chart.unit == "%":
        return "0.0%"
    return "#,##0" if all(value == round(value) for value in values) else "#,##0.0"


def _write_data(book: Book, sheet: Any, chart: Chart, label: str, top: int) -> None:
    unit = f"（单位：{chart.unit}）" if chart.unit else ""
    book.text(sheet, top, 0, f"{label}  {chart.title}{unit}", bold=True)
    for column, (name, values) in enumerate(chart.series, start=1):
        book.text(sheet, top + 1, column, name, bold=True, border=1, align="center")
        for row, value in enumerate(values, start=top + 2):
            if value is None:
                book.text(sheet, row, column, "——", align="right", border=1)
            else:
                form = (
                    "0.0%"
                    if chart.unit == "%"
                    else "#,##0"
                    if "." not in chart_number(value, "")
                    else "#,##0.0"
                )
                sheet.write_number(row, column, float(value), book.look(num_format=form, border=1))
    for row, category in enumerate(chart.categories, start=top + 2):
        book.text(sheet, row, 0, category, border=1)


def _look(kind: str, index: int) -> dict[str, Any]:
    """Return fill or stroke of a series, told from its neighbours without colour."""
    if kind == "column":
        return {"pattern": FILLS[index % 4], "border": {"color": "black"}}
    line = {"color": "black", "width": 1.5, "dash_type": DASHES[index % 4]}
    marker = {"type": MARKERS[index % 4], "fill": {"color": "black"}, "border": {"color": "black"}}
    return {"line": line, "marker": marker}


def _draw(book: Book, sheet: Any, chart: Chart, label: str, top: int) -> None:
    if not chart.series or not chart.categories:
        return
    kind = "column" if chart.kind == "bar" else "line"
    drawn = book.workbook.add_chart({"type": kind})
    last = top + 1 + len(chart.categories)
    for index in range(len(chart.series)):
        column = index + 1
        place = {
            "name": [sheet.name, top + 1, column],
            "categories": [sheet.name, top + 2, 0, last, 0],
            "values": [sheet.name, top + 2, column, last, column],
            "data_labels": {"value": True, "num_format": _number_form(chart)},
        }
        drawn.add_series({**place, **_look(kind, index)})
    drawn.set_title({"name": printable(f"{label}  {chart.title}"), "name_font": {"size": 12}})
    drawn.set_y_axis({"num_format": _number_form(chart), "name": printable(chart.unit)})
    drawn.set_legend({"position": "bottom"} if len(chart.series) > 1 else {"none": True})
    drawn.show_blanks_as("gap")
    drawn.set_size({"width": 620, "height": 340})
    sheet.insert_chart(top, CHART_COLUMN, drawn)
