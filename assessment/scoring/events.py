"""Formulas over single things: each by itself, a checklist, the average, a change of rank, a veto."""

from dataclasses import dataclass
from fractions import Fraction

from assessment.scoring.amounts import Wrong, plain
from assessment.scoring.given import Event, Given, Outcome, unknown
from assessment.scoring.rates import NOUGHT, Bands, in_order, number


@dataclass(frozen=True)
class PerEvent:
    """按件加扣分: from a start, so much for each, doubled where said, to a most.

    Deductions end at nought (扣完为止), unless the scheme says that they go through (扣穿).
    """

    sign: int
    each: Fraction = NOUGHT
    levels: tuple[tuple[str, Fraction], ...] = ()
    most: Fraction | None = None
    double: Fraction = Fraction(2)
    from_full: bool = True
    through: bool = False

    def score(self, full: Fraction, given: Given) -> Outcome:
        if given.events is None:
            return unknown("还没有说有没有")
        amount = sum((self.worth(one) for one in given.events), NOUGHT)
        held = amount if self.most is None else min(amount, self.most)
        start = full if self.from_full else NOUGHT
        points = start + self.sign * held
        low = points if self.through or not self.from_full else max(NOUGHT, points)
        count = sum(one.times for one in given.events)
        said = f"{plain(start)} {'−' if self.sign < 0 else '+'} {plain(held)}（{count} 件）"
        said += f"，合计 {plain(amount)}，最多 {plain(held)}" if held < amount else ""
        return Outcome(low, said if low == points else f"{said}，扣完为止")

    def worth(self, event: Event) -> Fraction:
        if event.times < 0:
            raise Wrong("件数不能小于 0。")
        one = dict(self.levels).get(event.level) if self.levels else self.each
        if one is None:
            raise Wrong(f"方案里没有“{event.level[:20]}”这一级，现有：{'、'.join(dict(self.levels))}。")
        return one * event.times * (self.double if event.doubled else 1)

    def problems(self, full: Fraction) -> list[str]:
        amounts = [amount for _, amount in self.levels] or [self.each]
        found = [] if all(amount > 0 for amount in amounts) else ["每件加或扣几分，写大于 0 的数。"]
        if self.double < 1:
            found.append("“加倍”写 1 或更大的数。")
        if self.most is not None and self.most < 0:
            found.append("“最多”不能小于 0。")
        return found if full >= 0 else [*found, "分值不能小于 0。"]


@dataclass(frozen=True)
class Checklist:
    """对照清单: each point of the list that is met earns its marks."""

    points: tuple[tuple[str, Fraction], ...]

    def score(self, full: Fraction, given: Given) -> Outcome:
        if given.met is None:
            return unknown("还没有对照")
        known = dict(self.points)
        if strange := sorted(given.met - known.keys()):
            raise Wrong(f"清单里没有“{strange[0][:20]}”这一项。")
        got = [(name, worth) for name, worth in self.points if name in given.met]
        said = " + ".join(plain(worth) for _, worth in got) or "0"
        return Outcome(sum((worth for _, worth in got), NOUGHT), f"{said}（{len(got)}/{len(known)} 项做到）")

    def problems(self, full: Fraction) -> list[str]:
        total = sum((worth for _, worth in self.points), NOUGHT)
        names = [name for name, _ in self.points]
        found = [] if len(set(names)) == len(names) else ["清单里有一项写了两次。"]
        return (
            found
            if total == full
            else [*found, f"清单各项合计 {plain(total)}，分值是 {plain(full)}，要一样。"]
        )


@dataclass(frozen=True)
class Average:
    """与平均比较: by how much the value is worse than the average of its group. A group of one has none."""

    bands: Bands  # so much worse at most, rising, with the points
    rest: Fraction = NOUGHT
    low_is_good: bool = True

    def score(self, full: Fraction, given: Given) -> Outcome:
        found = number(given)
        if found is None:
            return unknown("还没有数")
        if len(given.others) < 2:
            return unknown("这一组只有一个单位有数，没有平均可比")
        value, written = found
        mean = sum(given.others, NOUGHT) / len(given.others)
        worse = value - mean if self.low_is_good else mean - value
        said = f"{written}，平均 {plain(mean)}，{'差' if worse > 0 else '好'} {plain(abs(worse))}"
        for most, points in self.bands:
            if worse <= most:
                return Outcome(points, f"{said}，这一档 {plain(points)} 分")
        return Outcome(self.rest, f"{said}，{plain(self.rest)} 分")

    def problems(self, full: Fraction) -> list[str]:
        return in_order(tuple((-most, points) for most, points in self.bands), self.rest, full)


@dataclass(frozen=True)
class RankChange:
    """位次变化: up or down by so many places since last time earns or costs so much."""

    up: Bands = ()  # places rising
    down: Bands = ()

    def score(self, full: Fraction, given: Given) -> Outcome:
        if given.before is None or given.now is None:
            return unknown("还不知道这次或者上次的位次")
        moved = given.before - given.now
        steps, sign = (self.up, 1) if moved > 0 else (self.down, -1)
        worth = max((points for places, points in steps if abs(moved) >= places), default=NOUGHT)
        said = (
            f"上次第 {given.before} 位，这次第 {given.now} 位，{'进' if moved > 0 else '退'} {abs(moved)} 位"
        )
        return Outcome(
            full + sign * worth, f"{plain(full)} {'+' if sign > 0 else '−'} {plain(worth)}（{said}）"
        )

    def problems(self, full: Fraction) -> list[str]:
        rising = all([p for p, _ in part] == sorted(p for p, _ in part) for part in (self.up, self.down))
        found = [] if rising else ["位次从少到多写。"]
        return found if self.up or self.down else [*found, "写“进”或者“退”几位加扣几分。"]


@dataclass(frozen=True)
class Veto:
    """一票否决: no points at all; what happened bars a grade, and is only proposed to those who decide."""

    bars: str = "不得评优"

    def score(self, full: Fraction, given: Given) -> Outcome:
        if given.events is None:
            return unknown("还没有核对有没有否决情形")
        count = sum(one.times for one in given.events)
        return Outcome(NOUGHT, f"{count} 件，建议{self.bars}" if count else "没有这种情形")

    def problems(self, full: Fraction) -> list[str]:
        return [] if full == 0 else ["否决项没有分值，分值写 0。"]
