"""Breaking Chinese text into lines: no stop at a line's beginning, no bracket at its end, no torn number."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

NOT_FIRST = frozenset("，。、；：？！）》」』】〕〉〗”’…—·％%‰℃,.;:?!)]}")
NOT_LAST = frozenset("（《「『【〔〈〖“‘([{￥¥$")


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character as it will be drawn: which part's face, how wide in points, and the link it bears."""

    char: str
    part: str
    width: float
    url: str = ""


def _is_latin(char: str) -> bool:
    return "!" <= char <= "~"


def _holds_together(before: str, after: str) -> bool:
    """Whether no line may end between two characters."""
    if after in NOT_FIRST or before in NOT_LAST:
        return before != " "
    return _is_latin(after) and (_is_latin(before) or (before in "表图" and after.isdigit()))


def _words(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    words: list[list[Glyph]] = []
    for glyph in glyphs:
        if words and _holds_together(words[-1][-1].char, glyph.char):
            words[-1].append(glyph)
        else:
            words.append([glyph])
    return words


def _pieces(word: list[Glyph], room: float) -> list[list[Glyph]]:
    """Return the word whole, or cut at the edge if no line could hold it."""
    if width_of(word) <= room:
        return [word]
    pieces: list[list[Glyph]] = [[]]
    for glyph in word:
        if pieces[-1] and width_of(pieces[-1]) + glyph.width > room:
            pieces.append([])
        pieces[-1].append(glyph)
    return pieces


def width_of(glyphs: Iterable[Glyph]) -> float:
    """Return the width in points."""
    return sum(glyph.width for glyph in glyphs)


def break_lines(glyphs: Iterable[Glyph], room: float, first_indent: float = 0.0) -> list[list[Glyph]]:
    """Return the lines of a paragraph; always at least one, which may be empty."""
    lines: list[list[Glyph]] = [[]]
    left = room - first_indent
    for word in _words(glyphs):
        for piece in _pieces(word, min(room, room - first_indent)):
            width = width_of(piece)
            # A hundredth of a point is rounding: 28 characters of 1/28 line each must fit.
            if lines[-1] and width > left + 0.01:
                lines.append([])
                left = room
            if lines[-1] or piece[0].char != " ":
                lines[-1].extend(piece)
                left -= width
    return lines
