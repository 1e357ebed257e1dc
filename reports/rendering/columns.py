"""How wide the columns of a printed table are, and how large its letters may be."""

from __future__ import annotations

from reports.document import Table
from reports.rendering.page import TABLE_POINTS, em_width

MARGIN_EM = 0.8  # both sides of a cell together
NARROWEST_TEXT_EM, NARROWEST_HEAD_EM = 4.0, 2.0
WIDEST_EM = 24.0


def _demands(table: Table) -> list[tuple[float, float]]:
    """Return the least and the natural width of each column in characters; numbers are never broken."""
    demands = []
    for index, column in enumerate(table.columns):
        longest = max((em_width(row[index].text) for row in table.rows), default=0)
        head = em_width(column.head)
        natural = min(max(longest, head), WIDEST_EM)
        is_text = column.kind == "text"
        least = max(
            min(natural, NARROWEST_TEXT_EM) if is_text else min(longest, WIDEST_EM), NARROWEST_HEAD_EM
        )
        demands.append((least + MARGIN_EM, max(natural, least) + MARGIN_EM))
    return demands


def fitted_columns(table: Table, width_points: float) -> tuple[float, list[float]]:
    """Return the letter size and the column widths, both in points, that fill the width exactly."""
    demands = _demands(table)
    least = sum(low for low, _ in demands)
    size = next((size for size in TABLE_POINTS if least * size <= width_points), TABLE_POINTS[-1])
    spare = max(width_points / size - least, 0.0)
    wishes = sum(high - low for low, high in demands)
    share = min(spare / wishes, 1.0) if wishes else 0.0
    widths = [low + (high - low) * share for low, high in demands]
    scale = width_points / sum(widths)
    return size, [width * scale for width in widths]
