"""How wide the columns of a printed table are, and how large its letters may be."""

from __future__ import annotations

from papers.document import Table
from papers.rendering.page import TABLE_POINTS

MARGIN_EM = 0.8  # both sides of a cell together
NARROWEST_TEXT_EM, NARROWEST_HEAD_EM = 4.0, 2.0
HEAD_LINE_EM = 0.5  # a long head stands in two lines, so that the rows need not
WIDEST_EM = 24.0
READABLE = TABLE_POINTS[:2]  # rather 5号 in one line than 小4号 in two


def print_width(text: str) -> float:
    """Return how wide a text prints at most, in characters: digits take over half of one, % nearly one."""
    latin = sum(char < "\u2000" for char in text)
    return len(text) - latin * 0.44 + 0.4 * text.count("%")


def _demands(table: Table, *, whole: bool) -> list[tuple[float, float]]:
    """Return the least and the natural width of each column in characters.

    Numbers are never broken; of words only where the rows need not be `whole`.
    """
    demands = []
    for index, column in enumerate(table.columns):
        longest = max((print_width(row[index].text) for row in table.rows), default=0)
        head = min(print_width(column.head), HEAD_LINE_EM + print_width(column.head) / 2)
        natural = min(max(longest, head), WIDEST_EM)
        is_text = column.kind == "text"
        least = max(
            min(natural, NARROWEST_TEXT_EM) if is_text and not whole else min(longest, WIDEST_EM),
            NARROWEST_HEAD_EM,
        )
        demands.append((least + MARGIN_EM, max(natural, least) + MARGIN_EM))
    return demands


def fitted_columns(table: Table, width_points: float) -> tuple[float, list[float]]:
    """Return the letter size and the column widths, both in points, that fill the width exactly."""
    whole, broken = _demands(table, whole=True), _demands(table, whole=False)
    tried = [(size, whole) for size in READABLE] + [(size, broken) for size in TABLE_POINTS]
    fitting = (each for each in tried if sum(low for low, _ in each[1]) * each[0] <= width_points)
    size, demands = next(fitting, tried[-1])
    least = sum(low for low, _ in demands)
    spare = max(width_points / size - least, 0.0)
    wishes = sum(high - low for low, high in demands)
    share = min(spare / wishes, 1.0) if wishes else 0.0
    widths = [low + (high - low) * share for low, high in demands]
    scale = width_points / sum(widths)
    return size, [width * scale for width in widths]
