"""How a figure changed, in words (ux.md 6.2). Pure.

A change is taken between the numbers as they are written, so whoever subtracts them gets the same.
"""

from dataclasses import dataclass
from decimal import Decimal

from casework.figures import Measure
from figures.selectors.answers import UNKNOWN, Answer, tenth

ON_YEAR, ON_PERIOD = "同比", "环比"
BASE = {ON_YEAR: "上年同期", ON_PERIOD: "上期"}
WORDS = {1: "上升", -1: "下降", 0: "持平"}


@dataclass(frozen=True)
class Change:
    """`direction` is 1, -1, 0, or None where nothing can be said; `good` None where neither is better."""

    text: str
    direction: int | None = None
    good: bool | None = None

    @property
    def word(self) -> str:
        """上升, 下降 or 持平; "" where nothing can be said."""
        return "" if self.direction is None else WORDS[self.direction]


def change(now: Answer, before: Answer | None, name: str) -> Change:
    """The change since `before`, which is None where it was not collected; the name is 同比 or 环比.

    Shares change by 个百分点, counts by per cent, means by their unit. A count has no change from zero, and
    nothing has one from what was counted by another definition.
    """
    if before is None or now.shown is None or before.shown is None:
        return Change(UNKNOWN)
    if now.figure.version != before.figure.version:
        return Change(f"口径变了，不计{name}")
    counted = now.figure.measure is Measure.COUNT
    if counted and not before.n:
        return Change(f"{BASE[name]}为0，不计{name}")
    moved = now.shown - before.shown
    direction = (moved > 0) - (moved < 0)
    amount = tenth(abs(moved) * 100 / before.shown) if counted else abs(moved)
    if not amount:  # one more of ten thousand is no rise of 0.0%
        return Change("持平", 0)
    good = None if not now.figure.better else (now.figure.better == "up") == (direction > 0)
    return Change(f"{WORDS[direction]}{measured(amount, now.figure.measure)}", direction, good)


def measured(amount: Decimal, measure: Measure) -> str:
    """The amount of a change with its unit."""
    if measure is Measure.COUNT:
        return f"{amount:,}%"
    return f"{amount:,}个百分点" if measure is Measure.RATE else f"{amount:,}{measure.split('/')[0]}"
