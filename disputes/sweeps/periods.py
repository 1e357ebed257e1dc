"""The periods of a sweep's plan. Pure."""

from collections.abc import Iterator
from datetime import date, timedelta

from casework.clocks import months_later
from disputes.models.sweeps import Rhythm, SweepPlan

HALF = 15  # the first half of a month ends on this day


def periods_of(plan: SweepPlan) -> Iterator[tuple[date, date]]:
    """First and last day of each period, cut to the plan's own days: weeks begin on Monday, half months on
    the 1st and the 16th.
    """
    start = plan.starts_on
    while start <= plan.ends_on:
        last = min(last_day(start, plan.rhythm), plan.ends_on)
        yield start, last
        start = last + timedelta(days=1)


def last_day(day: date, rhythm: str) -> date:
    """The last day of the period in which the day lies."""
    if rhythm == Rhythm.WEEKLY:
        return day + timedelta(days=6 - day.weekday())
    if rhythm == Rhythm.HALF_MONTHLY and day.day <= HALF:
        return day.replace(day=HALF)
    if rhythm == Rhythm.ONCE:
        return date.max
    return months_later(day.replace(day=1), 1) - timedelta(days=1)
