"""The tables' numbers (domain.md 1.9, XF-65): one statement for the sums of three periods, one for each
division, one for what is hot.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Min, QuerySet, Sum
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from casework.figures import Figure, Measure, Period
from casework.models import Matter
from figures.changes import ON_PERIOD, ON_YEAR, Change, change
from figures.selectors.answers import UNKNOWN, Answer, tenth
from figures.spans import Span
from petitions.dictionaries import Subject
from petitions.divisions import DIVISIONS, TOWN_OF, Division, towns
from petitions.metrics import METRICS, RATES, Metric, Rate
from petitions.models import Petition

NOW, BEFORE, YEAR = "now", "before", "year"
# What a division counts; the on-time share beside the number of opinions that were owed (F8).
COLUMNS = (
    "registered",
    "accepted",
    "answered",
    "opinion_due",
    "opinion_kept",
    "rated_organ",
    "content_organ",
)
HOT, MOST_HOT = 3, 10  # so many petitions of one place about one thing; so many lines


@dataclass(frozen=True)
class Line:
    """A number with its changes, and the list of the rows behind it. `note` says why there is none."""

    key: str
    name: str
    text: str
    url: str
    on_period: Change
    on_year: Change
    note: str = ""


@dataclass(frozen=True)
class Cell:
    """A number of a division with its rows."""

    name: str
    n: int
    url: str


@dataclass(frozen=True)
class Part:
    """One entry of a division: its numbers, and its share of all that were registered."""

    name: str
    cells: tuple[Cell, ...]
    share: str


@dataclass(frozen=True)
class Hot:
    """A place and a subject that came again and again in the period."""

    place: str
    subject: str
    n: int
    url: str


@dataclass(frozen=True)
class Tables:
    """All of a month, quarter or year, as far as the user sees petitions."""

    span: Span
    lines: tuple[Line, ...]
    rates: tuple[Line, ...]
    divisions: tuple[tuple[str, tuple[Part, ...]], ...]
    hot: tuple[Hot, ...]


def petitions_of(user: User) -> QuerySet[Matter]:
    """What is counted: the petitions that the user sees, and so no accusation against themselves."""
    return Matter.objects.visible_to(user).of(Petition)


def tables_of(user: User, span: Span, today: date) -> Tables:
    """The tables of this user: as many statements, however many petitions there are."""
    before, year = span.compared(today)
    periods = {NOW: span.period, BEFORE: before, YEAR: year}
    sums = sums_of(user, periods)
    return Tables(
        span=span,
        lines=tuple(line(metric, sums, periods) for metric in METRICS.values()),
        rates=tuple(rate_line(rate, sums, periods) for rate in RATES),
        divisions=tuple((one.title, parts(user, span.period, one)) for one in DIVISIONS),
        hot=hot(user, span.period),
    )


def sums_of(user: User, periods: Mapping[str, Period]) -> dict[str, Any]:
    """Every number over every period, in one pass; and when the first petition came in."""
    asked: dict[str, Any] = {"first": Min("registered_at")}
    for when, period in periods.items():
        for key, metric in METRICS.items():
            asked[f"{when}__{key}"] = counted(metric, period)
    found = petitions_of(user).order_by().aggregate(**asked)
    return {key: value or (None if key == "first" else 0) for key, value in found.items()}


def counted(metric: Metric, period: Period) -> Any:
    rows = metric.rows(period)
    return Sum(metric.amount, filter=rows) if metric.amount else Count("pk", filter=rows)


def answers(
    figure: Figure, sums: Mapping[str, Any], periods: Mapping[str, Period], n: str, hits: str = ""
) -> dict[str, Answer]:
    """The figure over each period in which there was anything to count yet."""
    first = timezone.localdate(sums["first"]) if sums["first"] else None
    return {
        when: Answer(figure, period, n=sums[f"{when}__{n}"], hits=sums[f"{when}__{hits}"] if hits else 0)
        for when, period in periods.items()
        if when == NOW or (first and first < period.end)
    }


def line(metric: Metric, sums: Mapping[str, Any], periods: Mapping[str, Period]) -> Line:
    """A number, its changes, and its rows."""
    figure = Figure(metric.key, metric.name, "petition", "", "", metric.definition)
    found = answers(figure, sums, periods, metric.key)
    return Line(
        metric.key,
        metric.name,
        f"{found[NOW].n:,} {metric.unit}",
        list_url(periods[NOW], metric.key),
        change(found[NOW], found.get(BEFORE), ON_PERIOD),
        change(found[NOW], found.get(YEAR), ON_YEAR),
    )


def rate_line(rate: Rate, sums: Mapping[str, Any], periods: Mapping[str, Period]) -> Line:
    """A share with what it is divided by in its name; of nothing, and of few, there is none."""
    figure = Figure(rate.key, rate.name, "petition", "", "", "", measure=Measure.RATE, better=rate.better)
    found = answers(figure, sums, periods, rate.whole, rate.hits)
    return Line(
        rate.key,
        rate.name,
        found[NOW].text,
        list_url(periods[NOW], rate.whole),
        change(found[NOW], found.get(BEFORE), ON_PERIOD),
        change(found[NOW], found.get(YEAR), ON_YEAR),
        found[NOW].note.replace("案件", "信访件"),
    )


def parts(user: User, period: Period, division: Division) -> tuple[Part, ...]:
    """A division; what has no such thing stands at the end. One statement, and one for names."""
    wanted = {f"n_{key}": Count("pk", filter=METRICS[key].rows(period)) for key in COLUMNS}
    found_rows: Any = petitions_of(user).order_by().annotate(part=as_value(division.by)).values("part")
    rows = {row["part"]: row for row in found_rows.annotate(**wanted) if any(row[name] for name in wanted)}
    whole = sum(row["n_registered"] for row in rows.values())
    names = dict(division.names(rows))
    names |= {value: division.rest for value in rows if value not in names}
    found = []
    for value, name in names.items():
        cells = tuple(
            Cell(METRICS[key].name, rows[value][f"n_{key}"], list_url(period, key, **division.asked(value)))
            for key in COLUMNS
        )
        found.append(Part(name, cells, share(rows[value]["n_registered"], whole)))
    return tuple(found)


def as_value(by: Any) -> Any:
    return F(by) if isinstance(by, str) else by


def hot(user: User, period: Period) -> tuple[Hot, ...]:
    """Places and subjects that came up most, by petitions registered; never by person. Two statements."""
    rows = petitions_of(user).filter(METRICS["registered"].rows(period)).exclude(petition__subject="")
    pairs = rows.order_by().annotate(part=TOWN_OF).values("part", "petition__subject").annotate(n=Count("pk"))
    found = list(pairs.filter(n__gte=HOT).order_by("-n", "part", "petition__subject")[:MOST_HOT])
    names = towns(row["part"] for row in found)
    return tuple(
        Hot(
            names.get(row["part"], row["part"]),
            Subject(row["petition__subject"]).label,
            row["n"],
            list_url(period, "registered", subject=row["petition__subject"], **place(row["part"])),
        )
        for row in found
    )


def place(code: str) -> dict[str, str]:
    return next(one.asked(code) for one in DIVISIONS if one.key == "area")


def share(part: int, whole: int) -> str:
    """What part of the whole, in per cent."""
    return f"{tenth(Decimal(100 * part) / whole)}%" if whole else UNKNOWN


def list_url(period: Period, key: str, **also: str) -> str:
    """The list of exactly the rows behind a number."""
    asked = {"table": key, "from": period.start.isoformat(), "to": period.last_day.isoformat(), **also}
    return reverse("petitions:list", query=asked)
