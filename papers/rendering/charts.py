"""Charts for Word and PDF: legible in black and white, each mark with its number, no pies.

matplotlib is loaded on the first chart only, draws on its own canvas (no pyplot, no window) and keeps its
cache in a folder of this process, never in a home directory.
"""

from __future__ import annotations

import atexit
import io
import os
import shutil
import tempfile
from functools import lru_cache
from types import ModuleType
from typing import Any

from papers.document import Chart
from papers.rendering.fonts import FontSet
from papers.rendering.labels import chart_number, printable
from papers.rendering.page import TEXT_WIDTH_MM

DOTS_PER_INCH = 200
POINTS = 9
HEIGHT_MM, ROW_MM = 80.0, 6.0
MOST_COLUMNS = 10  # more categories lie down, so that their names can be read
MOST_LABELS = 40
FILLS = (("#404040", ""), ("#ffffff", "////"), ("#bfbfbf", ""), ("#ffffff", "...."), ("#808080", "xxxx"))
LINES = (("-", "o"), ("--", "s"), (":", "^"), ("-.", "D"), ((0, (5, 1, 1, 1, 1, 1)), "v"))


@lru_cache(maxsize=1)
def _matplotlib() -> ModuleType:
    if "MPLCONFIGDIR" not in os.environ:  # matplotlib offers no other way to move its cache
        folder = tempfile.mkdtemp(prefix="charts-")
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        os.environ["MPLCONFIGDIR"] = folder
    import matplotlib
    import matplotlib.backends.backend_agg
    import matplotlib.figure
    import matplotlib.font_manager

    return matplotlib


class _Pen:
    """The letters of one chart: text in the paper's 黑体, with 〓 for what that font lacks."""

    def __init__(self, fonts: FontSet) -> None:
        self.fonts = fonts
        path = fonts.faces["hei"].path
        self.properties = _matplotlib().font_manager.FontProperties(fname=str(path), size=POINTS)

    def text(self, text: str) -> str:
        """Return the text as it can be drawn; "$" is no formula here."""
        return self.fonts.printable(printable(text), "hei").replace("$", r"\$")


def chart_png(chart: Chart, fonts: FontSet) -> bytes:
    """Return the chart as a PNG of the text's width at 200 dpi; the same chart gives the same bytes."""
    library = _matplotlib()
    pen = _Pen(fonts)
    lying = chart.kind == "bar" and len(chart.categories) > MOST_COLUMNS
    marks = len(chart.categories) * max(len(chart.series), 1)
    height = max(HEIGHT_MM, ROW_MM * marks * 0.8 + 25) if lying else HEIGHT_MM
    figure = library.figure.Figure(
        figsize=(TEXT_WIDTH_MM / 25.4, min(height, 210) / 25.4), layout="constrained"
    )
    library.backends.backend_agg.FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    _draw(axes, chart, pen, lying=lying)
    _dress(axes, chart, pen, lying=lying)
    picture = io.BytesIO()
    figure.savefig(picture, format="png", dpi=DOTS_PER_INCH, metadata={"Software": None})
    return picture.getvalue()


def _draw(axes: Any, chart: Chart, pen: _Pen, *, lying: bool) -> None:
    draw = _draw_lines if chart.kind == "line" else _draw_bars
    labelled = len(chart.categories) * len(chart.series) <= MOST_LABELS or lying
    draw(axes, chart, pen, lying=lying, labelled=labelled)


def _draw_bars(axes: Any, chart: Chart, pen: _Pen, *, lying: bool, labelled: bool) -> None:
    thickness = 0.8 / max(len(chart.series), 1)
    for index, (name, values) in enumerate(chart.series):
        colour, hatch = FILLS[index % len(FILLS)]
        offset = (index - (len(chart.series) - 1) / 2) * thickness
        places = [place + offset for place in range(len(values))]
        lengths = [float(value or 0) for value in values]
        look = {
            "color": colour,
            "hatch": hatch,
            "edgecolor": "black",
            "linewidth": 0.6,
            "label": pen.text(name),
        }
        drawn = axes.barh if lying else axes.bar
        bars = drawn(places, lengths, thickness, **look)
        if labelled:
            axes.bar_label(bars, _labels(chart, values), padding=2, fontproperties=pen.properties)


def _labels(chart: Chart, values: tuple[float | None, ...]) -> list[str]:
    return ["——" if value is None else chart_number(value, chart.unit) for value in values]


def _draw_lines(axes: Any, chart: Chart, pen: _Pen, *, lying: bool, labelled: bool) -> None:
    for index, (name, values) in enumerate(chart.series):
        style, marker = LINES[index % len(LINES)]
        heights = [float("nan") if value is None else float(value) for value in values]
        look = {"linestyle": style, "marker": marker, "color": "black", "linewidth": 1.2, "markersize": 4}
        axes.plot(range(len(values)), heights, **look, label=pen.text(name))
        if not labelled:
            continue
        for place, (value, label) in enumerate(zip(values, _labels(chart, values), strict=True)):
            if value is not None:
                above = 5 if index % 2 == 0 else -12
                spot = {"xy": (place, float(value)), "xytext": (0, above), "textcoords": "offset points"}
                axes.annotate(label, **spot, ha="center", fontproperties=pen.properties)


def _dress(axes: Any, chart: Chart, pen: _Pen, *, lying: bool) -> None:
    names = [pen.text(name) for name in chart.categories]
    if lying:
        axes.set_yticks(range(len(names)), names)
        axes.invert_yaxis()
    else:
        axes.set_xticks(range(len(names)), names)
    numbers, grid = (axes.xaxis, "x") if lying else (axes.yaxis, "y")
    numbers.set_major_formatter(lambda value, _: chart_number(round(value, 9), chart.unit))
    axes.grid(axis=grid, color="#d9d9d9", linewidth=0.5)
    axes.set_axisbelow(True)
    axes.margins(**{grid: 0.15})
    axes.spines[["top", "right"]].set_visible(False)
    for label in [*axes.get_xticklabels(), *axes.get_yticklabels()]:
        label.set_fontproperties(pen.properties)
    _turn_crowded_names(axes, names, lying=lying)
    if chart.unit:
        axes.set_title(pen.text(f"单位：{chart.unit}"), loc="left", fontproperties=pen.properties)
    if len(chart.series) > 1:
        axes.legend(prop=pen.properties, loc="lower right", bbox_to_anchor=(1, 1), ncols=4, frameon=False)


def _turn_crowded_names(axes: Any, names: list[str], *, lying: bool) -> None:
    room = TEXT_WIDTH_MM * 0.85 / max(len(names), 1) / (POINTS / 72 * 25.4)
    if not lying and max((len(name) for name in names), default=0) > room:
        for label in axes.get_xticklabels():
            label.set(rotation=40, ha="right", rotation_mode="anchor")
