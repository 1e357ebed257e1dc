"""All numbers of one report, from one statement over one state of the database."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import connection
from django.utils import timezone

from accounts.models import Unit
from areas.models import Area
from casework.clocks import months_later
from casework.figures import Period
from casework.models import Matter
from figures.periods import Quarter, month_of
from figures.selectors import Answer, Question, ask, chosen
from figures.selectors.board import collected_from
from figures.services import snapshot
from grids.models import Case

REPORTED, CLOSED, URGENT = "cases.reported", "cases.closed", "cases.urgent"
HANDLED, ON_TIME, CLOSED_RATE = "cases.handled", "cases.on_time", "cases.closed_rate"
HOURS, IN_HAND, REWORK = "cases.hours", "cases.in_hand", "cases.rework"
FILED, SETTLED, REOPENED = "cases.filed", "cases.settled", "cases.reopened"
DISPATCHED_ON_TIME, DISPATCHED_RIGHT = "cases.dispatched_on_time", "cases.dispatched_right"
CHECKED_ON_TIME = "cases.checked_on_time"
REPORTED_ON_TIME = "cases.reported_on_time"  # stands in for ON_TIME over imports, whose limits nobody knows
# In the order of a case's life.
MAIN = (
    REPORTED,
    URGENT,
    CLOSED,
    FILED,
    SETTLED,
    DISPATCHED_ON_TIME,
    DISPATCHED_RIGHT,
    HANDLED,
    ON_TIME,
    REPORTED_ON_TIME,
    HOURS,
    IN_HAND,
    REWORK,
    CHECKED_ON_TIME,
    CLOSED_RATE,
    REOPENED,
)
OF_PLACES = (REPORTED, CLOSED, HANDLED, ON_TIME, REPORTED_ON_TIME, HOURS)
OF_CATEGORIES = (REPORTED, HANDLED, ON_TIME, REPORTED_ON_TIME)
OF_SOURCES = (REPORTED,)
OF_UNITS = (HANDLED, ON_TIME, REPORTED_ON_TIME, IN_HAND, REWORK)
TREND = (REPORTED, CLOSED)
TREND_MONTHS = 12
BEGINNING = date(2000, 1, 1)  # before any case

Answers = dict[str, Answer]


@dataclass(frozen=True)
class Line:
    """One group in this quarter and, where it was collected, in the one before; answers by figure."""

    label: str
    now: Answers
    before: Answers | None = None
    group: str = ""


@dataclass(frozen=True)
class Numbers:
    """What the figures answered for a quarter. `before` and `year` are None where nothing was collected."""

    quarter: Quarter
    now: datetime
    county: str  # its name, "" where none stands yet
    main: Answers
    before: Answers | None
    year: Answers | None
    places: tuple[Line, ...]
    categories: tuple[Line, ...]
    sources: tuple[Line, ...]
    units: tuple[Line, ...]
    months: tuple[Line, ...]
    homes: Mapping[str, str]  # each unit's township by the unit's group; "" for those of the county
    earlier: Answer  # due before the quarter; its misses are unfinished to this day

    @property
    def word(self) -> str:
        """How official papers call the county in short: the last character of its name, 县 or 区 or 市."""
        ending = self.county[-1:]
        return ending if ending and ending in "县区市旗" else "县"

    @property
    def in_time(self) -> str:
        """Which share in time speaks here: that of the limits, or, where none is known, that of imports."""
        return ON_TIME if ON_TIME in self.main else REPORTED_ON_TIME

    @property
    def running(self) -> bool:
        """Has the quarter days to come?"""
        return timezone.localdate(self.now) < self.quarter.period.end

    @property
    def spans(self) -> tuple[Period, Period, Period]:
        """This quarter, what 环比 compares with, and what 同比 does."""
        return self.quarter.period, *self.quarter.compared(timezone.localdate(self.now))


def gather(quarter: Quarter, *, now: datetime) -> Numbers:
    """Ask all figures of the report over all cases of the county, whoever may see them.

    One read-only snapshot, so that every number agrees with every other. Call it outside any transaction.
    """
    today = timezone.localdate(now)
    period, (before, year) = quarter.period, quarter.compared(today)
    both = (period, before)
    questions = [
        Question(chosen(MAIN), (period, before, year)),
        Question(chosen(OF_PLACES), both, "area", Area.Level.TOWNSHIP),
        Question(chosen(OF_CATEGORIES), both, "category"),
        Question(chosen(OF_SOURCES), both, "source"),
        Question(chosen(OF_UNITS), (period,), "unit"),
        Question(chosen(TREND), (trend_period(quarter, today),), "month"),
        Question(chosen([HANDLED]), (Period(BEGINNING, period.start),)),
    ]
    with snapshot():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION READ ONLY")
        answers = ask(Matter.objects.of(Case), questions)
        since = collected_from(Matter.objects.of(Case))
        county, homes = county_name(), townships_of_units()
    main, places, categories, sources, units, months, earlier = answers
    now_known = with_one_share_in_time(keyed(main, period))
    had = since is not None and before.start >= since
    had_year = since is not None and year.start >= since
    return Numbers(
        quarter=quarter,
        now=now,
        county=county,
        main=now_known,
        before=keyed(main, before) if had else None,
        year=keyed(main, year) if had_year else None,
        places=lines(places, both, had=had, by_code=True),
        categories=lines(categories, both, had=had, by_code=True),
        sources=lines(sources, both, had=had),
        units=lines(units, (period,)),
        months=since_the_first(month_lines(months)),
        homes=homes,
        earlier=earlier[0],
    )


def trend_period(quarter: Quarter, today: date) -> Period:
    """The year that ends with the quarter, or with this month while the quarter runs."""
    end = min(quarter.period.end, months_later(month_of(today), 1))
    return Period(months_later(end, -TREND_MONTHS), end)


def county_name() -> str:
    """The county's name."""
    county = Area.objects.current().of_level(Area.Level.COUNTY).first()
    return county.name if county else ""


def townships_of_units() -> dict[str, str]:
    """The township to which each unit belongs, as a name; "" for units of the county. By group."""
    names = dict(Area.objects.of_level(Area.Level.TOWNSHIP).values_list("code", "name"))
    units = Unit.objects.values_list("pk", "area_id")
    return {str(pk): names.get((area or "")[: Area.Level.TOWNSHIP], "") for pk, area in units}


def with_one_share_in_time(answers: Answers) -> Answers:
    """The main figures with that of the two shares in time which can speak; of two, that of the limits."""
    imports = not answers[ON_TIME].n and answers[REPORTED_ON_TIME].n
    dropped = ON_TIME if imports else REPORTED_ON_TIME
    return {key: answer for key, answer in answers.items() if key != dropped}


def keyed(answers: Iterable[Answer], period: Period) -> Answers:
    """The answers of one period by figure."""
    return {answer.figure.key: answer for answer in answers if answer.period == period}


def lines(
    answers: Iterable[Answer], periods: Sequence[Period], *, had: bool = False, by_code: bool = False
) -> tuple[Line, ...]:
    """One line for each group of either period, in official order; a group that has nothing now says 0."""
    groups: dict[str, dict[Period, Answers]] = {}
    for answer in answers:
        groups.setdefault(answer.group, {}).setdefault(answer.period, {})[answer.figure.key] = answer
    current, *earlier = periods
    made = []
    for group in sorted(groups) if by_code else groups:
        spans = groups[group]
        before = spans.get(earlier[0]) if earlier else None
        now = spans.get(current) or emptied(before or {}, current)
        if had and before is None:
            before = emptied(now, earlier[0])
        made.append(Line(next(iter(now.values())).label, now, before if had else None, group))
    return tuple(made)


def emptied(answers: Answers, period: Period) -> Answers:
    """The same questions over a period in which they count nothing."""
    return {key: replace(answer, period=period, n=0, hits=0, total=None) for key, answer in answers.items()}


def month_lines(answers: Iterable[Answer]) -> list[Line]:
    """One line for each month, in order."""
    months: dict[str, Answers] = {}
    for answer in answers:
        months.setdefault(answer.group, {})[answer.figure.key] = answer
    return [Line(next(iter(month.values())).label, month) for month in months.values()]


def since_the_first(months: list[Line]) -> tuple[Line, ...]:
    """The months from the first that counts anything: before it nothing was collected."""
    first = next((at for at, month in enumerate(months) if any(one.n for one in month.now.values())), 0)
    return tuple(months[first:])
