"""Places within a group: by the unrounded total; ties share a place, or are broken in the scheme's order."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Standing:
    """A unit in its group. `breakers` settle a tie, each the more the better. None: not known, no place."""

    key: int
    points: Fraction | None
    breakers: tuple[Fraction, ...] = ()


def places(standings: Sequence[Standing], *, dense: bool = False) -> dict[int, int | None]:
    """The place of each by its key: 1, 2, 2, 4, or 1, 2, 2, 3 where they are dense."""
    known = {one.key: (one.points, one.breakers) for one in standings if one.points is not None}
    marks = list(known.values())
    better = {mark: sum(other > mark for other in marks) for mark in marks}
    if dense:
        order = sorted(set(marks), reverse=True)
        better = {mark: place for place, mark in enumerate(order)}
    return {one.key: better[known[one.key]] + 1 if one.key in known else None for one in standings}
