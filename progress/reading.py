"""What people type or paste as a value, read by the item's own unit: 万元, %, 人次, days. Pure."""

import re
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

MONEY = {"元": Decimal(1), "万元": Decimal(10_000), "亿元": Decimal(100_000_000)}
SHORT = {"万": "万元", "亿": "亿元", "％": "%"}
DAY = "日期"
WRITTEN = re.compile(r"([-+]?[\d,]*\.?\d+)\s*(\D*)")
DAYS = re.compile(r"(20\d\d)[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
EXCEL_FIRST, EXCEL_LAST = 36_526, 73_050  # days as Excel counts them, from 2000 to 2099
FULL = str.maketrans("０１２３４５６７８９．，－＋", "0123456789.,-+")
LONGEST = 500


def number(text: str, measure: str) -> str:
    """The number in the item's unit, as it is kept. Raises ValueError with a Chinese sentence."""
    said = text.strip().translate(FULL)
    found = WRITTEN.fullmatch(said)
    if not found:
        raise ValueError(f"“{text[:20]}”不是数字，只写数，比如 12.5。")
    try:
        amount = Decimal(found[1].replace(",", ""))
    except InvalidOperation as error:
        raise ValueError(f"“{text[:20]}”不是数字，只写数，比如 12.5。") from error
    return plain(in_measure(amount, SHORT.get(found[2].strip(), found[2].strip()), measure, text))


def in_measure(amount: Decimal, said: str, measure: str, text: str) -> Decimal:
    """The amount in the item's unit, where it was written in another that means the same."""
    if said in ("", measure):
        return amount
    if said in MONEY and measure in MONEY:
        return amount * MONEY[said] / MONEY[measure]
    raise ValueError(f"“{text[:20]}”的单位是{said[:8]}，这一项的单位是{measure or '没有单位'}。")


def plain(amount: Decimal) -> str:
    """Without an exponent, and without zeros that say nothing."""
    if abs(amount) >= Decimal(10) ** 15:
        raise ValueError("这个数太大，检查一下位数和单位。")
    written = f"{amount:f}"
    return written.rstrip("0").rstrip(".") if "." in written else written


def day(text: str) -> str:
    """A day, as it is kept: 2026-03-05. Excel's own counting of days is read, too."""
    said = text.strip().translate(FULL)
    if said.isascii() and said.isdigit() and EXCEL_FIRST <= int(said[:9]) <= EXCEL_LAST:
        return (date(1899, 12, 30) + timedelta(days=int(said))).isoformat()
    found = DAYS.fullmatch(said)
    try:
        return date(*map(int, found.groups())).isoformat() if found else wrong_day(text)
    except ValueError as error:
        raise ValueError(f"“{text[:20]}”不是日期，像 2026-03-05 这样写。") from error


def wrong_day(text: str) -> str:
    raise ValueError(f"“{text[:20]}”不是日期，像 2026-03-05 这样写。")


def value_of(text: str, *, is_number: bool, measure: str) -> str:
    """What is kept of what was typed. Raises ValueError with a Chinese sentence."""
    said = text.strip()
    if len(said) > LONGEST:
        raise ValueError(f"写了 {len(said)} 个字，最多 {LONGEST} 个字。删短一点。")
    if measure == DAY:
        return day(said)
    return number(said, measure) if is_number else said
