"""A block pasted from Excel (U3): rows of cells between tabs, the first cell names the item. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

MOST_ROWS, MOST_COLUMNS = 50, 8
LABEL, VALUE, REASON = "填报项", "数值", "原因"
HEADS = {
    **dict.fromkeys(("填报项", "项目", "指标", "名称"), LABEL),
    **dict.fromkeys(("数值", "本季度", "本季", "报的", "完成情况"), VALUE),
    **dict.fromkeys(("原因", "说明", "备注"), REASON),
}
USUAL = {LABEL: 0, VALUE: 1, REASON: 2}


@dataclass(frozen=True)
class Line:
    """One row of the block: its number there, and what it says of which item."""

    number: int
    label: str
    value: str
    reason: str


class Unreadable(ValueError):
    """The block as a whole cannot be taken; the message says why."""


def lines_of(block: str) -> Iterator[Line]:
    """The rows, by a head where there is one. Raises Unreadable."""
    cells = [[cell.strip() for cell in line.split("\t")] for line in block.splitlines() if line.strip()]
    if len(cells) > MOST_ROWS + 1:
        raise Unreadable(f"一次最多粘贴 {MOST_ROWS} 行，这里有 {len(cells)} 行。分几次粘贴。")
    if any(len(row) > MOST_COLUMNS for row in cells):
        raise Unreadable(f"一行最多 {MOST_COLUMNS} 列。只复制填报项、数值和原因几列。")
    if not any(len(row) > 1 for row in cells):
        raise Unreadable("没有认出列。在 Excel 里选中几列，复制，再粘贴到这里。")
    places = heads_in(cells[0])
    for number, row in enumerate(cells, start=1):
        if places and number == 1:
            continue
        said = {name: cell_at(row, place) for name, place in (places or USUAL).items()}
        yield Line(number, said[LABEL], said[VALUE], said.get(REASON, ""))


def heads_in(row: list[str]) -> dict[str, int]:
    """Where the columns are, where the first row is a head that names at least item and value."""
    found = {HEADS[cell]: place for place, cell in reversed(list(enumerate(row))) if cell in HEADS}
    return found if {LABEL, VALUE} <= found.keys() else {}


def cell_at(row: list[str], place: int) -> str:
    return row[place] if place < len(row) else ""
