"""Until when a unit may not be named (domain.md 5.4, Art. 29)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outcomes.vetoes import Held, all_bars, bars_of

LATE = date(2027, 9, 2)
LISTED = Held(
    number="2026-03-02 ",
    standing=True,
    due_on=date(2026, 9, 2),
    listed_until=date(2026, 9, 2),
    late_until=date(2027, 9, 2),
)
days = st.dates(date(2020, 1, 1), date(2030, 12, 31))


@pytest.mark.parametrize(
    ("changes", "today", "until"),
    [
        ({}, date(2026, 3, 2), date(2026, 9, 2)),
        ({"standing": False}, date(2026, 9, 2), date(2026, 9, 2)),  # lifted early: the six months stay
        ({"standing": False, "submitted_on": date(2026, 9, 1), "passed": True}, date(2026, 9, 3), None),
        (
            {"standing": False, "submitted_on": date(2026, 9, 3), "passed": True},
            date(2026, 9, 3),
            date(2027, 9, 2),
        ),
        (
            {"standing": False, "submitted_on": date(2026, 9, 1), "passed": False},
            date(2027, 9, 2),
            date(2027, 9, 2),
        ),
        ({"standing": False}, date(2027, 9, 3), None),
    ],
)
def test_a_listing_bars_for_six_months_and_a_year_more_where_it_was_late(changes, today, until):
    found = bars_of(Held(**{**vars(LISTED), **changes}), today)
    assert max((bar.until for bar in found), default=None) == until


def test_what_still_stands_after_its_months_bars_until_it_is_lifted():
    held = Held(**{**vars(LISTED), "submitted_on": date(2026, 9, 1), "passed": True})
    found = all_bars([held], date(2026, 9, 3))
    assert [bar.until for bar in found] == [None]
    assert "到解除为止" in str(found[0])


@pytest.mark.parametrize("column", ["severe_until", "veto_until"])
def test_a_grave_event_and_a_veto_bar_to_their_last_day(column):
    held = Held(number="", **{column: date(2027, 1, 5)})
    assert "2027-01-05" in str(bars_of(held, date(2027, 1, 5))[0])
    assert bars_of(held, date(2027, 1, 6)) == []


@given(due=days, since=days, today=days, passed=st.sampled_from([None, True, False]))
def test_a_bar_never_ends_before_today(due, since, today, passed):
    held = Held("", True, due, since, passed, since, due + timedelta(days=365), since, due)
    assert all(bar.until is None or bar.until >= today for bar in bars_of(held, today))


def test_nothing_bars_who_was_held_to_nothing():
    assert all_bars([], date(2026, 1, 1)) == []
