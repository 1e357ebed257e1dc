"""Numbers that name a person or a body, and how to tell them from others (domain.md 4.2-4.4). Pure."""

import re
from datetime import date

WIDE = {ord("０") + n: str(n) for n in range(10)}
WIDE |= {ord("Ａ") + n: chr(ord("A") + n) for n in range(26)}
WIDE |= {ord("ａ") + n: chr(ord("a") + n) for n in range(26)}
WIDE |= {
    ord("－"): "-",
    ord("—"): "-",
    ord("–"): "-",
    ord("　"): " ",
    ord("（"): "(",
    ord("）"): ")",
    ord("＋"): "+",
}

ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
ID_CHECKS = "10X98765432"
USCC_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
USCC_WEIGHTS = tuple(pow(3, place, 31) for place in range(17))
# A number of 15 digits is of somebody born before 1999 and alive; our codes of grids have 15 digits too.
OLDEST_OF_15 = 25

MOBILE = re.compile(r"1[3-9]\d{9}")
LANDLINE = re.compile(r"(0[12]\d|0[3-9]\d{2})(\d{7,8})")


def narrow(text: str) -> str:
    """The text with full-width digits, letters and dashes made plain; as long as before, sign by sign."""
    return text.translate(WIDE)


def bare(text: str) -> str:
    """A number without the spaces, dashes and brackets that people put in; a small x made large."""
    return re.sub(r"[\s\-()·.]", "", narrow(text)).upper()


def phone_of(text: str) -> str:
    """A phone number as we keep it: its digits, without the country's 86."""
    digits = bare(text)
    return re.sub(r"^(\+|00)?86(?=1[3-9]\d{9}$)", "", digits)


def is_mobile(number: str) -> bool:
    return bool(MOBILE.fullmatch(number))


def is_landline(number: str) -> bool:
    """A number at home or in an office, with its area code."""
    return bool(LANDLINE.fullmatch(number))


def id_check(body: str) -> str:
    """The last sign of a resident's number, from the 17 digits before it."""
    return ID_CHECKS[sum(int(digit) * weight for digit, weight in zip(body, ID_WEIGHTS, strict=True)) % 11]


def is_id_number(number: str) -> bool:
    """A resident's number of 18 signs: the day of birth exists, the check is right (GB 11643).

    Its first six digits may be of a division that is no more.
    """
    if not re.fullmatch(r"[1-9]\d{16}[\dX]", number, re.ASCII):
        return False
    return is_day(number[6:14]) and id_check(number[:17]) == number[17]


def is_old_id_number(number: str) -> bool:
    """A resident's number of 15 digits, as given out until 1999. It carries no check."""
    if not re.fullmatch(r"[1-9]\d{14}", number, re.ASCII):
        return False
    return int(number[6:8]) >= OLDEST_OF_15 and is_day(f"19{number[6:12]}")


def is_day(digits: str) -> bool:
    """Does such a day exist, since 1800? One that is still to come is refused by whoever knows today."""
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:])).year >= 1800
    except ValueError:
        return False


def is_uscc(code: str) -> bool:
    """A body's unified social credit code: 18 signs, the last a check (GB 32100-2015)."""
    if len(code) != 18 or any(sign not in USCC_SIGNS for sign in code):
        return False
    total = sum(USCC_SIGNS.index(sign) * weight for sign, weight in zip(code, USCC_WEIGHTS, strict=False))
    return USCC_SIGNS[(31 - total % 31) % 31] == code[17]


def is_bank_card(number: str) -> bool:
    """A card's number as issued here, its check right (Luhn)."""
    if not re.fullmatch(r"(62|4|5[1-5]|9558)\d+", number, re.ASCII) or not 16 <= len(number) <= 19:
        return False
    doubled = (int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(number)))
    return sum(value - 9 * (value > 9) for value in doubled) % 10 == 0
