"""What a formula is given, and what it answers."""

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Self

from assessment.scoring.amounts import Wrong, plain


@dataclass(frozen=True)
class Event:
    """One thing that counts by itself: of which level, how many times over, and whether it is doubled."""

    level: str = ""
    times: int = 1
    doubled: bool = False


@dataclass(frozen=True)
class Given:
    """All that may be known of one unit for one indicator. None is unknown, which is not nought.

    `value` is a number, or a rate in per cent; `part` of `whole` makes one, too. `others` are the values of
    the whole group, the unit's own among them. `exempt` is "full" or "none" where it need not be measured.
    """

    value: Fraction | None = None
    part: Fraction | None = None
    whole: Fraction | None = None
    sample: int | None = None
    events: tuple[Event, ...] | None = None
    met: frozenset[str] | None = None
    others: tuple[Fraction, ...] = ()
    before: int | None = None
    now: int | None = None
    exempt: str = ""
    why: str = ""

    def more(self, hits: int) -> Self:
        """The same, had so many more of its misses been hits."""
        return replace(self, part=self.part + hits) if self.part is not None else self

    @property
    def misses(self) -> int:
        if self.part is None or self.whole is None:
            return 0
        return int(self.whole - self.part)


@dataclass(frozen=True)
class Outcome:
    """The points, with the formula in words and values; `missing` says what is not known yet."""

    points: Fraction | None
    formula: str = ""
    missing: str = ""


def unknown(missing: str) -> Outcome:
    return Outcome(None, "", missing)


def percent(given: Given) -> tuple[Fraction, str] | None:
    """The rate in per cent and how it is written; None where it is not known. Raises Wrong."""
    if given.part is not None and given.whole is not None:
        if given.whole < 0 or given.part < 0:
            raise Wrong(f"分子 {plain(given.part)}、分母 {plain(given.whole)}，不能小于 0，核对来源。")
        if given.whole == 0:
            return None
        rate = 100 * given.part / given.whole
        return checked(rate), f"({plain(given.part)} ÷ {plain(given.whole)})"
    if given.value is None:
        return None
    return checked(given.value), f"{plain(given.value)}%"


def checked(rate: Fraction) -> Fraction:
    if not 0 <= rate <= 100:
        raise Wrong(f"比率是 {plain(rate)}%，应当在 0 和 100% 之间，核对分子和分母。")
    return rate


def within(points: Fraction, low: Fraction, high: Fraction) -> Fraction:
    return max(low, min(high, points))
