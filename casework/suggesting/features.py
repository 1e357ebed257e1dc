"""The sums that suggest a category. Pure, in whole numbers: static/field/category.js does the very same."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

RUN = re.compile(r"[\u4e00-\u9fff]+")
LONGEST = 2000  # signs that are read; more says nothing new


def features(text: str) -> set[str]:
    """Each Chinese sign of the text, and each pair of neighbours. Numbers and letters are nothing to it."""
    found: set[str] = set()
    for run in RUN.findall(text):
        found.update(run)
        found.update(run[at : at + 2] for at in range(len(run) - 1))
    return found


@dataclass(frozen=True)
class Suggestion:
    """Category names, the likeliest first, and whether the first is sure enough to be filled in."""

    names: tuple[str, ...]
    sure: bool


@dataclass(frozen=True)
class Lexicon:
    """What was learnt: for each feature a whole number a category; `sure` is how far the first must lead."""

    labels: Sequence[str]
    bias: Sequence[int]
    weights: Mapping[str, Sequence[int]]
    sure: int

    @classmethod
    def of(cls, body: Mapping[str, Any]) -> Self:
        """From the JSON that is kept and served."""
        return cls(body["labels"], body["bias"], body["weights"], body["sure"])

    def suggest(self, text: str) -> Suggestion:
        """The categories of a text. No name at all where no word of it is known.

        The lead counts against the root of the number of known features: of many, some speak by chance.
        """
        known = [self.weights[feature] for feature in features(text[:LONGEST]) if feature in self.weights]
        if not known:
            return Suggestion((), sure=False)
        sums = [bias + sum(each) for bias, each in zip(self.bias, zip(*known, strict=True), strict=True)]
        order = sorted(range(len(sums)), key=lambda place: (-sums[place], place))
        lead = sums[order[0]] - sums[order[1]] if len(order) > 1 else self.sure
        sure = lead * lead >= self.sure * self.sure * len(known)
        return Suggestion(tuple(self.labels[place] for place in order), sure)
