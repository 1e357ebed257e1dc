"""What in a text names a person, an account or a body by number, and marks of state secrets. Pure.

Found in what people write and in names of files, with the spaces, dashes and full-width digits that they
put in. A name or an address in a sentence is not found: no rule tells one from other words.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from security.identifiers import (
    bare,
    is_bank_card,
    is_id_number,
    is_landline,
    is_mobile,
    is_old_id_number,
    is_uscc,
    narrow,
    phone_of,
)


class What(StrEnum):
    """The kinds of things that are found, by the words in which we tell of them."""

    CLASSIFIED = "密级标志"
    ID_NUMBER = "身份证号"
    BODY_CODE = "统一社会信用代码"
    BANK_CARD = "银行卡号"
    MOBILE = "手机号"
    LANDLINE = "固定电话"


# Said before a text is kept. Offices' own telephones stand in half of all notes: they are no news.
WARNED = frozenset(What) - {What.LANDLINE}
# Taken out of what is kept without names, and of what is logged.
IDENTIFYING = frozenset(What) - {What.CLASSIFIED}


@dataclass(frozen=True)
class Finding:
    """Where something stands in the text: what it is, from where, to where. Never the value."""

    what: What
    start: int
    end: int


def joined(*parts: str) -> str:
    """A pattern of these parts with at most two spaces, dashes or dots between them."""
    return r"[ \-.·]{0,2}".join(parts)


def digits(count: int) -> str:
    """A pattern of so many digits."""
    return joined(*[r"\d"] * count)


# A number begins where no other goes on. In the lookahead, so that one may begin inside another's try.
BEGIN, END = r"(?<![0-9A-Za-z])", r"(?![0-9A-Za-z])"
PATTERNS: tuple[tuple[What, str, Callable[[str], bool]], ...] = (
    (What.ID_NUMBER, BEGIN + joined(digits(17), r"[\dXx]") + END, is_id_number),
    (What.BODY_CODE, BEGIN + r"[0-9A-Z]{2}[ \-]?\d{6}[ \-]?[0-9A-Z]{9}[ \-]?[0-9A-Z]" + END, is_uscc),
    (What.BANK_CARD, BEGIN + digits(16) + r"(?:[ \-]?\d){0,3}" + END, is_bank_card),
    (What.ID_NUMBER, BEGIN + digits(15) + END, is_old_id_number),
    (
        What.MOBILE,
        r"(?<!\d)(?:\+?86[ \-]?)?" + joined(r"1[3-9]", digits(9)) + r"(?!\d)",
        lambda number: is_mobile(phone_of(number)),
    ),
    (What.LANDLINE, r"(?<!\d)\(?0\d{2,3}[ )\-]{0,2}\d{7,8}(?!\d)", is_landline),
)
COMPILED = [(what, re.compile(f"(?=({pattern}))", re.ASCII), good) for what, pattern, good in PATTERNS]
MARK = re.compile(joined("[绝机秘]", "密") + r"\s?[★☆]")
# Where a number may stand: looking for it in these parts alone takes a tenth of the time.
PART = re.compile(r"[0-9A-Za-z +().\-·]{8,}")
FEWEST_DIGITS = 8


def find(text: str) -> list[Finding]:
    """All that is found, in the order of the text. Where two overlap the first in PATTERNS is meant."""
    plain = narrow(text)
    found = [Finding(What.CLASSIFIED, *match.span()) for match in MARK.finditer(plain)]
    for part in PART.finditer(plain):
        if sum(sign in "0123456789" for sign in part[0]) >= FEWEST_DIGITS:
            found += numbers(part[0], part.start())
    return sorted(found, key=lambda finding: finding.start)


def numbers(part: str, start: int) -> list[Finding]:
    """The numbers in a part of a text that begins there."""
    found: list[Finding] = []
    for what, pattern, good in COMPILED:
        for match in pattern.finditer(part):
            here = Finding(what, start + match.start(1), start + match.end(1))
            free = all(here.end <= other.start or other.end <= here.start for other in found)
            if free and good(bare(match[1])):
                found.append(here)
    return found


def told(findings: Iterable[Finding]) -> str:
    """What and how many, in words, and nothing of the values: 1 个身份证号、2 个手机号."""
    counted = Counter(finding.what for finding in findings)
    return "、".join(f"{counted[what]} 个{what}" for what in What if counted[what])


def masked(text: str) -> str:
    """The text with a word in the place of each number that names somebody: 〔手机号〕."""
    found = [finding for finding in find(text) if finding.what in IDENTIFYING]
    if not found:
        return text
    kept = [text[: found[0].start]]
    for this, after in pairwise([*found, Finding(What.CLASSIFIED, len(text), len(text))]):
        kept.append(f"〔{this.what}〕{text[this.end : after.start]}")
    return "".join(kept)
