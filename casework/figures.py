"""A figure (指标数): one declared question over matters, asked the same way everywhere."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any

from django.db.models import Aggregate, Count, FloatField, Q, Sum
from django.utils import timezone


class Measure(StrEnum):
    """How the parts of a figure make its value, and in which unit."""

    COUNT = "件"
    RATE = "%"
    HOURS = "小时"
    TIMES = "次/件"
    MEDIAN = "天"  # the middle one of all amounts: not to be added up or averaged


class Median(Aggregate):
    """The middle one of the amounts (percentile_cont); halfway between two where they are even."""

    template = "PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = FloatField()


@dataclass(frozen=True)
class Period:
    """Local days from `start` to before `end`."""

    start: date
    end: date

    @property
    def moments(self) -> tuple[datetime, datetime]:
        """The instants at which the period begins and at which it is over."""
        zone = timezone.get_default_timezone()
        begin, over = (datetime.combine(day, time.min, tzinfo=zone) for day in (self.start, self.end))
        return begin, over

    @property
    def last_day(self) -> date:
        return self.end - timedelta(days=1)


@dataclass(frozen=True)
class Figure:
    """Population and hit as filters over matters of one kind, from the matter's side ("case__on_time").

    `when` is the moment that puts a matter into a period. Without `hit` and `total` the value is the
    population's count; with `hit` the share of hits; with `total` the mean or median of that amount.
    `counter` names the figure that is shown beside it, so that neither can be bent alone (F8).
    """

    key: str
    name: str
    kind: str
    when: str
    basis: str
    definition: str
    population: Q = field(default_factory=Q)
    hit: Q | None = None
    total: Any = None  # an expression: the amount of one matter, in the measure's unit
    measure: Measure = Measure.COUNT
    counter: str = ""
    better: str = ""  # "up", "down", or "" where neither is
    version: int = 1

    def within(self, period: Period) -> Q:
        """The population in this period."""
        begin, over = period.moments
        return self.population & Q(**{f"{self.when}__gte": begin, f"{self.when}__lt": over})

    def rows(self, period: Period, part: str = "population") -> Q:
        """Which rows a number opens: the "population", its "hit"s, or the rest, its "miss"es.

        Raises ValueError for another part, or a part that this figure does not have.
        """
        if part == "population":
            return self.within(period)
        if self.hit is None or part not in {"hit", "miss"}:
            raise ValueError(f"{self.key} has no {part}")
        return self.within(period) & (self.hit if part == "hit" else ~self.hit)

    def aggregates(self, period: Period | None = None) -> dict[str, Any]:
        """What to add to one aggregate query for this figure: n, hits and total, by prefixed names."""
        rows = self.within(period) if period else self.population
        found: dict[str, Any] = {f"{self.slug}__n": Count("pk", filter=rows)}
        if self.hit is not None:
            found[f"{self.slug}__hits"] = Count("pk", filter=rows & self.hit)
        if self.total is not None:
            amount = Median if self.measure is Measure.MEDIAN else Sum
            found[f"{self.slug}__total"] = amount(self.total, filter=rows)
        return found

    @property
    def slug(self) -> str:
        """The key as a name of SQL columns and of Python."""
        return self.key.replace(".", "_")

    @property
    def adds_up(self) -> bool:
        """Do the parts of its groups make those of the whole?"""
        return self.measure is not Measure.MEDIAN

    def value(self, n: int, hits: int = 0, total: Decimal | float | None = None) -> float | int | None:
        """The figure's value: a count, a share between 0 and 1, a mean or a median. None of nothing."""
        if self.measure is Measure.COUNT:
            return n
        if not n:
            return None
        if self.measure is Measure.RATE:
            return hits / n
        return float(total or 0) if self.measure is Measure.MEDIAN else float(total or 0) / n


_figures: dict[str, Figure] = {}


def declare(figures: Iterable[Figure]) -> None:
    """Add figures to those that are counted, drawn, reported and opened. Each key once."""
    for figure in figures:
        if figure.key in _figures:
            raise ValueError(f"figure declared twice: {figure.key}")
        _figures[figure.key] = figure


def figures() -> dict[str, Figure]:
    """All declared figures by key."""
    return _figures


@dataclass(frozen=True)
class Horizon:
    """The instants that "now" is measured by: a limit that ends at one of them ends before it."""

    now: datetime
    midnight: datetime  # the end of the local day
    soon: datetime  # the end of the third working day after it


@dataclass(frozen=True)
class Standing:
    """A number of open matters as they stand now, for which somebody presses a button today (ux.md 5.5)."""

    key: str
    name: str
    kind: str
    definition: str
    rows: Callable[[Horizon], Q]
    tone: str = ""  # how the number is lit: "late", "today" or not


def overdue(horizon: Horizon) -> Q:
    return Q(closed_at=None, due_at__lte=horizon.now)


def due_today(horizon: Horizon) -> Q:
    return Q(closed_at=None, due_at__gt=horizon.now, due_at__lte=horizon.midnight)


def due_soon(horizon: Horizon) -> Q:
    return Q(closed_at=None, due_at__gt=horizon.now, due_at__lte=horizon.soon)


_standings: dict[tuple[str, str], Standing] = {}


def declare_standings(standings: Iterable[Standing]) -> None:
    """Add numbers of open matters to those that boards show. Each key once for a kind."""
    for standing in standings:
        if (standing.kind, standing.key) in _standings:
            raise ValueError(f"standing declared twice: {standing.kind} {standing.key}")
        _standings[standing.kind, standing.key] = standing


def standings(kind: str) -> dict[str, Standing]:
    """The kind's numbers of open matters by key, in the order they were declared."""
    return {key: standing for (of, key), standing in _standings.items() if of == kind}
