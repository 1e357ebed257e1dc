"""Which unit a case most likely belongs to, by what was finished before. Plain shares; pure Python.

A unit of the village where a case lies counts as "the village's own": what one village's committee did
says who does it in the next. Measured by `manage.py measure_suggestions`; docs/adr/0013 has the figures.
"""

import math
import re
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field

HERE = "here"  # stands for whichever unit is the village's own
SMOOTHING = 2.0  # so many cases' worth the wider share counts beside the narrower
ENOUGH = 3  # fewer alike say nothing
ALIKE = 8  # so many of those that are worded most alike have a say
NEIGHBOURS = 0.5  # and so much of one
HAN = re.compile(r"[\u4e00-\u9fff]+")

Unit = Hashable


@dataclass(frozen=True)
class Finished:
    """A case that was finished: its category, who did it, and how it was put."""

    category: str
    unit: Unit
    text: str

    @property
    def main(self) -> str:
        """The widest category around it."""
        return self.category[:3]


@dataclass(frozen=True)
class Likely:
    """A unit, how likely it is, and of how many alike it finished how many: what the reason says."""

    unit: Unit
    share: float
    of: int
    done: int


@dataclass
class Evidence:
    """What was finished before, read once and asked for one new case."""

    shares: dict[Unit, float] = field(default_factory=dict)

    def narrow(self, finished: Iterable[Finished]) -> None:
        """Take in the shares of a closer group; the wider one still counts a little."""
        self.blend(Counter(case.unit for case in finished))

    def blend(self, counts: Mapping[Unit, float]) -> None:
        """Mix these counts with the shares so far, which weigh as much as a few cases."""
        total = sum(counts.values()) + SMOOTHING
        units = {*counts, *self.shares}
        self.shares = {
            unit: (counts.get(unit, 0) + SMOOTHING * self.shares.get(unit, 0)) / total for unit in units
        }


def likely(category: str, text: str, past: Iterable[Finished]) -> list[Likely]:
    """The units by likelihood, the likeliest first: by category, closer ones before wider, and by words."""
    wide = [case for case in past if case.main == category[:3]]
    groups = [wide, [case for case in wide if case.category == category]]
    evidence = Evidence()
    for group in filter(None, groups):
        evidence.narrow(group)
    if wide:
        evidence.blend(worded_alike(text, wide))
    ranked = sorted(evidence.shares, key=lambda unit: (-evidence.shares[unit], str(unit)))
    return [Likely(unit, evidence.shares[unit], *told(unit, groups)) for unit in ranked]


def told(unit: Unit, groups: list[list[Finished]]) -> tuple[int, int]:
    """Of how many it finished how many, in the closest group that has it and is large enough to speak of."""
    for group in reversed(groups):
        done = sum(case.unit == unit for case in group)
        if done and len(group) >= ENOUGH:
            return len(group), done
    return 0, 0


def worded_alike(text: str, past: list[Finished]) -> dict[Unit, float]:
    """Who finished what is worded most alike: pairs of signs in common, the rarer the heavier."""
    own, theirs = pairs(text), [pairs(case.text) for case in past]
    common = Counter(pair for found in theirs for pair in found & own)
    weight = {pair: math.log((len(past) + 1) / count) for pair, count in common.items()}
    near = [nearness(found, own, weight) for found in theirs]
    nearest = sorted(range(len(past)), key=lambda place: near[place], reverse=True)[:ALIKE]
    found: dict[Unit, float] = {}
    for place in nearest:
        unit = past[place].unit
        found[unit] = found.get(unit, 0) + NEIGHBOURS * near[place] ** 2
    return found


def nearness(theirs: frozenset[str], own: frozenset[str], weight: Mapping[str, float]) -> float:
    """How much two texts have in common, for their length."""
    return sum(weight[pair] for pair in theirs & own) / math.sqrt(1 + len(theirs) * len(own))


def pairs(text: str) -> frozenset[str]:
    """The pairs of Chinese signs that stand side by side: words, without a dictionary."""
    return frozenset(run[at : at + 2] for run in HAN.findall(text) for at in range(len(run) - 1))
