"""What a figure's question comes to: the number, how it is written, and where its rows are."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from casework.figures import Figure, Measure, Period

UNKNOWN = "——"
ENOUGH = 5  # a share of fewer says nothing (ux.md 7.5)
LISTS = {
    "case": "grids:list",
    "dispute": "disputes:list",
    "petition": "petitions:list",
}  # the page that lists a kind's matters


@dataclass(frozen=True)
class Answer:
    """One figure over one period, for everything or for one group.

    `n` is the population, `hits` those that hit, `total` the sum in the figure's unit, `left_out` what an
    approved reason keeps out of it. `where` holds the
    parameters that the group's list has besides the figure's own.
    """

    figure: Figure
    period: Period
    n: int = 0
    hits: int = 0
    total: float | None = None
    group: str = ""
    label: str = ""
    where: tuple[tuple[str, str], ...] = ()
    left_out: int = 0

    @property
    def value(self) -> float | int | None:
        """A count, a share between 0 and 1, or a mean; None where there is nothing to divide by."""
        return self.figure.value(self.n, self.hits, self.total)

    @property
    def enough(self) -> bool:
        """Are there rows enough to speak of the value? A count always has; a share wants five."""
        if self.figure.measure in (Measure.COUNT, Measure.AMOUNT):
            return True
        return self.n >= (ENOUGH if self.figure.measure is Measure.RATE else 1)

    @property
    def shown(self) -> Decimal | None:
        """The value as it is written: shares in per cent; None where it is not written."""
        if not self.enough:
            return None
        if self.figure.measure is Measure.COUNT:
            return Decimal(self.n)
        if self.figure.measure is Measure.RATE:
            return tenth(Decimal(100 * self.hits) / self.n)
        if self.figure.measure is Measure.AMOUNT:
            return Decimal(str(self.value)).quantize(Decimal(1) / self.figure.parts)
        return tenth(Decimal(str(self.value)))

    @property
    def text(self) -> str:
        """ "1,284", "93.6%", "26.3", or "——" where it is unknown or too small (ux.md 6.2)."""
        if self.shown is None:
            return UNKNOWN
        if self.figure.measure is Measure.COUNT:
            return f"{self.n:,}"
        return f"{self.shown:,}{'%' if self.figure.measure is Measure.RATE else ''}"

    @property
    def note(self) -> str:
        """Why there is no value; "" where there is one."""
        if self.enough:
            return ""
        return f"只有 {self.n} 件，太少，不算比例" if self.n else "没有这样的案件"

    def url(self, part: str = "population") -> str:
        """The list of exactly these rows: the "population", its "hit"s, "miss"es, or what was "left_out"."""
        asked: dict[str, Any] = {
            "figure": self.figure.key,
            "from": self.period.start.isoformat(),
            "to": self.period.last_day.isoformat(),
            "part": part,
        }
        return f"{reverse(LISTS[self.figure.kind])}?{urlencode([*asked.items(), *self.where])}"


def tenth(number: Decimal) -> Decimal:
    """To one decimal, halves up as people do it."""
    return number.quantize(Decimal("0.1"), ROUND_HALF_UP)
