from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.figures import Period, figures
from figures.changes import ON_PERIOD, ON_YEAR, change
from figures.periods import Quarter
from figures.selectors import Answer
from figures.selectors.board import lines_of

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


class Fixture(NamedTuple):
    """A quarter with the two it is compared with: days, each with how many rows, and how many of them hit."""

    rows: dict[str, tuple[int, int]]
    on_period: str
    on_year: str
    key: str = "cases.reported"
    today: str = "2026-08-01"
    since: str = "2025-01-01"
    redefined: bool = False


NOW, BEFORE, YEAR_AGO = "2026-05-15", "2026-02-15", "2025-05-15"


def days(now, before, year_ago, hits=(0, 0, 0)):
    """So many on a day of the quarter, of the one before and of that a year ago."""
    return dict(zip((NOW, BEFORE, YEAR_AGO), zip((now, before, year_ago), hits, strict=True), strict=True))


QUARTERS = {
    "rise": Fixture(days(120, 100, 80), "上升20.0%", "上升50.0%"),
    "fall": Fixture(days(75, 100, 150), "下降25.0%", "下降50.0%"),
    "equal": Fixture(days(100, 100, 100), "持平", "持平"),
    "from zero": Fixture(days(7, 0, 0), "上期为0，不计环比", "上年同期为0，不计同比"),
    "to zero": Fixture(days(0, 40, 8), "下降100.0%", "下降100.0%"),
    "both zero": Fixture(days(0, 0, 0), "上期为0，不计环比", "上年同期为0，不计同比"),
    "not collected last year": Fixture(days(12, 10, 0), "上升20.0%", "——", since="2026-01-01"),
    # Forty days have passed: what came later in the other two is not compared with what has not come yet.
    "still running": Fixture(
        {
            "2026-04-20": (10, 0),
            "2026-02-09": (8, 0),
            "2026-02-10": (50, 0),
            "2025-05-10": (20, 0),
            "2025-05-11": (90, 0),
        },
        "上升25.0%",
        "下降50.0%",
        today="2026-05-10",
    ),
    "percent points": Fixture(
        days(1000, 1000, 1000, (936, 924, 960)),
        "上升1.2个百分点",
        "下降2.4个百分点",
        key="cases.on_time",
    ),
    "too few": Fixture(days(4, 1000, 1000, (4, 924, 960)), "——", "——", key="cases.on_time"),
    "definition changed": Fixture(
        days(120, 100, 80), "口径变了，不计环比", "口径变了，不计同比", redefined=True
    ),
    # 93.58% after 93.60%, and 9,999 after 10,000: what nobody can see on the page is no change.
    "tiny": Fixture(days(10_000, 1000, 10_000, (9358, 936, 9362)), "持平", "持平", key="cases.on_time"),
    "tiny count": Fixture(days(9_999, 10_000, 10_001), "持平", "持平"),
}


@pytest.mark.parametrize("one", QUARTERS.values(), ids=QUARTERS)
def test_the_fixture_quarters_say_exactly_this(one):
    """Must show 5: the words of 环比 and 同比 in twelve quarters and one more."""
    quarter, today = Quarter(2026, 2), date.fromisoformat(one.today)
    figure, periods = figures()[one.key], (quarter.period, *quarter.compared(today))
    other = replace(figure, version=figure.version + 1) if one.redefined else figure
    answers = [counted(one, figure if period == periods[0] else other, period) for period in periods]
    [line] = lines_of(answers, quarter, today, date.fromisoformat(one.since))
    assert (line.on_period.text, line.on_year.text) == (one.on_period, one.on_year)


def counted(one, figure, period):
    """What the fixture's days add up to in the period."""
    inside = [rows for day, rows in one.rows.items() if period.start <= date.fromisoformat(day) < period.end]
    return Answer(figure, period, sum(n for n, _ in inside), sum(hits for _, hits in inside))


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
