from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grids.importing.cells import FORMATS, CellProblem, area_code_of, moment_of, number_within, text_of
from grids.importing.oddities import Numbering

ZONE = ZoneInfo("Asia/Shanghai")


@pytest.mark.parametrize(
    "text",
    [
        "2018-07-04 17:24:00",
        "2018-07-04 17:24",
        "2018/7/4 17:24",
        "2018-07-04T17:24:00",
        "2018年7月4日 17:24",
        "2018年7月4日 17时24分",
        "20180704172400",
        datetime(2018, 7, 4, 17, 24),  # noqa: DTZ001 - as a workbook gives it
        43285.725,
    ],
)
def test_usual_ways_to_write_a_moment_are_understood(text):
    assert moment_of(text, (), ZONE) == datetime(2018, 7, 4, 17, 24, tzinfo=ZONE)


def test_only_the_formats_that_are_named_count():
    assert moment_of("04.07.2018", ("%d.%m.%Y",), ZONE).month == 7
    with pytest.raises(CellProblem, match=r"不是时间，应写成 %d.%m.%Y"):
        moment_of("2018-07-04", ("%d.%m.%Y",), ZONE)


@given(st.datetimes(datetime(1950, 1, 1), datetime(2100, 1, 1)), st.sampled_from(FORMATS))  # noqa: DTZ001
def test_what_a_format_writes_is_read_back(moment, form):
    written = moment.strftime(form)
    assert moment_of(written, (), ZONE).strftime(form) == written


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2026/2/30", "二月没有30日"),
        ("2025-02-29 10:00", "二月没有29日"),
        ("2026-11-31", "十一月没有31日"),
        ("2026-13-01", "一年没有13月"),
        ("20260431", "四月没有31日"),
        ("昨天", "不是时间，应写成 2026-03-05 14:30 这样"),
        ("2026-03-05 25:00", "不是时间"),
        ("43285.5", "Excel 的日期序号"),
        ("0018-07-04", "年份是 18"),
        (12.5, "不是时间"),
    ],
)
def test_a_wrong_date_is_told_as_exactly_as_can_be(text, words):
    with pytest.raises(CellProblem, match=words):
        moment_of(text, (), ZONE)


@pytest.mark.parametrize(
    ("value", "text"),
    [(None, ""), (" \u3000甲 \ufeff", "甲"), ("甲\x00乙", "甲乙"), (12.0, "12"), (0, "0"), (1.5, "1.5")],
)
def test_a_cell_as_text(value, text):
    assert text_of(value) == text


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("330424001002", "330424001002"),
        ("330424001000", "330424001"),
        ("330424000000", "330424"),
        ("330424001", "330424001"),
        ("330424", "330424"),
        ("330424001002003", "330424001002003"),
    ],
)
def test_area_codes_lose_the_zeros_that_pad_them(text, code):
    assert area_code_of(text) == code


@pytest.mark.parametrize("text", ["33042", "3304240010021", "33042A", "３３０４２４", "武原街道"])
def test_what_is_no_area_code_is_refused(text):
    with pytest.raises(CellProblem, match="不是区划代码"):
        area_code_of(text)


def test_degrees_are_numbers_within_their_bounds():
    assert number_within("120.1", 73, 136) == "120.100000"
    for wrong in ("x", "nan", "200", ""):
        with pytest.raises(CellProblem):
            number_within(wrong, 73, 136)


def test_a_numbering_tells_numbers_with_several_names_and_names_with_several_numbers():
    numbering = Numbering("单位")
    for line, (number, name) in enumerate(
        [("1", "甲"), ("1", "甲"), ("1", "甲所"), ("2", "甲"), ("3", "丙")], 2
    ):
        numbering.note(line, number, name)
    assert numbering.told() == [
        "单位：1 个编号各有几个名称（1：甲 2 行、甲所 1 行）",
        "单位：1 个名称各有几个编号（甲：1 2 行、2 1 行），和常用编号不同的有 1 行（第 5 行）",
    ]
    assert numbering.swapped() == [5]


@pytest.mark.parametrize("number", [float("inf"), float("-inf"), float("nan"), 1e300])
def test_numbers_beyond_all_counting_are_text_too(number):
    assert text_of(number)
