"""What a form costs those who fill it in (F5): columns × units × times × minutes. Pure."""

from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from admission.workflow import Rhythm

ONCE = "once"


def period_of(rhythm: str, day: date) -> str:
    """The period that is asked about on this day, as it is kept: 2026-11, 2026Q4, 2026, or once."""
    return {
        Rhythm.ONCE: ONCE,
        Rhythm.MONTHLY: f"{day:%Y-%m}",
        Rhythm.QUARTERLY: f"{day.year}Q{(day.month + 2) // 3}",
        Rhythm.YEARLY: f"{day.year}",
    }[Rhythm(rhythm)]


def in_words(period: str) -> str:
    """As people read it."""
    if period == ONCE:
        return "这一次"
    if "Q" in period:
        return f"{period[:4]}年第{'一二三四'[int(period[5]) - 1]}季度"
    return f"{period[:4]}年{int(period[5:])}月" if "-" in period else f"{period}年"


def times(rhythm: str, since: date, until: date, year: int | None = None) -> int:
    """How often it is asked between these days, both included; of them, how often in this year."""
    if until < since:
        return 0
    if rhythm == Rhythm.ONCE:
        return int(year in (None, since.year))
    if year is not None:
        since, until = max(since, date(year, 1, 1)), min(until, date(year, 12, 31))
    found, day = set(), since
    while day <= until:
        found.add(period_of(rhythm, day))
        day = (day.replace(day=1) + timedelta(days=32)).replace(day=1)
    return len(found)


def cost(columns: int, units: int, often: int, minutes: Decimal) -> Decimal:
    """Minutes of work of all who are asked, together."""
    return columns * units * often * minutes


def hours(minutes: Decimal) -> Decimal:
    """In hours, to one decimal, halves up."""
    return (minutes / 60).quantize(Decimal("0.1"), ROUND_HALF_UP)
