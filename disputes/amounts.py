"""Money as an agreement writes it: in capitals beside the figures, that no stroke may change. Pure."""

import re
from decimal import Decimal

DIGITS = "零壹贰叁肆伍陆柒捌玖"
SMALL = ("", "拾", "佰", "仟")
LARGE = ("", "万", "亿", "万亿")
CAPITALS = r"[零壹贰叁肆伍陆柒捌玖拾佰仟万亿]+元(?:[整正]|[零壹贰叁肆伍陆柒捌玖角分]+)?"
FIGURES = r"[0-9][0-9,]*(?:\.[0-9]{1,2})?"
# 3,000.00 元（大写：叁仟元整）, or the other way round.
BESIDE = re.compile(
    rf"(?P<figures>{FIGURES})(?: ?元[（(，]?|[（(])(?:人民币)?(?:大写)?[：:]?(?P<capitals>{CAPITALS})"
    rf"|(?P<before>{CAPITALS})[（(，](?:小写)?[：:]?[￥¥]?(?P<after>{FIGURES})"
)
WRITTEN = re.compile(
    r"(?:(?P<yuan>[零壹贰叁肆伍陆柒捌玖拾佰仟万亿]+)元)?"
    r"(?:整|零?(?:(?P<jiao>[壹贰叁肆伍陆柒捌玖])角)?(?:(?P<fen>[壹贰叁肆伍陆柒捌玖])分)?)"
)


def in_capitals(amount: Decimal) -> str:
    """The amount in yuan, in capitals: 3000 is 叁仟元整, 1005.2 is 壹仟零伍元贰角."""
    yuan, cents = divmod(int((amount * 100).to_integral_value()), 100)
    whole = f"{counted(yuan)}元" if yuan else ""
    jiao, fen = divmod(cents, 10)
    if not cents:
        return f"{whole or '零元'}整"
    tail = f"{DIGITS[jiao]}角" if jiao else ("零" if yuan else "")
    return f"{whole}{tail}" + (f"{DIGITS[fen]}分" if fen else "")


def counted(number: int) -> str:
    """A whole number in capitals; one zero stands for any run of them, none at the end."""
    groups = []
    for name in LARGE:
        number, rest = divmod(number, 10_000)
        groups.append((rest, name))
        if not number:
            break
    said = ""
    for rest, name in reversed(groups):
        if rest:
            said += ("零" if said and rest < 1000 else "") + group(rest) + name
    return said


def group(rest: int) -> str:
    """Up to four digits."""
    said, gap = "", False
    for place in range(3, -1, -1):
        digit = rest // 10**place % 10
        if digit:
            said += ("零" if gap and said else "") + DIGITS[digit] + SMALL[place]
        gap = not digit
    return said


def read_capitals(said: str) -> Decimal:
    """The amount in yuan that capitals say: what `in_capitals` wrote, read back. Raises ValueError."""
    found = WRITTEN.fullmatch(said)
    if not found or not said:
        raise ValueError(f"not an amount in capitals: {said!r}")
    whole, jiao, fen = found["yuan"] or "", found["jiao"] or "零", found["fen"] or "零"
    yuan, rest = 0, whole
    for name in reversed(LARGE[1:]):
        if name in rest:
            group, _, rest = rest.partition(name)
            yuan += units(group) * 10_000 ** LARGE.index(name)
    cents = (yuan + units(rest)) * 100 + DIGITS.index(jiao) * 10 + DIGITS.index(fen)
    return Decimal(cents) / 100


def differing(text: str) -> str:
    """The first place in a text where figures and the capitals beside them are not the same number (M3)."""
    for found in BESIDE.finditer(text):
        figures, capitals = found["figures"] or found["after"], found["capitals"] or found["before"]
        try:
            same = Decimal(figures.replace(",", "")) == read_capitals(capitals.replace("正", "整"))
        except (ValueError, ArithmeticError):
            same = False
        if not same:
            return found[0]
    return ""


def units(group: str) -> int:
    """Up to four digits in capitals, as a number."""
    total, digit = 0, 0
    for sign in group:
        if sign in DIGITS:
            digit = DIGITS.index(sign)
        else:
            total, digit = total + digit * 10 ** SMALL.index(sign), 0
    return total + digit
