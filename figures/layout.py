"""Where each figure stands in the rows of the roll-up.

Figures of one moment of one kind of matter are counted in one pass and stand in one row, each in four
places: how many, how many hit, the amount in whole parts, and how many were left out. Medians do not add up
and have no place. The signature changes with any definition, so that numbers of other definitions are never
read.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from hashlib import sha256

from casework.figures import PARTS, Figure, Rows, figures


@dataclass(frozen=True)
class Branch:
    """The figures of one moment of one kind, in their order."""

    number: int
    kind: str
    when: str | Rows
    figures: tuple[Figure, ...]

    @property
    def months_add_up(self) -> bool:
        """Do its months make a quarter? Otherwise quarters and years have numbers of their own."""
        return all(figure.months_add_up for figure in self.figures)

    def places(self, figure: Figure) -> list[int]:
        """Where the figure's numbers stand in a row, from 0, in the order of PARTS."""
        first = [one.key for one in self.figures].index(figure.key) * len(PARTS)
        return [first + at for at in range(len(PARTS))]


@dataclass(frozen=True)
class Layout:
    """All branches, and what they were declared as."""

    branches: tuple[Branch, ...]

    @cached_property
    def signature(self) -> str:
        said = "\n".join(
            " ".join([str(branch.number), *(f"{one.key}@{one.version}" for one in branch.figures)])
            for branch in self.branches
        )
        return sha256(said.encode()).hexdigest()

    def branch_of(self, figure: Figure) -> Branch:
        """Raises ValueError for a figure that does not add up."""
        if not figure.adds_up:
            raise ValueError(f"“{figure.name}”不能按月相加，换一个指标。")
        return next(one for one in self.branches for known in one.figures if known.key == figure.key)


def layout() -> Layout:
    """The layout of all figures that are declared."""
    return layout_of(tuple((figure.key, figure.version) for figure in figures().values()))


@cache
def layout_of(declared: tuple[tuple[str, int], ...]) -> Layout:
    """Made once for what is declared."""
    return Layout(tuple(branches()))


def branches() -> Iterator[Branch]:
    together: dict[tuple[str, str | Rows, bool], list[Figure]] = {}
    for figure in figures().values():
        if figure.adds_up:
            together.setdefault((figure.kind, figure.when, figure.months_add_up), []).append(figure)
    for number, ((kind, when, _), found) in enumerate(together.items()):
        yield Branch(number, kind, when, tuple(found))
