from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.figures import Period
from figures.periods import Quarter, month_period, months_between, parse_month, spans_of, weeks_until

DAYS = st.dates(date(2001, 1, 1), date(2098, 12, 31))
Q3 = Quarter(2026, 3)


def test_a_quarter_reads_writes_and_says_itself():
    assert (Quarter.parse("2026Q3"), str(Q3), Q3.label) == (Q3, "2026Q3", "2026年第三季度")
    assert Q3.period == Period(date(2026, 7, 1), date(2026, 10, 1))
    assert Q3.months == [date(2026, 7, 1), date(2026, 8, 1), date(2026, 9, 1)]
    assert (Quarter(2026, 1).previous, Q3.year_before) == (Quarter(2025, 4), Quarter(2025, 3))
    assert Quarter(2026, 4).following == Quarter(2027, 1)


@pytest.mark.parametrize("text", ["", "2026", "2026Q5", "2026-Q3", "Q3 2026", "1026Q1", "２０２６Q3x"])
def test_what_is_no_quarter_is_said(text):
    with pytest.raises(ValueError, match="要像 2026Q3 这样写"):
        Quarter.parse(text)


@given(DAYS)
def test_a_day_lies_in_its_quarter_alone(day):
    quarter = Quarter.of(day)
    assert quarter.period.start <= day < quarter.period.end
    assert quarter.previous.period.end == quarter.period.start
    assert quarter.following.previous == quarter
    assert Quarter.parse(str(quarter)) == quarter


def test_a_quarter_that_is_over_is_compared_with_whole_quarters():
    assert Q3.compared(date(2026, 9, 30)) == (Quarter(2026, 2).period, Quarter(2025, 3).period)


def test_a_running_quarter_is_compared_with_as_many_days():
    assert Q3.compared(date(2026, 7, 13)) == (
        Period(date(2026, 4, 1), date(2026, 4, 14)),
        Period(date(2025, 7, 1), date(2025, 7, 14)),
    )
    assert Q3.compared(date(2026, 1, 1))[1] == Period(date(2025, 7, 1), date(2025, 7, 2))


@given(DAYS, st.data())
def test_compared_periods_never_run_over_their_quarter_or_into_each_other(day, data):
    quarter = Quarter.of(day)
    before, year_before = quarter.compared(data.draw(DAYS))
    assert before.end <= quarter.period.start
    assert year_before.end <= quarter.year_before.period.end <= before.start
    assert year_before.start < year_before.end


def test_months():
    assert parse_month("2026-07") == date(2026, 7, 1)
    assert months_between(date(2025, 12, 1), date(2026, 2, 1)) == [
        date(2025, 12, 1),
        date(2026, 1, 1),
        date(2026, 2, 1),
    ]
    assert months_between(date(2026, 2, 1), date(2026, 1, 1)) == []
    assert month_period(date(2026, 12, 9)) == Period(date(2026, 12, 1), date(2027, 1, 1))


@pytest.mark.parametrize("text", ["", "2026", "2026-13", "2026-7", "2026-07-01", "二〇二六年七月"])
def test_what_is_no_month_is_said(text):
    with pytest.raises(ValueError, match="要像 2026-07 这样写"):
        parse_month(text)


def test_twelve_weeks_end_with_the_running_one():
    period = weeks_until(date(2026, 11, 22), 12)  # a Sunday
    assert period == Period(date(2026, 8, 31), date(2026, 11, 23))


@given(DAYS, st.integers(1, 400), st.sampled_from(["month", "week"]))
def test_spans_make_up_the_period(start, days, by):
    period = Period(start, start + timedelta(days=days))
    spans = spans_of(period, by)
    assert (spans[0].start, spans[-1].end) == (period.start, period.end)
    assert all(one.end == two.start for one, two in pairwise(spans))
    assert all(span.start < span.end for span in spans)
