"""Formulas over a rate or a number: in proportion, by steps below a target, in bands, in stretches."""

from dataclasses import dataclass
from fractions import Fraction

from assessment.scoring.amounts import Wrong, plain
from assessment.scoring.given import Given, Outcome, percent, unknown, within

NOUGHT = Fraction(0)
Bands = tuple[tuple[Fraction, Fraction], ...]


@dataclass(frozen=True)
class Rate:
    """比率乘分值: the full marks times the rate. `empty` holds where there is nothing to divide by."""

    empty: str = ""

    def score(self, full: Fraction, given: Given) -> Outcome:
        found = percent(given)
        if found is None:
            return of_nothing(full, given, self.empty)
        rate, written = found
        return Outcome(full * rate / 100, f"{plain(full)} × {written}")

    def problems(self, full: Fraction) -> list[str]:
        return [] if full > 0 else ["按比率计分要有分值，写大于 0 的分值。"]


def of_nothing(full: Fraction, given: Given, empty: str) -> Outcome:
    """No population at all is not a miss: the scheme says what it is worth, else it stays unknown."""
    if given.whole is None and given.value is None:
        return unknown("还没有数")
    if empty == "满分":
        return Outcome(full, f"没有这样的事项，按方案得满分 {plain(full)}")
    if empty == "零":
        return Outcome(NOUGHT, "没有这样的事项，按方案不得分")
    return unknown("分母是 0，没有这样的事项，方案没有说怎么算")


@dataclass(frozen=True)
class Threshold:
    """达标递减: full at the target; for each step off it so much less, never below the floor.

    `whole_steps` counts begun steps as whole ones. `low_is_good` turns the direction.
    """

    target: Fraction
    step: Fraction
    less: Fraction
    floor: Fraction = NOUGHT
    whole_steps: bool = False
    low_is_good: bool = False
    empty: str = ""

    def score(self, full: Fraction, given: Given) -> Outcome:
        found = percent(given) if not self.low_is_good else number(given)
        if found is None:
            return of_nothing(full, given, self.empty)
        value, written = found
        short = max(NOUGHT, value - self.target if self.low_is_good else self.target - value)
        if not short:
            sign = "不高于" if self.low_is_good else "达到"
            return Outcome(full, f"{written} {sign}目标 {plain(self.target)}，得满分 {plain(full)}")
        steps = -(-short // self.step) if self.whole_steps else short / self.step
        points = max(self.floor, full - Fraction(steps) * self.less)
        said = f"{plain(full)} − {plain(Fraction(steps))} × {plain(self.less)}"
        said += f"（{written}，目标 {plain(self.target)}）"
        return Outcome(points, floored(said, full - Fraction(steps) * self.less, self.floor))

    def problems(self, full: Fraction) -> list[str]:
        found = [] if self.step > 0 and self.less > 0 else ["“每”和“扣”写大于 0 的数。"]
        return found if self.floor <= full else [*found, "最低分不能高于分值。"]


def floored(said: str, points: Fraction, floor: Fraction) -> str:
    return said if points >= floor else f"{said}，最低 {plain(floor)}"


def number(given: Given) -> tuple[Fraction, str] | None:
    """A number that need not be a rate; a rate where a part of a whole is known."""
    if given.part is not None and given.whole is not None:
        return percent(given)
    return None if given.value is None else (given.value, plain(given.value))


@dataclass(frozen=True)
class Slopes:
    """分段递减: below each target so much for each point, to a most. Many a rule is silent on how two
    stretches meet, so the scheme says it: each its own stretch, the last one reached for all, or together.
    """

    parts: Bands  # targets falling, each with what a point below it costs
    way: str
    most: Fraction

    def score(self, full: Fraction, given: Given) -> Outcome:
        found = percent(given)
        if found is None:
            return of_nothing(full, given, "")
        value, written = found
        less = min(self.most, self.lost(value))
        return Outcome(
            full - less, f"{plain(full)} − {plain(less)}（{written}，{self.way}，最多扣 {plain(self.most)}）"
        )

    def lost(self, value: Fraction) -> Fraction:
        reached = [(target, cost) for target, cost in self.parts if value < target]
        if not reached:
            return NOUGHT
        if self.way == "替代":
            return (self.parts[0][0] - value) * reached[-1][1]
        if self.way == "叠加":
            return sum(((target - value) * cost for target, cost in reached), NOUGHT)
        ends = [*(target for target, _ in reached[1:]), value]
        return sum(((top - end) * cost for (top, cost), end in zip(reached, ends, strict=True)), NOUGHT)

    def problems(self, full: Fraction) -> list[str]:
        targets = [target for target, _ in self.parts]
        falling = targets == sorted(targets, reverse=True) and len(set(targets)) == len(targets)
        found = [] if falling else ["“段”从高到低写，不能重复。"]
        return found if all(cost > 0 for _, cost in self.parts) else [*found, "每个点扣几分，写大于 0 的数。"]


@dataclass(frozen=True)
class Banded:
    """分档计分: the points of the first band that the value reaches."""

    bands: Bands  # from values falling
    rest: Fraction = NOUGHT
    empty: str = ""

    def score(self, full: Fraction, given: Given) -> Outcome:
        found = number(given)
        if found is None:
            return of_nothing(full, given, self.empty)
        value, written = found
        for least, points in self.bands:
            if value >= least:
                return Outcome(points, f"{written} ≥ {plain(least)}，这一档 {plain(points)} 分")
        return Outcome(self.rest, f"{written}，各档以下，{plain(self.rest)} 分")

    def problems(self, full: Fraction) -> list[str]:
        return in_order(self.bands, self.rest, full)


def in_order(bands: Bands, rest: Fraction, full: Fraction) -> list[str]:
    """Bands fall, and the better one is never worth less."""
    limits, points = [limit for limit, _ in bands], [*(worth for _, worth in bands), rest]
    found = [] if limits == sorted(set(limits), reverse=True) else ["“档”从高到低写，不能重复。"]
    if points != sorted(points, reverse=True):
        found.append("高的一档得分不能比低的一档少。")
    return found if max(points) <= full else [*found, f"最高一档不能超过分值 {plain(full)}。"]


@dataclass(frozen=True)
class Survey:
    """满意度调查: a rate by a sample. Too few asked say nothing (domain.md 5.3)."""

    inner: Rate | Threshold | Slopes
    least: int = 30

    def score(self, full: Fraction, given: Given) -> Outcome:
        if given.sample is None:
            return unknown("还没有调查结果")
        if given.sample < self.least:
            return unknown(f"样本只有 {given.sample} 人，不到 {self.least} 人，不作数")
        found = self.inner.score(full, given)
        return Outcome(found.points, f"{found.formula}（样本 {given.sample} 人）", found.missing)

    def problems(self, full: Fraction) -> list[str]:
        return self.inner.problems(full)


@dataclass(frozen=True)
class Direct:
    """直接打分: what the scorer gives, from nought to the full marks."""

    def score(self, full: Fraction, given: Given) -> Outcome:
        if given.value is None:
            return unknown("还没有打分")
        if given.value != within(given.value, NOUGHT, full):
            raise Wrong(f"打了 {plain(given.value)} 分，应当在 0 和 {plain(full)} 之间。")
        return Outcome(given.value, f"打分 {plain(given.value)}")

    def problems(self, full: Fraction) -> list[str]:
        return [] if full > 0 else ["直接打分要有分值。"]
