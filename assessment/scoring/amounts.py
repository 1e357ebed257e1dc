"""Exact numbers: read from text, counted with as fractions, rounded nowhere but where they are shown."""

import re
from fractions import Fraction

WRITTEN = re.compile(r"[-+]?\d{1,12}(\.\d{1,12})?%?")
KEPT = re.compile(r"-?\d{1,40}(/\d{1,40})?")
FULL = str.maketrans("０１２３４５６７８９．－＋％", "0123456789.-+%")


class Wrong(ValueError):
    """What was given cannot be counted; the message is a Chinese sentence that says how to mend it."""


def read(text: str) -> Fraction:
    """A number as people type it: 12.5, 93.6%. A per cent sign changes nothing: rates are in per cent."""
    said = str(text).strip().translate(FULL).replace(",", "")
    if not WRITTEN.fullmatch(said):
        raise Wrong(f"“{str(text)[:20]}”不是数字，像 12.5 这样写。")
    return Fraction(said.rstrip("%"))


def keep(number: Fraction) -> str:
    """Exactly, as it is stored: 27/2."""
    return str(number)


def kept(text: str) -> Fraction | None:
    """What was stored; None where nothing was."""
    return Fraction(text) if KEPT.fullmatch(text) else None


def rounded(number: Fraction, places: int = 2) -> Fraction:
    """Halves away from nought, as people do it."""
    scale = 10**places
    size = (abs(number) * scale * 2 + 1) // 2
    return Fraction(size if number >= 0 else -size, scale)


def shown(number: Fraction | None, places: int = 2) -> str:
    """With so many decimals; "——" where it is unknown."""
    if number is None:
        return "——"
    near = rounded(number, places)
    whole, rest = divmod(abs(near), 1)
    tail = f".{int(rest * 10**places):0{places}}" if places else ""
    return f"{'-' if near < 0 else ''}{whole}{tail}"


def plain(number: Fraction) -> str:
    """As short as it can be said in a formula: 12, 0.25, 93.6; at most four decimals."""
    text = shown(number, 4).rstrip("0").rstrip(".")
    return text if rounded(number, 4) == number else f"{text}…"
