"""All that the board of an area shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from django.db.models import Count, Q
from django.db.models.functions import Length
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from accounts.models import Unit, User
from areas.models import Area, Population, inside
from casework.clocks import months_later
from casework.drilldown import horizon_at
from casework.figures import Measure, Period, Standing, standings
from casework.models import Matter
from figures.changes import ON_PERIOD, ON_YEAR, Change, change
from figures.periods import Quarter, month_of, weeks_until
from figures.selectors.answers import LISTS, Answer
from figures.selectors.counting import ask_as, by_group, chosen
from figures.selectors.extent import Extent
from figures.selectors.tally import Question

KIND = "case"
WEEKS = 12
TOP = 8
MONTHS = 13  # a year and the month it began with
LINES = [
    *("cases.on_time", "cases.handled", "cases.closed_rate", "cases.hours", "cases.in_hand"),
    *("cases.rework", "cases.reopened", "cases.dispatched_on_time", "cases.dispatched_right"),
    *("cases.checked_on_time", "cases.filed", "cases.settled", "cases.reported_on_time"),
    *("cases.reported", "cases.urgent", "cases.closed"),
]
IN_AND_OUT = ["cases.reported", "cases.closed"]
COMPARED = ["cases.reported", "cases.on_time", "cases.in_hand", "cases.reopened"]
TREND = ["cases.reported", "cases.closed", "cases.on_time"]


@dataclass(frozen=True)
class StandingAnswer:
    """How many open matters stand so now, and where they are listed."""

    standing: Standing
    n: int
    extent: Extent

    @property
    def url(self) -> str:
        asked = {"now": self.standing.key, **self.extent.params}
        return f"{reverse(LISTS[self.standing.kind])}?{urlencode(asked)}"


@dataclass(frozen=True)
class Line:
    """A figure of the quarter with how it changed, and the figure that keeps it honest."""

    now: Answer
    previous: Answer | None
    year_before: Answer | None
    counter: Answer | None

    @property
    def on_period(self) -> Change:
        return change(self.now, self.previous, ON_PERIOD)

    @property
    def on_year(self) -> Change:
        return change(self.now, self.year_before, ON_YEAR)


@dataclass(frozen=True)
class Board:
    """The board of an area or a unit in one quarter, as one user sees it."""

    subject: Area | Unit
    quarter: Quarter
    now: datetime
    at: datetime  # as of when its numbers are
    standings: list[StandingAnswer]
    lines: list[Line]
    weeks: list[list[Answer]]
    categories: list[Answer]
    hands: list[Answer]
    places: list[list[Answer]]
    trend: list[list[Answer]]  # of each month since the first that has anything
    residents: dict[str, Population]  # of the areas side by side, those that are known

    @property
    def running(self) -> bool:
        return self.quarter.period.end > timezone.localdate(self.now)

    @property
    def caption(self) -> str:
        """As of when, and what is compared with what."""
        text = f"截至 {timezone.localtime(self.at):%Y-%m-%d %H:%M}，每 5 分钟更新，只数您看得到的。"
        return f"{text}本季还没过完，环比、同比按同样天数算。" if self.running else text

    @property
    def counts(self) -> list[Line]:
        return [line for line in self.lines if line.now.figure.measure is Measure.COUNT]

    @property
    def rates(self) -> list[Line]:
        return [line for line in self.lines if line.now.figure.measure is not Measure.COUNT]


def boards_of(user: User, code: str = "") -> list[Area]:
    """The areas whose boards the user is offered, in code order: theirs, and one level into them.

    With a code, that area too where it lies in theirs. One query.
    """
    if not user.overseen:
        return []
    widest = min(len(area) for area in user.overseen)
    areas = Area.objects.current().filter(inside(user.overseen, "code")).annotate(digits=Length("code"))
    near = Q(digits__lte=min(widest + 3, Area.Level.VILLAGE)) | Q(code__in=user.overseen)
    if code.isdecimal():
        near |= Q(code=code)
    return list(areas.filter(near).order_by("code"))


def units_of(user: User) -> list[Unit]:
    """The units whose boards the user is offered: those in their areas, and their own. One query."""
    theirs = inside(user.overseen) | Q(pk__in=user.units)
    return list(Unit.objects.filter(theirs).order_by("area", "pk"))


def extent_of(subject: Area | Unit) -> Extent:
    return Extent(area=subject.code) if isinstance(subject, Area) else Extent(unit=subject.pk)


def board_of(user: User, subject: Area | Unit, quarter: Quarter, now: datetime) -> Board:
    """The board's numbers over what the user sees: whole months from the roll-up, the rest live."""
    extent = extent_of(subject)
    matters = Matter.objects.visible_to(user).filter(kind=KIND)
    today = timezone.localdate(now)
    level = min(subject.level + 3, Area.Level.GRID) if isinstance(subject, Area) else None
    answers, at = ask_as(user, KIND, questions(level, quarter, today), extent)
    lines, weeks, categories, hands, trend, *places = answers
    since = collected_from(matters)
    side_by_side = by_group(places[0]) if places else []
    return Board(
        subject=subject,
        quarter=quarter,
        now=now,
        at=at,
        standings=standing_answers(matters.filter(extent.rows), extent, now),
        lines=lines_of(lines, quarter, today, since),
        weeks=by_group(weeks),
        categories=largest(categories),
        hands=hands if level else [],
        places=side_by_side,
        residents=residents_of(side_by_side, level, quarter.year),
        trend=[month for month in by_month(trend) if since and month[0].period.start >= since],
    )


def questions(level: int | None, quarter: Quarter, today: date) -> list[Question]:
    """What is asked for the whole board; with a level, its areas side by side too."""
    until = min(today, quarter.period.last_day)
    year = Period(months_later(month_of(until), 1 - MONTHS), months_later(month_of(until), 1))
    found = [
        Question(chosen(LINES), (quarter.period, *quarter.compared(today))),
        Question(chosen(IN_AND_OUT), (weeks_until(until, WEEKS),), "week"),
        Question(chosen(["cases.reported"]), (quarter.period,), "category"),
        Question(chosen(["cases.in_hand"]), (quarter.period,), "unit"),
        Question(chosen(TREND), (year,), "month"),
    ]
    return [*found, Question(chosen(COMPARED), (quarter.period,), "area", level)] if level else found


def residents_of(places: list[list[Answer]], level: int | None, year: int) -> dict[str, Population]:
    """The population of each area side by side; what lies in none of them has none. At most one query."""
    codes = [group[0].group for group in places if len(group[0].group) == level]
    return Population.objects.latest_of(codes, year) if codes else {}


def by_month(answers: Sequence[Answer]) -> list[list[Answer]]:
    """The figures of each month together."""
    return [list(month) for _, month in groupby(answers, key=lambda one: one.period)]


def standing_answers(matters: Any, extent: Extent, now: datetime) -> list[StandingAnswer]:
    """The numbers of open matters. Two queries: the calendar, and all counts."""
    horizon, asked = horizon_at(now), standings(KIND)
    counted = matters.open().aggregate(
        **{key: Count("pk", filter=standing.rows(horizon)) for key, standing in asked.items()}
    )
    return [StandingAnswer(standing, counted[key], extent) for key, standing in asked.items()]


def collected_from(matters: Any) -> date | None:
    """The first day of the month in which the first matter was registered. One query, by index."""
    first = matters.order_by("registered_at").values_list("registered_at", flat=True).first()
    return month_of(timezone.localdate(first)) if first else None


def lines_of(answers: list[Answer], quarter: Quarter, today: date, since: date | None) -> list[Line]:
    """Each figure with its changes; a period from before the first matter was not collected."""
    periods = (quarter.period, *quarter.compared(today))
    now, previous, year_before = (
        {one.figure.key: one for one in answers if one.period == at} for at in periods
    )
    known = [since is not None and at.start >= since for at in periods]
    return [
        Line(
            now=one,
            previous=previous[key] if known[1] else None,
            year_before=year_before[key] if known[2] else None,
            counter=now.get(one.figure.counter),
        )
        for key, one in now.items()
    ]


def largest(answers: Sequence[Answer]) -> list[Answer]:
    """The eight groups with most rows, the largest first."""
    return sorted(answers, key=lambda one: -one.n)[:TOP]
