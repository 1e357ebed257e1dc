"""The rates of a survey round, by town and for the county: exact, silent where too few were asked. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

ENOUGH = 30  # people asked; a rate of fewer says nothing (domain.md 5.3, D)
UNKNOWN = "——"
CENT = Decimal("0.01")


@dataclass(frozen=True)
class Rate:
    """So many of so many said yes; `before` is the same in the round before, None where there is none."""

    positive: int
    asked: int
    target: Decimal
    before: "Rate | None" = None

    @property
    def enough(self) -> bool:
        return self.asked >= ENOUGH

    @property
    def exact(self) -> Decimal:
        """Percent, not rounded."""
        return Decimal(self.positive * 100) / self.asked

    @property
    def text(self) -> str:
        """Percent with two decimals; nothing where too few were asked."""
        return f"{rounded(self.exact)}%" if self.enough else UNKNOWN

    @property
    def value(self) -> float | None:
        """For a drawing."""
        return float(rounded(self.exact)) if self.enough else None

    @property
    def verdict(self) -> str:
        """How it stands to the target, in words: told on the exact rate, not on the rounded one."""
        if not self.enough:
            return f"样本 {self.asked} 人，不到 {ENOUGH} 人，不列"
        return "达到目标" if self.exact >= self.target else "没达到目标"

    @property
    def change(self) -> str:
        """Against the round before, in percentage points."""
        if self.before is None or not self.before.enough or not self.enough:
            return UNKNOWN
        points = rounded(self.exact - self.before.exact)
        if not points:
            return "持平"
        return f"{'▲' if points > 0 else '▼'}{abs(points)} 个百分点"


def rounded(percent: Decimal) -> Decimal:
    return percent.quantize(CENT, ROUND_HALF_UP)


def together(rates: Iterable[Rate]) -> Rate | None:
    """All of them as one, the people of all towns counted alike; None of none."""
    known = list(rates)
    if not known:
        return None
    past = together(one.before for one in known if one.before is not None)
    positive, asked = sum(one.positive for one in known), sum(one.asked for one in known)
    return Rate(positive, asked, known[0].target, past)


@dataclass(frozen=True)
class TownRates:
    """A town with its rates by question; a question that was not asked there is not in it."""

    name: str
    rates: Mapping[str, Rate]


def positives_of(asked: int, said: str) -> int:
    """How many said yes, of a cell: a number of people, or a rate like 96.5%. Raises ValueError in words."""
    text = said.replace("％", "%").replace(" ", "")
    try:
        number = Decimal(text.removesuffix("%"))
    except ArithmeticError:
        raise ValueError(f"“{said}”不是数，写人数，或者写 96.5% 这样的率") from None
    if not number.is_finite() or number < 0:
        raise ValueError(f"“{said}”不是数，写人数，或者写 96.5% 这样的率")
    if text.endswith("%"):
        if number > 100:
            raise ValueError(f"{said} 超过 100%，检查一下来源")
        return int((asked * number / 100).quantize(Decimal(1), ROUND_HALF_UP))
    if number != number.to_integral_value():
        raise ValueError(f"“{said}”不是整数；写率的话后面带 %")
    if number > asked:
        raise ValueError(f"满意数 {number} 多于样本数 {asked}")
    return int(number)
