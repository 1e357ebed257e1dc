"""What a benchmark hands back: rows of figures, and what was promised of them."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

Cell = float | int | str | None


@dataclass(frozen=True)
class Check:
    """A promise: this figure is at most that. Written down as kept or not, never a failing test."""

    what: str
    figure: float
    most: float
    unit: str = "倍"

    @property
    def kept(self) -> bool:
        return self.figure <= self.most


@dataclass(frozen=True)
class Row:
    """One line of a benchmark's table: a name, its figures by the names of their columns, its promises."""

    name: str
    cells: dict[str, Cell]
    checks: Sequence[Check] = field(default_factory=tuple)

    def as_json(self) -> dict[str, Any]:
        """The row for the file of results."""
        return asdict(self) | {"checks": [asdict(check) | {"kept": check.kept} for check in self.checks]}


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least this share of all do not exceed. Raises ValueError for none."""
    if not values:
        raise ValueError("no values")
    ordered = sorted(values)
    return ordered[max(0, -(-int(share * 1000) * len(ordered) // 1000) - 1)]
