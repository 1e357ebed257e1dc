"""The page of GB/T 9704-2012: one set of measures for Word and PDF (domain 7.1, 7.2).

Lengths are in millimetres, points (1/72 inch) or twips (1/20 point), as the name says.
"""

from __future__ import annotations

import unicodedata
from datetime import date
from math import floor

POINTS_PER_MM = 72 / 25.4
TWIPS_PER_POINT = 20

PAPER_MM = (210.0, 297.0)
TOP_MM, BOTTOM_MM, LEFT_MM, RIGHT_MM = 37.0, 35.0, 28.0, 26.0
TEXT_WIDTH_MM = PAPER_MM[0] - LEFT_MM - RIGHT_MM
TEXT_HEIGHT_MM = PAPER_MM[1] - TOP_MM - BOTTOM_MM
# The dash of the page number lies 7 mm below the text (7.5 of the standard); half a footer line is 3 mm.
FOOTER_MM = BOTTOM_MM - 7 - 3

LINES, CHARACTERS = 22, 28
LINE_POINTS = 28.95  # 225 mm / 22 = 28.99 pt, rounded down so that the 22nd line still fits
LINE_TWIPS = round(LINE_POINTS * TWIPS_PER_POINT)

BODY_POINTS, TITLE_POINTS, PAGE_NUMBER_POINTS = 16.0, 22.0, 14.0  # 3号, 2号, 4号
CAPTION_POINTS, NOTE_POINTS = 12.0, 10.5  # 小4号, 5号
TABLE_POINTS = (12.0, 10.5, 9.0, 7.5, 6.0)  # tried in turn until the columns fit

LETTERHEAD_POINTS = 36.0  # 小初; the standard leaves it to the organ
LEAST_POINTS = 18.0
LETTERHEAD_MM = 35.0  # from the top of the text to the top of 发文机关标志
RED_LINE_MM = 4.0  # from the number down to the red line
RED = (224, 0, 0)
RED_LINE_POINTS = 1.5

CHARACTER_POINTS = TEXT_WIDTH_MM * POINTS_PER_MM / CHARACTERS  # 15.79: a little less than 3号 itself
# In 1/4096 pt. 28 pitches must not exceed the text width, so the next value below that lets Word round.
CHARACTER_SPACE = -848


def em_width(text: str) -> float:
    """Return how many Chinese characters wide a text is; letters and digits count half."""
    wide = sum(unicodedata.east_asian_width(char) in "WFA" for char in text)
    return wide + (len(text) - wide) / 2


def chinese_date(day: date) -> str:
    """Return a date as official papers write it, without leading zeros: 2026年3月5日."""
    return f"{day.year}年{day.month}月{day.day}日"


def signature_indents(organ: str, day: str) -> tuple[float, float]:
    """Return how far organ and date stand from the right edge, in characters, on a paper without a seal.

    The organ stands 2 characters from the edge and the date begins 2 characters right of the organ's
    beginning; a date longer than the organ stands 2 from the edge itself and pushes the organ left (7.2).
    """
    organ_width, day_width = em_width(organ), em_width(day)
    if day_width > organ_width:
        return 2 + day_width + 2 - organ_width, 2
    return 2, organ_width - day_width


def sealed_indents(lines: tuple[str, str]) -> tuple[float, float]:
    """Return how far organ and date stand from the right edge, in characters, on a paper with a seal.

    The date stands 4 characters from the edge, and the organ's name is centred over it, for the seal to cover
    both; a name too long for that reaches to the edge, and the date stays below its middle (7.2).
    """
    organ_width, day_width = map(em_width, lines)
    over = (organ_width - day_width) / 2
    day = max(4.0, over)
    return day - over, day


def letterhead_points(organ: str) -> float:
    """Return the size of 发文机关标志 in points: as large as a line holds, at most 小初 (7.2)."""
    tenths = floor(10 * TEXT_WIDTH_MM * POINTS_PER_MM / max(em_width(organ), 1))  # never wider than the line
    return max(LEAST_POINTS, min(LETTERHEAD_POINTS, tenths / 10))


def is_web_address(url: str) -> bool:
    """Whether a link may go into a file: only absolute http addresses, never scripts or local files."""
    return url.startswith(("https://", "http://")) and not any(char.isspace() for char in url)
