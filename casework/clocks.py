"""Time limits (domain.md 0.4). Pure Python: the calendar and the start are arguments.

A limit ends at an instant: one in days at the midnight after its last day, so "late" is one comparison.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum

ONE_DAY = timedelta(days=1)


class TimeUnit(StrEnum):
    """Always printed with the number: natural days and working days are never mixed (T-05)."""

    DAYS = "日"
    WORKING_DAYS = "个工作日"
    HOURS = "小时"


@dataclass(frozen=True)
class Calendar:
    """Which days are worked: weekdays less holidays, and the weekend days declared worked instead (T-04).

    `published` holds the years whose State Council notice was imported; days of other years are
    provisional: weekends and `statutory` days rest, nothing is made up for (CAL-06).
    """

    holidays: frozenset[date] = frozenset()
    makeup_days: frozenset[date] = frozenset()
    published: frozenset[int] = frozenset()
    statutory: frozenset[date] = frozenset()

    def works(self, day: date) -> bool:
        if day in self.makeup_days:
            return True
        if day.weekday() >= 5 or day in self.holidays:
            return False
        return day.year in self.published or day not in self.statutory

    def roll_forward(self, day: date) -> date:
        """The day itself or the next working day (T-03)."""
        while not self.works(day):
            day += ONE_DAY
        return day

    def roll_back(self, day: date) -> date:
        """The day itself or the last working day before it (T-08)."""
        while not self.works(day):
            day -= ONE_DAY
        return day

    def provisional(self, start: date, end: date) -> bool:
        """Do the days from start to end fall in a year whose notice is not imported?"""
        return any(year not in self.published for year in range(start.year, end.year + 1))


@dataclass(frozen=True)
class Due:
    """When a limit ends. `at` is the first instant that is too late; both days are local dates."""

    at: datetime
    legal_on: date
    target_on: date
    provisional: bool


@dataclass(frozen=True)
class Limit:
    """A time limit that some rule sets: its key, its length, its unit, and the article it comes from."""

    key: str
    amount: int
    basis: str
    unit: TimeUnit = TimeUnit.DAYS
    label: str = field(default="", compare=False)

    def __str__(self) -> str:
        return f"{self.amount} {self.unit}"

    def due(self, start: datetime, calendar: Calendar, zone: tzinfo) -> Due:
        """When the limit ends that starts at this instant. The start day is not counted (T-01).

        Legal end: rolled forward off rest days (T-03). Target: rolled back (T-08). Hours run through
        nights and holidays: they are for what cannot wait.
        """
        if self.unit is TimeUnit.HOURS:
            # Hours are counted in UTC: local clocks may be set forward or back.
            end = (start.astimezone(UTC) + timedelta(hours=self.amount)).astimezone(zone)
            return Due(end, end.date(), end.date(), provisional=False)
        first = start.astimezone(zone).date()
        legal, target = self.last_days(first, calendar)
        midnight = datetime.combine(legal + ONE_DAY, time.min, tzinfo=zone)
        return Due(midnight, legal, target, calendar.provisional(first, legal))

    def last_days(self, start: date, calendar: Calendar) -> tuple[date, date]:
        """The last legal day and the target day of a limit in days or working days."""
        if self.unit is TimeUnit.DAYS:
            nominal = start + timedelta(days=self.amount)
            return calendar.roll_forward(nominal), max(start, calendar.roll_back(nominal))
        day = start
        for _ in range(self.amount):
            day = calendar.roll_forward(day + ONE_DAY)
        return day, day

    def warn_at(self, start: datetime, due: Due, calendar: Calendar, zone: tzinfo) -> datetime:
        """From when the limit is due soon: 20 % of its length or one working day before the end (3.5).

        Whichever is earlier, but never before the start.
        """
        fifth = due.at - (due.at - start) / 5
        if self.unit is TimeUnit.HOURS:
            return fifth
        workday = calendar.roll_back(due.target_on - ONE_DAY)
        return max(start, min(fifth, datetime.combine(workday, time.min, tzinfo=zone)))


def midnight_after(now: datetime, zone: tzinfo) -> datetime:
    """The midnight at which the local day of this moment ends."""
    return datetime.combine(now.astimezone(zone).date() + ONE_DAY, time.min, tzinfo=zone)


def working_day_before(now: datetime, calendar: Calendar, zone: tzinfo) -> datetime:
    """The midnight at which the last working day before this one began: what was late then, has been so
    for a whole working day.
    """
    day = calendar.roll_back(now.astimezone(zone).date() - ONE_DAY)
    return datetime.combine(day, time.min, tzinfo=zone)


def months_later(start: date, months: int) -> date:
    """The corresponding day so many months later, or that month's last day (T-02)."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    following = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return min(date(year, month + 1, 1) + timedelta(days=start.day - 1), following - ONE_DAY)


@dataclass(frozen=True)
class Span:
    """How long something took: all of it, and the part of it that fell on working days."""

    whole: timedelta = timedelta(0)
    worked: timedelta = timedelta(0)

    def __add__(self, other: "Span") -> "Span":
        return Span(self.whole + other.whole, self.worked + other.worked)

    def __str__(self) -> str:
        """In words, each number with its unit (T-05); nothing under an hour is worth saying."""
        if self.whole < timedelta(hours=1):
            return ""
        if self.whole < ONE_DAY:
            return f"{self.whole // timedelta(hours=1)} 小时"
        return f"{self.whole / ONE_DAY:.1f} 日（{self.worked / ONE_DAY:.1f} 个工作日）"


def span(start: datetime, end: datetime, calendar: Calendar, zone: tzinfo) -> Span:
    """From one instant to another, and how much of it lies on days that are worked, counted whole."""
    worked, day = timedelta(0), start.astimezone(zone).date()
    while (midnight := datetime.combine(day, time.min, tzinfo=zone)) < end:
        if calendar.works(day):
            tomorrow = datetime.combine(day + ONE_DAY, time.min, tzinfo=zone)
            worked += min(end, tomorrow) - max(start, midnight)
        day += ONE_DAY
    return Span(end - start, worked)
