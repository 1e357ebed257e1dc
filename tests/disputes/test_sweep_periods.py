"""The periods into which a plan of sweeps falls (MD-42)."""

from datetime import date, timedelta

import pytest

from disputes.models import SweepPlan
from disputes.models.sweeps import Rhythm, SweepSort
from disputes.sweeps.periods import periods_of


@pytest.mark.parametrize(
    ("rhythm", "wanted"),
    [
        (
            "weekly",
            [("2026-10-14", "2026-10-18"), ("2026-10-19", "2026-10-25"), ("2026-10-26", "2026-11-01")],
        ),
        ("half_monthly", [("2026-10-14", "2026-10-15"), ("2026-10-16", "2026-10-31")]),
        ("monthly", [("2026-10-14", "2026-10-31"), ("2026-11-01", "2026-11-03")]),
        ("once", [("2026-10-14", "2026-11-03")]),
    ],
)
def test_a_plan_falls_into_periods_that_cover_each_day_once_md_42(rhythm, wanted):
    plan = SweepPlan(rhythm=rhythm, starts_on=date(2026, 10, 14), ends_on=date(2026, 11, 3))
    found = [(first.isoformat(), last.isoformat()) for first, last in periods_of(plan)]
    assert found[: len(wanted)] == wanted
    assert found[-1][1] == "2026-11-03"
    days = [first for first, _ in periods_of(plan)][1:]
    assert days == [last + timedelta(days=1) for _, last in list(periods_of(plan))[:-1]]


def test_the_kinds_of_sweeps_and_how_often_md_42():
    """By hand: what villages and townships do, weekly in important periods, and in sensitive times."""
    assert [str(label)[:-2] for label in SweepSort.labels] == ["定期", "滚动", "专项", "敏感时期"]
    assert Rhythm.values == ["weekly", "half_monthly", "monthly", "once"]
