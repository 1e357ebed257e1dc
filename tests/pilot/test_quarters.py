"""Quarters are counted as the calendar has them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilot.quarters import Quarter


@given(st.dates(min_value=date(2000, 1, 1), max_value=date(2099, 12, 31)))
def test_each_day_lies_in_its_quarter_and_in_no_other(day):
    quarter = Quarter.of(day)
    assert quarter.start <= day < quarter.end == quarter.next.start
    assert Quarter.read(str(quarter)) == quarter
    assert quarter.later(5).later(-5) == quarter


def test_what_is_no_quarter_says_how_to_write_one():
    assert Quarter(2026, 1).in_words == "2026年第一季度"
    assert [str(one) for one in Quarter(2026, 1).around(1, 1)] == ["2026Q2", "2026Q1", "2025Q4"]
    for text in ("2026Q5", "2026", "", "1999Q1", "2026Q１"):
        with pytest.raises(ValueError, match="像 2026Q1 这样写"):
            Quarter.read(text)
