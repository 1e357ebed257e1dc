"""The tables' numbers (domain.md 1.9, XF-65), by organ, class, channel and place, and what is hot."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db.models import Count, F, QuerySet

from accounts.models import User
from casework.figures import Period
from casework.models import Matter
from figures.selectors.tally import Question, tally
from figures.tables.lines import Line, lines_of, list_url, share
from figures.tables.spans import Span
from petitions.dictionaries import Subject
from petitions.divisions import DIVISIONS, TOWN_OF, Division, towns
from petitions.figures import COUNTS, RATES
from petitions.models import Petition

# What a division counts; the on-time share beside the number of opinions that were owed (F8).
COLUMNS = tuple(
    one
    for key in (
        *("registered", "accepted", "answered", "opinion_due", "opinion_kept"),
        *("rated_organ", "content_organ"),
    )
    for one in COUNTS
    if one.key == f"petitions.{key}"
)
REGISTERED = COLUMNS[0]
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
    """All of a month, quarter or year, as far as the user sees petitions, and as of when."""

    span: Span
    at: datetime
    lines: tuple[Line, ...]
    rates: tuple[Line, ...]
    divisions: tuple[tuple[str, tuple[Part, ...]], ...]
    hot: tuple[Hot, ...]


def petitions_of(user: User) -> QuerySet[Matter]:
    """What is counted: the petitions that the user sees, and so no accusation against themselves."""
    return Matter.objects.visible_to(user).of(Petition)


def tables_of(user: User, span: Span, today: date) -> Tables:
    """The tables of this user: as many statements, however many petitions there are."""
    lines, at = lines_of(user, "petition", (*COUNTS, *RATES), span, today, "信访件")
    return Tables(
        span=span,
        at=at,
        lines=tuple(one for one in lines if not one.rate),
        rates=tuple(one for one in lines if one.rate),
        divisions=divided(user, span.period),
        hot=hot(user, span.period),
    )


def divided(user: User, period: Period) -> tuple[tuple[str, tuple[Part, ...]], ...]:
    """The petitions by each division. One statement, and one for the names of each."""
    asked = [Question(COLUMNS, (period,), as_value(one.by)) for one in DIVISIONS]
    branches = [branch for place, one in enumerate(asked) for branch in one.branches(place)]
    petitions = petitions_of(user).select_related(None)
    found: list[dict[str, dict[str, int]]] = [{} for _ in DIVISIONS]
    for one in tally([replace(branch, matters=petitions) for branch in branches]):
        found[one.question].setdefault(one.group, {})[one.figure.key] = one.n
    return tuple(
        (one.title, parts(one, numbers, period)) for one, numbers in zip(DIVISIONS, found, strict=True)
    )


def parts(division: Division, found: Mapping[str, Mapping[str, int]], period: Period) -> tuple[Part, ...]:
    """The parts of a division that have anything; what has no such thing stands at the end."""
    whole = sum(numbers.get(REGISTERED.key, 0) for numbers in found.values())
    names = dict(division.names([division.value(group) for group in found]))
    known = {division.text(value): (value, name) for value, name in names.items()}
    known |= {group: (division.value(group), division.rest) for group in found if group not in known}
    return tuple(
        part(name, found[group], whole, period, division.asked(value))
        for group, (value, name) in known.items()
        if group in found
    )


def part(name: str, numbers: Mapping[str, int], whole: int, period: Period, asked: dict[str, str]) -> Part:
    cells = tuple(
        Cell(figure.name, numbers.get(figure.key, 0), list_url(figure, period, **asked)) for figure in COLUMNS
    )
    return Part(name, cells, share(numbers.get(REGISTERED.key, 0), whole))


def as_value(by: Any) -> Any:
    return F(by) if isinstance(by, str) else by


def hot(user: User, period: Period) -> tuple[Hot, ...]:
    """Places and subjects that came up most, by petitions registered; never by person. Two statements."""
    rows = petitions_of(user).filter(REGISTERED.within(period)).exclude(petition__subject="")
    pairs = rows.order_by().annotate(part=TOWN_OF).values("part", "petition__subject").annotate(n=Count("pk"))
    found = list(pairs.filter(n__gte=HOT).order_by("-n", "part", "petition__subject")[:MOST_HOT])
    names = towns(row["part"] for row in found)
    return tuple(
        Hot(
            names.get(row["part"], row["part"]),
            Subject(row["petition__subject"]).label,
            row["n"],
            list_url(REGISTERED, period, subject=row["petition__subject"], **place(row["part"])),
        )
        for row in found
    )


def place(code: str) -> dict[str, str]:
    return next(one.asked(code) for one in DIVISIONS if one.key == "area")
