"""What waits for somebody and is no matter: a report to be made. An app above enrols what it knows of.

A source names rows; a line on the to-do list stands for each of them, or one for all of them together. So
the list and the number in the menu are of the same rows, and every page counts all sources by one statement.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet, Value
from django.utils import timezone

from casework.lights import Light

if TYPE_CHECKING:
    from accounts.models import User


@dataclass(frozen=True)
class Errand:
    """One thing to do: what, why, how it stands in time, and the page where it is done."""

    what: str
    where: str
    light: Light
    url: str
    label: str


# What waits for a user on a day; None where their duties say that nothing can.
Rows = Callable[["User", date], QuerySet[Any] | None]


@dataclass(frozen=True)
class Source:
    """Rows that wait, and their line: of each row, or, `as_one`, of how many they are."""

    rows: Rows
    line: Callable[[Any, datetime], Errand]
    as_one: bool

    def lines(self, rows: QuerySet[Any], count: int, now: datetime) -> list[Errand]:
        """The lines on the to-do list for so many rows. One query; none for one line of all."""
        return [self.line(count, now)] if self.as_one else [self.line(row, now) for row in rows]


_sources: list[Source] = []


def errand_for_each(rows: Rows, line: Callable[[Any, datetime], Errand]) -> None:
    """Let the to-do list have a line for each of these rows."""
    _sources.append(Source(rows, line, as_one=False))


def errand_for_all(rows: Rows, line: Callable[[int, datetime], Errand]) -> None:
    """Let the to-do list have one line for all of these rows together, told how many they are."""
    _sources.append(Source(rows, line, as_one=True))


def errands(user: "User", now: datetime) -> list[Errand]:
    """All that waits for this user and is no matter. One query, and one a source that has some."""
    today = timezone.localdate(now)
    asked = [(source, source.rows(user, today)) for source in _sources]
    known = [(source, rows) for source, rows in asked if rows is not None]
    counts = how_many([rows for _, rows in known])
    return [
        line
        for place, (source, rows) in enumerate(known)
        if counts[place]
        for line in source.lines(rows, counts[place], now)
    ]


def how_many(asked: list[QuerySet[Any]]) -> Counter[int]:
    """How many rows each of these has, by its place. One query."""
    places = [
        rows.order_by().annotate(place=Value(place)).values_list("place", flat=True)
        for place, rows in enumerate(asked)
    ]
    return Counter(places[0].union(*places[1:], all=True)) if places else Counter()


def lines_to_count(user: "User", today: date) -> Iterator[QuerySet[Any]]:
    """The same unread, a row for each line: for a statement that only counts them. No query."""
    for source in _sources:
        rows = source.rows(user, today)
        if rows is not None:
            keys = rows.order_by().values("pk")
            yield keys[:1] if source.as_one else keys
