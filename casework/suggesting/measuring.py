"""How often the suggestion is right, on texts that it was not learnt from."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from casework.suggesting.features import Lexicon
from casework.suggesting.learning import Example, learn

FOLDS = 5


@dataclass(frozen=True)
class Measured:
    """Of so many texts: how often the first was right, one of the first three, and what was filled in."""

    name: str
    texts: int
    first: float
    three: float
    filled: float  # share of the texts in which the first was sure enough to be filled in
    filled_right: float  # of these

    def __str__(self) -> str:
        shares = (self.first, self.three, self.filled, self.filled_right)
        return f"{self.name} | {self.texts} | " + " | ".join(f"{share:.1%}" for share in shares)


def measure(name: str, lexicon: Lexicon, examples: Sequence[Example]) -> Measured:
    """What the lexicon says of these examples."""
    return summed(name, [judged(lexicon, example) for example in examples])


def judged(lexicon: Lexicon, example: Example) -> tuple[bool, bool, bool]:
    """Was the first right, was it among three, was it sure?"""
    said = lexicon.suggest(example.text)
    first, three = said.names[:1], said.names[:3]
    return example.category in first, example.category in three, said.sure


def summed(name: str, verdicts: Sequence[tuple[bool, bool, bool]]) -> Measured:
    count = len(verdicts) or 1
    sure = [first for first, _, sure in verdicts if sure]
    return Measured(
        name,
        len(verdicts),
        sum(first for first, _, _ in verdicts) / count,
        sum(three for _, three, _ in verdicts) / count,
        len(sure) / count,
        sum(sure) / (len(sure) or 1),
    )


def cross_validated(name: str, examples: Sequence[Example], *, beside: Sequence[Example] = ()) -> Measured:
    """Each fold judged by what was learnt from the others and `beside`. No group is on both sides."""
    groups = sorted({example.group or example.text for example in examples})
    random.Random(3).shuffle(groups)  # noqa: S311 - a split, no secret
    fold_of = {group: place % FOLDS for place, group in enumerate(groups)}
    verdicts: list[Any] = []
    for fold in range(FOLDS):
        held = [each for each in examples if fold_of[each.group or each.text] == fold]
        others = [each for each in examples if fold_of[each.group or each.text] != fold]
        lexicon = Lexicon.of(learn([*others, *beside]))
        verdicts += [judged(lexicon, example) for example in held]
    return summed(name, verdicts)
