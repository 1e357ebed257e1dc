"""What the rules of the one page look at: what one user sees of an area, now and in a quarter."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count
from django.urls import reverse

from areas.models import Area
from casework.figures import Horizon, standings
from figures.periods import Quarter
from figures.selectors.answers import LISTS, Answer
from figures.selectors.extent import Extent


@dataclass(frozen=True)
class Piece:
    """A part of a sentence; a number opens the rows that it counts."""

    text: str
    url: str = ""
    metric: str = ""


Pieces = tuple[Piece, ...]


def said(*parts: str | Piece) -> Pieces:
    """A sentence of words and numbers."""
    return tuple(Piece(part) if isinstance(part, str) else part for part in parts)


def opened(answer: Answer) -> Piece:
    """The number of an answer's rows, that opens them."""
    return Piece(f"{answer.n:,}", answer.url(), f"{answer.figure.key}:population")


@dataclass(frozen=True)
class Seen:
    """The matters of each kind that the user sees in the area, and the answers about its quarter.

    `categories` are the reported cases of the quarter by category, and of the period before it; `places`
    holds for each area below what was reported and closed there. `base` tells whether there was a period
    before.
    """

    subject: Area
    quarter: Quarter
    today: date
    horizon: Horizon
    matters: dict[str, Any]  # querysets
    categories: list[tuple[Answer, Answer]]
    places: list[list[Answer]]
    base: bool

    @property
    def extent(self) -> Extent:
        return Extent(area=self.subject.code)

    @property
    def running(self) -> bool:
        return self.quarter.period.end > self.today

    def standing(self, kind: str, key: str, *by: Any) -> Counter[tuple[Any, ...]]:
        """How many open matters stand so, by these fields or expressions. One query; none of another kind."""
        if kind not in self.matters:
            return Counter()
        rows = self.matters[kind].open().filter(standings(kind)[key].rows(self.horizon)).order_by()
        named = {f"by_{place}": one for place, one in enumerate(by)}
        counted = rows.values(**named).annotate(n=Count("pk")) if by else [{"n": rows.count()}]
        return Counter({tuple(row[name] for name in named): row["n"] for row in counted if row["n"]})

    def number(self, n: int, kind: str, key: str, **also: str) -> Piece:
        """So many of these, that opens them."""
        asked = {"now": key, **self.extent.params, **also}
        return Piece(f"{n:,}", reverse(LISTS[kind], query=asked), f"{kind}.{key}")


def most(counted: Counter[Any], among: Iterable[Any]) -> Any:
    """Which of these has most; of equals the first. None where there is none."""
    found = [one for one in among if counted[one]]
    return max(found, key=lambda one: counted[one]) if found else None
