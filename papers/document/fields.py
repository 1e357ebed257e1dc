"""How papers say days and where they are signed and filled in: what every kind of paper shares. Pure."""

from datetime import date

from papers.document.forms import Grid, Part, Seal

FIELDS = (5, 9, 5, 9)  # two labelled fields in a row
TO_SIGN, TO_DATE = "________________", "____年____月____日"
FIRST_AND_THIRD = frozenset({0, 2})


def said_day(day: date | None) -> str:
    """2026年3月5日; nothing where there is none."""
    return f"{day.year}年{day.month}月{day.day}日" if day else ""


def frame(*rows: tuple[str, ...]) -> Grid:
    """Labelled fields: two of them in a row, or one across."""
    return Grid(FIELDS, rows, FIRST_AND_THIRD)


def seal_of(organ: str, day: date | None) -> tuple[Part, ...]:
    """The organ's name above the day, where its seal goes."""
    return (Seal(organ, said_day(day) or TO_DATE),)
