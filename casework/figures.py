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
    AMOUNT = "合计"  # all amounts together, in the figure's own unit
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


PARTS = ("n", "hits", "total", "left_out")
Rows = Callable[[Period], Q]  # which matters are in a period, where no one moment of a matter tells


@dataclass(frozen=True)
class Figure:
    """Population and hit as filters over matters of one kind, from the matter's side ("case__on_time").

    `when` puts a matter into a period: the name of its moment, or the rows themselves (a petition may be sent
    on in each of two months, and is one of their quarter). Without `hit` and `total` the value is the
    population's count; with `hit` the share of hits; with `total` the sum, mean or median of that amount.
    `total` is in whole parts, of which `parts` make one of the unit: whole numbers add up the same in any
    order. `counter` names the figure that is shown beside it, so that neither can be bent alone (F8).
    """

    key: str
    name: str
    kind: str
    when: str | Rows
    basis: str
    definition: str
    population: Q = field(default_factory=Q)
    hit: Q | Rows | None = None
    total: Any = None  # an expression: the amount of one matter, in whole parts
    parts: int = 1
    measure: Measure = Measure.COUNT
    left_out: Q | None = None  # what would be in the population, but for a reason that somebody approved
    counter: str = ""
    better: str = ""  # "up", "down", or "" where neither is
    unit: str = ""  # in which it is counted, where the measure does not say
    once: bool = False  # is a matter in one month at most, though its rows tell, not a moment?
    version: int = 1

    def within(self, period: Period) -> Q:
        """The population in this period."""
        return self.population & within(self.when, period)

    def rows(self, period: Period, part: str = "population") -> Q:
        """Which rows a number opens: the "population", its "hit"s, its "miss"es, or what was "left_out".

        Raises ValueError for another part, or a part that this figure does not have.
        """
        if part == "population":
            return self.within(period)
        if part == "left_out" and self.left_out is not None:
            return self.left_out & within(self.when, period)
        if self.hit is None or part not in {"hit", "miss"}:
            raise ValueError(f"{self.key} has no {part}")
        hit = self.hits(period)
        return self.within(period) & (hit if part == "hit" else ~hit)

    def hits(self, period: Period) -> Q:
        """Which of the period's population hit; none where the figure knows no hit."""
        if self.hit is None:
            return Q(pk__in=[])
        return self.hit(period) if callable(self.hit) else self.hit

    def aggregates(self, period: Period) -> dict[str, Any]:
        """What one aggregate query over matters of the period asks for this figure: its PARTS."""
        found: dict[str, Any] = {"n": Count("pk", filter=self.population)}
        if self.hit is not None:
            found["hits"] = Count("pk", filter=self.population & self.hits(period))
        if self.total is not None:
            amount = Median if self.measure is Measure.MEDIAN else Sum
            found["total"] = amount(self.total, filter=self.population)
        if self.left_out is not None:
            found["left_out"] = Count("pk", filter=self.left_out)
        return found

    @property
    def adds_up(self) -> bool:
        """Do the parts of its groups make those of the whole?"""
        return self.measure is not Measure.MEDIAN

    @property
    def months_add_up(self) -> bool:
        """Do its months make the quarter? Not where a matter may be in several."""
        return self.adds_up and (isinstance(self.when, str) or self.once)

    @property
    def counted_in(self) -> str:
        """The unit of its value: 件, %, 元."""
        return self.unit or self.measure.value

    def amount(self, total: float | Decimal | None) -> float | None:
        """So many parts in the figure's unit."""
        return None if total is None else float(total) / self.parts

    def value(self, n: int, hits: int = 0, total: float | None = None) -> float | int | None:
        """The value, the total given in its unit: a count, a share from 0 to 1, a sum, a mean, a median. None
        of nothing, but a sum of nothing is nought.
        """
        if self.measure is Measure.COUNT:
            return n
        if self.measure is Measure.AMOUNT:
            return float(total or 0)
        if not n:
            return None
        if self.measure is Measure.RATE:
            return hits / n
        return float(total or 0) if self.measure is Measure.MEDIAN else float(total or 0) / n


def within(when: str | Rows, period: Period) -> Q:
    """The matters that the moment (`…_at`), the day (`…_on`) or the rows themselves put into the period."""
    if callable(when):
        return when(period)
    begin, over = (period.start, period.end) if when.endswith("_on") else period.moments
    return Q(**{f"{when}__gte": begin, f"{when}__lt": over})


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
