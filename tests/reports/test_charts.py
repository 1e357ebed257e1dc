import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from papers.document import Chart
from papers.rendering.charts import chart_png
from papers.rendering.fonts import FontSet
from papers.rendering.labels import chart_in_words, chart_number
from tests.reports.papers import BARS, LINE

ROOT = Path(__file__).resolve().parents[2]


def picture_of(chart, fonts=None):
    return Image.open(io.BytesIO(chart_png(chart, fonts or FontSet.of())))


def bars(categories, series=1, value=5.0, name="镇"):
    names = tuple(f"{name}{number}" for number in range(categories))
    return Chart("图", "bar", names, tuple((f"第{n}年", (value,) * categories) for n in range(series)), "件")


@pytest.mark.parametrize("chart", [BARS, LINE])
def test_a_chart_is_as_wide_as_the_text_at_200_dots(chart):
    picture = picture_of(chart)
    assert picture.format == "PNG"
    assert abs(picture.width - 156 / 25.4 * 200) <= 1
    assert round(picture.info["dpi"][0]) == 200


@pytest.mark.parametrize("chart", [BARS, LINE, bars(3, series=5)])
def test_a_chart_has_no_colour(chart):
    red, green, blue = picture_of(chart).convert("RGB").split()
    assert red.tobytes() == green.tobytes() == blue.tobytes()


def test_bars_of_different_series_are_told_apart_without_colour():
    one = picture_of(bars(2, series=1)).convert("L").histogram()
    two = picture_of(bars(2, series=2)).convert("L").histogram()
    dark = sum(one[:80]), sum(two[:80])
    assert dark[0] > dark[1] > 0  # the second series is hatched, not filled


def test_many_categories_lie_down_and_make_room():
    assert picture_of(bars(24)).height > picture_of(bars(6)).height


def test_a_chart_never_grows_beyond_a_page():
    assert picture_of(bars(300)).height <= 211 / 25.4 * 200


@pytest.mark.parametrize(
    "chart",
    [
        Chart("空", "bar", (), ()),
        Chart("空", "line", (), ()),
        Chart("没有值", "line", ("一月", "二月"), (("全县", (None, None)),)),
        Chart("没有值", "bar", ("一月",), (("全县", (None,)),), "件"),
        Chart("负数", "bar", ("一月", "二月"), (("同比", (-0.1, 0.2)),), "%"),
        bars(8, series=7, value=123456.0, name="一个名字特别特别长的镇"),
    ],
)
def test_odd_data_is_drawn_without_a_warning(chart):
    assert picture_of(chart).width > 1000


def test_signs_of_formulas_and_unknown_characters_are_drawn_as_text():
    fonts = FontSet.of()
    picture_of(
        Chart("图", "bar", ("$x^2$", "好👍", "甲\x01\n乙"), (("_下划线", (1.0, 2.0, 3.0)),), "$"), fonts
    )
    assert fonts.missing == {"👍"}


def test_values_are_written_as_in_the_tables():
    assert [chart_number(value, "件") for value in (1284.0, 88.5, 0.0, -3.0)] == ["1,284", "88.5", "0", "-3"]
    assert chart_number(0.936, "%") == "93.6%"


def test_a_chart_in_words_says_every_value():
    assert chart_in_words(LINE) == "按期办结率。全县：1月91.2%，2月——，3月93.6%"


def test_the_same_chart_gives_the_same_bytes():
    assert chart_png(BARS, FontSet.of()) == chart_png(BARS, FontSet.of())


def test_matplotlib_is_loaded_late_and_leaves_nothing_behind(tmp_path):
    script = (
        "import sys, papers.rendering, papers.rendering.charts as charts;"
        "from papers.rendering.fonts import FontSet; from papers.document import Chart;"
        "assert 'matplotlib' not in sys.modules;"
        "charts.chart_png(Chart('图','bar',('一',),(('年',(1.0,)),)), FontSet.of());"
        "assert 'matplotlib.pyplot' not in sys.modules"
    )
    kept = {key: value for key, value in os.environ.items() if key not in {"MPLCONFIGDIR", "HOME", "TMPDIR"}}
    home, temporary = tmp_path / "home", tmp_path / "tmp"
    home.mkdir()
    temporary.mkdir()
    places = {"HOME": str(home), "TMPDIR": str(temporary)}
    subprocess.run([sys.executable, "-c", script], check=True, cwd=ROOT, env={**kept, **places})
    assert list(home.iterdir()) == []
    assert list(temporary.iterdir()) == []
