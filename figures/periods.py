"""Quarters and months as periods. Pure: today is an argument."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from casework.clocks import months_later
from casework.figures import Period

NUMERALS = "一二三四"


@dataclass(frozen=True, order=True)
class Quarter:
    """A quarter of a calendar year: number 1 to 4."""

    year: int
    number: int

    @classmethod
    def parse(cls, text: str) -> Self:
        """The quarter that "2026Q3" names. Raises ValueError with a Chinese sentence."""
        found = re.fullmatch(r"(20\d\d)[Qq]([1-4])", text.strip())
        if not found:
            raise ValueError(f"季度“{text}”写得不对，要像 2026Q3 这样写，Q 后面是 1 到 4。")
        return cls(int(found[1]), int(found[2]))

    @classmethod
    def of(cls, day: date) -> Self:
        """The quarter in which the day lies."""
        return cls(day.year, (day.month + 2) // 3)

    def __str__(self) -> str:
        return f"{self.year}Q{self.number}"

    @property
    def label(self) -> str:
        return f"{self.year}年第{NUMERALS[self.number - 1]}季度"

    @property
    def period(self) -> Period:
        start = date(self.year, self.number * 3 - 2, 1)
        return Period(start, months_later(start, 3))

    @property
    def months(self) -> list[date]:
        """The first days of its three months."""
        return [months_later(self.period.start, place) for place in range(3)]

    @property
    def previous(self) -> "Quarter":
        return Quarter.of(self.period.start - timedelta(days=1))

    @property
    def following(self) -> "Quarter":
        return Quarter.of(self.period.end)

    @property
    def year_before(self) -> "Quarter":
        return Quarter(self.year - 1, self.number)

    def compared(self, today: date) -> tuple[Period, Period]:
        """The periods for 环比 and 同比: the quarter before, and the same quarter a year ago.

        A quarter that still runs is compared with as many days of those, or its counts would always fall.
        """
        return self._as_long(self.previous.period, today), self._as_long(self.year_before.period, today)

    def _as_long(self, other: Period, today: date) -> Period:
        if today >= self.period.last_day:
            return other
        days = max(1, (today - self.period.start).days + 1)
        return Period(other.start, min(other.end, other.start + timedelta(days=days)))


def parse_month(text: str) -> date:
    """The first day of the month that "2026-07" names. Raises ValueError with a Chinese sentence."""
    found = re.fullmatch(r"((?:19|20)\d\d)-(0[1-9]|1[0-2])", text.strip())
    if not found:
        raise ValueError(f"月份“{text}”写得不对，要像 2026-07 这样写。")
    return date(int(found[1]), int(found[2]), 1)


def month_of(day: date) -> date:
    """The first day of the day's month."""
    return day.replace(day=1)


def months_between(first: date, last: date) -> list[date]:
    """The first days of all months from the first's to the last's, both included."""
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    return [months_later(month_of(first), place) for place in range(max(0, count))]


def month_period(month: date) -> Period:
    """The month as a period."""
    return Period(month_of(month), months_later(month_of(month), 1))


def weeks_until(today: date, count: int) -> Period:
    """So many weeks from Monday to Sunday, of which today's is the last."""
    monday = today - timedelta(days=today.weekday())
    return Period(monday - timedelta(weeks=count - 1), monday + timedelta(weeks=1))


def spans_of(period: Period, by: str) -> list[Period]:
    """The months or weeks of a period, the first and the last cut to it."""
    spans, start = [], period.start
    while start < period.end:
        whole = months_later(month_of(start), 1) if by == "month" else _next_monday(start)
        spans.append(Period(start, min(whole, period.end)))
        start = whole
    return spans


def _next_monday(day: date) -> date:
    return day + timedelta(days=7 - day.weekday())
