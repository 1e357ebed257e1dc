"""A quarter of a year, as the ledger is looked at. Pure."""

import re
from datetime import date

WRITTEN = re.compile(r"(20\d\d)Q([1-4])")
IN_WORDS = "一二三四"
Quarter = tuple[int, int]


def quarter_of(day: date) -> Quarter:
    return day.year, (day.month + 2) // 3


def read(text: str) -> Quarter | None:
    """As it is written: 2026Q1. None where it is no quarter."""
    found = WRITTEN.fullmatch(text)
    return (int(found[1]), int(found[2])) if found else None


def written(quarter: Quarter) -> str:
    return f"{quarter[0]}Q{quarter[1]}"


def in_words(quarter: Quarter) -> str:
    return f"{quarter[0]}年第{IN_WORDS[quarter[1] - 1]}季度"


def days(quarter: Quarter) -> tuple[date, date]:
    """Its first day, and the first after it."""
    year, number = quarter
    after = date(year + 1, 1, 1) if number == 4 else date(year, number * 3 + 1, 1)
    return date(year, number * 3 - 2, 1), after


def last_ones(day: date, count: int) -> list[Quarter]:
    """So many quarters, the latest first."""
    year, number = quarter_of(day)
    whole = year * 4 + number - 1
    return [((whole - ago) // 4, (whole - ago) % 4 + 1) for ago in range(count)]
