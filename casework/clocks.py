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
    MONTHS = "个月"
    WORKING_DAYS = "个工作日"
    WORKING_HOURS = "个工作小时"
    HOURS = "小时"
    MINUTES = "分钟"

    @property
    def timed(self) -> bool:
        """Does it end at a time of day? The others end with a day."""
        return self in {TimeUnit.WORKING_HOURS, TimeUnit.HOURS, TimeUnit.MINUTES}


@dataclass(frozen=True)
class OfficeHours:
    """When the county's offices are open on days that are worked, from a day on, until others are set.

    `weekday` (Monday is 0) makes them those of that weekday alone. `spans` leave out the lunch break.
    """

    since: date
    spans: tuple[tuple[time, time], ...]
    weekday: int | None = None

    def of(self, day: date) -> bool:
        """Are they for this day, unless later ones are?"""
        return self.since <= day and self.weekday in {None, day.weekday()}


USUAL_HOURS = OfficeHours(date.min, ((time(8, 30), time(12)), (time(14), time(17, 30))))


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
    versions: tuple[tuple[int, int], ...] = ()  # (year, how often its notice was imported)
    hours: tuple[OfficeHours, ...] = ()

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

    def version(self, start: date, end: date) -> str:
        """Which notices the days from start to end rest on, for `Deadline.calendar` (T-10): "2026v1"."""
        known = dict(self.versions)
        years = range(start.year, end.year + 1)
        return " ".join(
            f"{year}v{known.get(year, 1)}" if year in self.published else f"{year}暂定" for year in years
        )

    def spans(self, day: date) -> tuple[tuple[time, time], ...]:
        """When offices are open that day; never on a rest day. Of the last set, those of its weekday."""
        if not self.works(day):
            return ()
        held = [hours for hours in self.hours if hours.of(day)]
        return max(held, key=lambda one: (one.since, one.weekday is not None), default=USUAL_HOURS).spans

    def office_end(self, start: datetime, length: timedelta, zone: tzinfo) -> datetime:
        """The moment by which offices have been open for so long since the start."""
        day = start.astimezone(zone).date()
        while True:
            for opens, closes in self.spans(day):
                begin, end = (instant(day, each, zone) for each in (opens, closes))
                begin = max(begin, start.astimezone(UTC))
                if begin < end and length <= end - begin:
                    return (begin + length).astimezone(zone)
                length -= max(end - begin, timedelta(0))
            day += ONE_DAY


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
    rule: int | None = field(default=None, compare=False)  # the county's version of it, where it has set one
    warns: tuple[int, ...] = field(default=(), compare=False)  # so many days after the start it is told of

    def __str__(self) -> str:
        return f"{self.amount} {self.unit}"

    def due(self, start: datetime, calendar: Calendar, zone: tzinfo) -> Due:
        """When the limit ends that starts at this instant. The start day is not counted (T-01).

        Legal end: rolled forward off rest days (T-03). Target: rolled back (T-08). Hours and minutes run
        through nights and holidays: they are for what cannot wait. Working hours run while offices are open.
        """
        if self.unit.timed:
            end = self.moment(start, self.length, calendar, zone)
            first, last = start.astimezone(zone).date(), end.date()
            in_office = self.unit is TimeUnit.WORKING_HOURS
            return Due(end, last, last, provisional=in_office and calendar.provisional(first, last))
        first = start.astimezone(zone).date()
        legal, target = self.last_days(first, calendar)
        return Due(midnight_of(legal + ONE_DAY, zone), legal, target, calendar.provisional(first, legal))

    @property
    def length(self) -> timedelta:
        """How long it is, of a limit that ends at a time of day."""
        return timedelta(minutes=self.amount if self.unit is TimeUnit.MINUTES else self.amount * 60)

    def moment(self, start: datetime, length: timedelta, calendar: Calendar, zone: tzinfo) -> datetime:
        """So long after the start, by the clock or while offices are open."""
        if self.unit is TimeUnit.WORKING_HOURS:
            return calendar.office_end(start, length, zone)
        # Counted in UTC: local clocks may be set forward or back.
        return (start.astimezone(UTC) + length).astimezone(zone)

    def last_days(self, start: date, calendar: Calendar) -> tuple[date, date]:
        """The last legal day and the target day of a limit in days or working days."""
        if self.unit is not TimeUnit.WORKING_DAYS:
            in_months = self.unit is TimeUnit.MONTHS  # to the corresponding day (T-02)
            nominal = months_later(start, self.amount) if in_months else start + timedelta(days=self.amount)
            return calendar.roll_forward(nominal), max(start, calendar.roll_back(nominal))
        day = start
        for _ in range(self.amount):
            day = calendar.roll_forward(day + ONE_DAY)
        return day, day

    def warn_at(self, start: datetime, due: Due, calendar: Calendar, zone: tzinfo) -> datetime:
        """From when the limit is due soon: 20 % of its length or one working day before the end (3.5).

        Whichever is earlier, but never before the start. A limit that says on which days it warns does so.
        """
        if self.unit.timed:
            return self.moment(start, self.length * 4 / 5, calendar, zone)
        if said := self.warning_after(start, start, due.at, zone):
            return said
        fifth = due.at - (due.at - start) / 5
        workday = calendar.roll_back(due.target_on - ONE_DAY)
        return max(start, min(fifth, midnight_of(workday, zone)))

    def warning_after(
        self, moment: datetime, start: datetime, end: datetime, zone: tzinfo
    ) -> datetime | None:
        """The next moment after this one, and before the end, at which the limit says that it warns."""
        first = start.astimezone(zone).date()
        said = (midnight_of(first + timedelta(days=days), zone) for days in self.warns)
        return min((at for at in said if moment < at < end), default=None)


def instant(day: date, clock: time, zone: tzinfo) -> datetime:
    """That time of that local day, in UTC, in which moments can be subtracted."""
    return datetime.combine(day, clock, tzinfo=zone).astimezone(UTC)


def midnight_of(day: date, zone: tzinfo) -> datetime:
    """The midnight with which the local day begins."""
    return datetime.combine(day, time.min, tzinfo=zone)


def midnight_after(now: datetime, zone: tzinfo) -> datetime:
    """The midnight at which the local day of this moment ends."""
    return midnight_of(now.astimezone(zone).date() + ONE_DAY, zone)


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
