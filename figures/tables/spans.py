"""The month, the quarter or the year of a table, and what it is compared with. Pure: today is an argument."""

from dataclasses import dataclass
from datetime import date, timedelta

from casework.clocks import months_later
from casework.figures import Period
from figures.periods import Quarter, month_period, parse_month

MONTHS_OFFERED, QUARTERS_OFFERED = 12, 8


@dataclass(frozen=True)
class Span:
    """A month, a quarter or a year: as the address names it, in words, and its days."""

    key: str
    label: str
    period: Period

    @classmethod
    def parse(cls, text: str) -> "Span":
        """What "2026Q3", "2026-09" or "2026" names. Raises ValueError with a Chinese sentence."""
        if "Q" in text.upper():
            return cls.of_quarter(Quarter.parse(text))
        if text.isascii() and text.isdigit() and len(text) == 4:
            return cls.of_year(parse_month(f"{text}-01").year)
        return cls.of_month(parse_month(text))

    @classmethod
    def of_year(cls, year: int) -> "Span":
        return cls(f"{year}", f"{year}年", Period(date(year, 1, 1), date(year + 1, 1, 1)))

    @classmethod
    def of_quarter(cls, quarter: Quarter) -> "Span":
        return cls(str(quarter), quarter.label, quarter.period)

    @classmethod
    def of_month(cls, month: date) -> "Span":
        return cls(f"{month:%Y-%m}", f"{month.year}年{month.month}月", month_period(month))

    @property
    def months(self) -> int:
        return 3 if "Q" in self.key else 1 if "-" in self.key else 12

    def compared(self, today: date) -> tuple[Period, Period]:
        """The periods for 环比 and 同比. One that still runs is compared with as many days of those."""
        return tuple(self.before(count, today) for count in (self.months, 12))  # type: ignore[return-value]

    def before(self, months: int, today: date) -> Period:
        """As long a period, so many months earlier."""
        start = months_later(self.period.start, -months)
        end = months_later(start, self.months)
        if today >= self.period.last_day:
            return Period(start, end)
        days = max(1, (today - self.period.start).days + 1)
        return Period(start, min(end, start + timedelta(days=days)))


def offered(today: date) -> list[Span]:
    """The quarters and months that the page offers, the running ones first."""
    quarters = [Quarter.of(today)]
    while len(quarters) < QUARTERS_OFFERED:
        quarters.append(quarters[-1].previous)
    first = today.replace(day=1)
    months = [Span.of_month(months_later(first, -back)) for back in range(MONTHS_OFFERED)]
    return [*(Span.of_quarter(quarter) for quarter in quarters), *months]
