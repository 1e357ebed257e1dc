from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.figures import Period, figures
from figures.changes import ON_PERIOD, ON_YEAR, change
from figures.selectors import Answer

JULY = Period(date(2026, 7, 1), date(2026, 8, 1))


def answer(key, n, hits=0, total=None):
    return Answer(figures()[key], JULY, n, hits, total)


def reported(n):
    return answer("cases.reported", n)


def on_time(hits, n):
    return answer("cases.on_time", n, hits)


def hours(mean):
    return answer("cases.hours", 10, 0, mean * 10)


@pytest.mark.parametrize(
    ("one", "text"),
    [
        (reported(0), "0"),
        (reported(1284), "1,284"),
        (on_time(386, 412), "93.7%"),
        (on_time(0, 412), "0.0%"),
        (on_time(1, 2000), "0.1%"),
        (on_time(4, 4), "——"),
        (on_time(0, 0), "——"),
        (hours(26.25), "26.3"),
        (answer("cases.hours", 0), "——"),
        (answer("cases.hours", 1, 0, 1234.5), "1,234.5"),
        (answer("cases.in_hand", 3, 0, 2.25), "2.3"),
    ],
)
def test_numbers_are_written_as_they_are_read(one, text):
    assert one.text == text


@pytest.mark.parametrize(
    ("now", "before", "text", "good"),
    [
        (on_time(936, 1000), on_time(924, 1000), "上升1.2个百分点", True),
        (on_time(924, 1000), on_time(936, 1000), "下降1.2个百分点", False),
        (on_time(936, 1000), on_time(9361, 10000), "持平", None),
        (answer("cases.rework", 100, 5), answer("cases.rework", 100, 9), "下降4.0个百分点", True),
        (on_time(936, 1000), on_time(4, 4), "——", None),
        (on_time(4, 4), on_time(936, 1000), "——", None),
        (on_time(936, 1000), None, "——", None),
        (reported(112), reported(100), "上升12.0%", None),
        (reported(2100), reported(100), "上升2,000.0%", None),
        (reported(0), reported(100), "下降100.0%", None),
        (reported(7), reported(7), "持平", None),
        (reported(7), reported(0), "上年同期为0，不计同比", None),
        (reported(0), reported(0), "上年同期为0，不计同比", None),
        (reported(7), None, "——", None),
        (hours(24.0), hours(26.1), "下降2.1小时", True),
        (answer("cases.in_hand", 9, 0, 3.0), answer("cases.in_hand", 9, 0, 2.5), "上升0.5天", False),
    ],
)
def test_changes_are_words(now, before, text, good):
    found = change(now, before, ON_YEAR)
    assert (found.text, found.good) == (text, good)
    assert found.text.startswith(found.word)


def test_a_zero_base_names_its_period():
    assert change(reported(7), reported(0), ON_PERIOD).text == "上期为0，不计环比"


COUNTS = st.integers(5, 5000)


@given(COUNTS, COUNTS, st.data())
def test_whoever_subtracts_what_is_shown_gets_the_change(n, base, data):
    now, before = on_time(data.draw(st.integers(0, n)), n), on_time(data.draw(st.integers(0, base)), base)
    found = change(now, before, ON_YEAR)
    moved = Decimal(now.text.rstrip("%")) - Decimal(before.text.rstrip("%"))
    assert found.direction == (moved > 0) - (moved < 0)
    if moved:
        assert found.text == f"{found.word}{abs(moved)}个百分点"
    assert change(before, now, ON_YEAR).direction == -found.direction
