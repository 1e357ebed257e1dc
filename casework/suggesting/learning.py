"""Learning a lexicon from examples: a softmax over signs and pairs of signs, made whole numbers at the end.

The same examples give the same lexicon: the order in which they are gone through is drawn from a fixed seed.
"""

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from casework.suggesting.features import features

ROUNDS = 4
PACE = 0.5
DECAY = 1e-2  # of what an example touches: keeps one example from shouting
SCALE = 5  # whole numbers for one of the learnt
SURE = 5  # lead of the first category, in whole numbers for each root of a known feature
MOST = 6000  # features that are kept: what a phone loads stays under 60 KB


@dataclass(frozen=True)
class Example:
    """A text and its category. `group` is what must not be on both sides of a split; `times` its weight."""

    category: str
    text: str
    group: str = ""
    times: int = 1


def learn(examples: Sequence[Example], *, most: int = MOST) -> dict[str, Any]:
    """The body of a lexicon: labels, bias, weights and how sure is sure."""
    labels = sorted({example.category for example in examples})
    vocabulary = {name: place for place, name in enumerate(sorted(known(examples)))}
    learnt = descend(examples, labels, vocabulary)
    whole = np.rint(learnt * SCALE).astype(int)
    order = sorted(vocabulary, key=lambda name: (-int(abs(whole[vocabulary[name]]).max()), name))
    kept = [name for name in order[:most] if whole[vocabulary[name]].any()]
    return {
        "labels": labels,
        "bias": [int(value) for value in whole[-1]],
        "weights": {name: [int(value) for value in whole[vocabulary[name]]] for name in sorted(kept)},
        "sure": SURE,
    }


def known(examples: Sequence[Example]) -> set[str]:
    """Features that come more than once: of what comes once there is nothing to learn."""
    counts: Counter[str] = Counter()
    for example in examples:
        for feature in features(example.text):
            counts[feature] += example.times
    return {feature for feature, count in counts.items() if count > 1}


def descend(examples: Sequence[Example], labels: list[str], vocabulary: dict[str, int]) -> Any:
    """The weights, one row a feature and the bias last: descent with a pace of each weight's own."""
    weights = np.zeros((len(vocabulary) + 1, len(labels)), dtype=np.float64)
    moved = np.full_like(weights, 1e-8)
    rows = [rows_of(example, vocabulary) for example in examples]
    places = [labels.index(example.category) for example in examples]
    shares = balance(examples, places, len(labels))
    order = [n for n, example in enumerate(examples) for _ in range(example.times)]
    drawn = random.Random(20260101)  # noqa: S311 - an order, no secret
    for _ in range(ROUNDS):
        drawn.shuffle(order)
        for n in order:
            row, root = rows[n], len(rows[n]) ** 0.5
            scores = weights[row].sum(axis=0) / root
            chances = np.exp(scores - scores.max())
            chances /= chances.sum()
            chances[places[n]] -= 1
            step = chances * (shares[n] / root) + DECAY * weights[row]
            moved[row] += step * step
            weights[row] -= PACE * step / np.sqrt(moved[row])
    return weights


def rows_of(example: Example, vocabulary: dict[str, int]) -> Any:
    """The places of the example's features, and that of the bias."""
    places = sorted(vocabulary[name] for name in features(example.text) if name in vocabulary)
    return np.array([*places, len(vocabulary)])


def balance(examples: Sequence[Example], places: list[int], labels: int) -> list[float]:
    """What each example counts: less in a category that has many, by the root of its share."""
    counts = Counter[int]()
    for example, place in zip(examples, places, strict=True):
        counts[place] += example.times
    total = sum(counts.values())
    return [float((total / labels / counts[place]) ** 0.5) for place in places]
