"""From probability and impact, and from how many object, to the level that is proposed. Pure (RA-07, D).

A person sets the level and says why; what stands here is a proposal beside it.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from stability.dictionaries import Level

HIGH_FROM, MEDIUM_FROM = 15, 6  # of 25
ORDER = (Level.LOW, Level.MEDIUM, Level.HIGH)


@dataclass(frozen=True)
class Shares:
    """From which share of those asked, in percent, who object a risk is medium, and high."""

    medium: int = 20
    high: int = 50


def of_point(probability: int, impact: int) -> Level:
    """One risk point by the matrix, 5 by 5."""
    weight = probability * impact
    if weight >= HIGH_FROM:
        return Level.HIGH
    return Level.MEDIUM if weight >= MEDIUM_FROM else Level.LOW


def of_group(asked: int, opposing: int, shares: Shares) -> Level:
    """One group, by the share of those asked who object: most of them is high (RA-07)."""
    if opposing * 100 > asked * shares.high:
        return Level.HIGH
    return Level.MEDIUM if opposing * 100 > asked * shares.medium else Level.LOW


def worst(levels: Iterable[Level]) -> Level:
    """The highest of them; low of none."""
    return max(levels, key=ORDER.index, default=Level.LOW)
