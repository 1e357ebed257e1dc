"""How often a hint is right, on texts that neither list was written from. Pure.

A text's label may mean several of our values: any of them is right.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from petitions.suggesting.suggesting import MOST, hints


@dataclass(frozen=True)
class Labelled:
    """A text, the label it came with, and which of our values that label means."""

    text: str
    label: str
    means: frozenset[str]


@dataclass(frozen=True)
class Score:
    """Of so many texts: in how many the first hint was right, one of three, and to how many it said nothing.

    A text to which nothing was said counts as not right.
    """

    name: str
    texts: int
    first: int
    three: int
    silent: int

    def __str__(self) -> str:
        counts = (self.first, self.three, self.silent)
        cells = (f"{count}（{count / (self.texts or 1):.1%}）" for count in counts)
        return f"{self.name} | {self.texts} | " + " | ".join(cells)


def judged(field: str, rows: Iterable[Labelled]) -> list[tuple[str, bool, bool, bool]]:
    """Of each text: its label; was the first hint right, was one of three, was nothing said?"""
    found = []
    for row in rows:
        values = [hint.value for hint in hints(row.text) if hint.field == field]
        right = [value in row.means for value in values]
        found.append((row.label, any(right[:1]), any(right), not values))
    return found


def scores(name: str, field: str, rows: Sequence[Labelled]) -> list[Score]:
    """The whole, what guessing the same for all would reach, then each label, the most frequent first."""
    verdicts = judged(field, rows)
    often = Counter(label for label, *_ in verdicts).most_common()
    each = [summed(f"　{label}", [one for one in verdicts if one[0] == label]) for label, _ in often]
    return [summed(name, verdicts), guessed(rows), *each]


def guessed(rows: Sequence[Labelled]) -> Score:
    """The baseline: all texts given the same, each time the value that is right for most of what is left."""
    left, right = list(rows), []
    for _ in range(MOST):
        counts = Counter(value for row in left for value in sorted(row.means))
        usual = counts.most_common(1)[0][0] if counts else ""
        left = [row for row in left if usual not in row.means]
        right.append(len(rows) - len(left))
    return Score("　都猜最多的一类、三类", len(rows), right[0], right[-1], 0)


def summed(name: str, verdicts: Sequence[tuple[str, bool, bool, bool]]) -> Score:
    first, three = sum(one[1] for one in verdicts), sum(one[2] for one in verdicts)
    return Score(name, len(verdicts), first, three, sum(one[3] for one in verdicts))
