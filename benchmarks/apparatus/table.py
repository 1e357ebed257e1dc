"""Tables for a terminal in which a Chinese character is as wide as two letters."""

from collections.abc import Sequence
from unicodedata import east_asian_width

from benchmarks.apparatus.rows import Cell, Row


def table(rows: Sequence[Row]) -> str:
    """The rows' figures, a column for each name in the order of their first coming."""
    columns = list(dict.fromkeys(name for row in rows for name in row.cells))
    lines = [["", *columns]]
    lines += [[row.name, *(written(row.cells.get(name)) for name in columns)] for row in rows]
    return aligned(lines)


def promises(rows: Sequence[Row]) -> str:
    """Each promise with its figure, and whether it is kept."""
    checks = [(row.name, check) for row in rows for check in row.checks]
    lines = [["", "要求", "量得", "上限", "结论"]]
    lines += [
        [name, check.what, written(check.figure), f"{check.most:g} {check.unit}", verdict(check.kept)]
        for name, check in checks
    ]
    return aligned(lines) if checks else ""


def verdict(kept: bool) -> str:
    return "达到" if kept else "未达到"


def written(cell: Cell) -> str:
    """A figure as people read it: three digits that matter; nothing where it was not measured."""
    if isinstance(cell, float):
        return f"{cell:.0f}" if abs(cell) >= 100 else f"{cell:.1f}" if abs(cell) >= 10 else f"{cell:.2f}"
    return "" if cell is None else str(cell)


def aligned(lines: Sequence[Sequence[str]]) -> str:
    """Columns under each other, the first to the left, the others to the right."""
    widths = [max(width(line[place]) for line in lines) for place in range(len(lines[0]))]
    return "\n".join(
        "  ".join(
            cell + blank if place == 0 else blank + cell
            for place, cell in enumerate(line)
            for blank in [" " * (widths[place] - width(cell))]
        ).rstrip()
        for line in lines
    )


def width(text: str) -> int:
    """How many columns the text takes."""
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)
