"""The tables' numbers (domain.md 1.9, XF-65): one statement for the sums of three periods, one for each
division, one for what is hot.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, QuerySet

from accounts.models import User
from casework.figures import Period
from casework.models import Matter
from figures.tables.lines import BEFORE, NOW, YEAR, Line, Sums, list_url, share, sums_of
from figures.tables.spans import Span
from petitions.dictionaries import Subject
from petitions.divisions import DIVISIONS, TOWN_OF, Division, towns
from petitions.metrics import METRICS, RATES
from petitions.models import Petition

LIST = "petitions:list"
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
    found = sums_of(petitions_of(user), METRICS.values(), periods)
    sums = Sums("petition", "信访件", LIST, periods, found)
    return Tables(
        span=span,
        lines=tuple(map(sums.line, METRICS.values())),
        rates=tuple(map(sums.rate, RATES)),
        divisions=tuple((one.title, parts(user, span.period, one)) for one in DIVISIONS),
        hot=hot(user, span.period),
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
            Cell(
                METRICS[key].name,
                rows[value][f"n_{key}"],
                list_url(LIST, period, key, **division.asked(value)),
            )
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
            list_url(LIST, period, "registered", subject=row["petition__subject"], **place(row["part"])),
        )
        for row in found
    )


def place(code: str) -> dict[str, str]:
    return next(one.asked(code) for one in DIVISIONS if one.key == "area")
