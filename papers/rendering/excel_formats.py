"""How a figure looks in Excel: a number format under which the number shows the very words of the report."""

from __future__ import annotations

import math
import re
from decimal import ROUND_HALF_UP, Decimal

from papers.document import Cell, ColumnKind

KIND_FORMATS: dict[ColumnKind, str] = {"text": "General", "count": "#,##0", "rate": "0.0%", "duration": "0.0"}
SHOWN = re.compile(r"(\+?)-?([\d,]*\d)(?:\.(\d+))?(%?)")
MOST_DIGITS = 15  # a spreadsheet forgets the rest


def is_calculable(cell: Cell) -> bool:
    """Whether Excel can hold the cell's value as a number without losing a digit."""
    value = cell.value
    if isinstance(value, int):
        return abs(value) < 10**MOST_DIGITS
    return isinstance(value, (float, Decimal)) and math.isfinite(value)


def number_format(cell: Cell, kind: ColumnKind) -> tuple[str, bool]:
    """Return the number format, and whether the number then reads exactly as the report writes it."""
    match = SHOWN.fullmatch(cell.text)
    if not match:
        return KIND_FORMATS[kind], False
    plus, whole, decimals, percent = match.groups()
    places = len(decimals or "")
    thousands = "," in whole or (kind == "count" and not percent)
    form = ("#,##0" if thousands else "0") + (f".{'0' * places}" if places else "") + percent
    if _shown(cell, places, percent, thousands=thousands) != cell.text.removeprefix("+"):
        return KIND_FORMATS[kind], False
    return (f"+{form};-{form};{form}" if plus else form), True


def _shown(cell: Cell, places: int, percent: str, *, thousands: bool) -> str:
    """Return the number as Excel rounds and writes it."""
    exact = Decimal(str(cell.value)) * (100 if percent else 1)
    rounded = exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return f"{rounded:,}{percent}" if thousands else f"{rounded}{percent}"


def sheet_name(wanted: str, taken: set[str]) -> str:
    """Return a name Excel accepts: at most 31 characters, none of []:*?/\\, no edge quotes, not yet taken."""
    plain = re.sub(r"[\[\]:*?/\\\x00-\x1f]", " ", wanted).strip().strip("'").strip() or "表"
    name, number = plain[:31], 1
    while name.casefold() in taken or name.casefold() == "history":
        number += 1
        name = f"{plain[: 31 - len(str(number)) - 1]}_{number}"
    taken.add(name.casefold())
    return name
