"""The stored form of a block: JSON that loses nothing, whatever database column it lies in.

Numbers travel as text beside their type: jsonb would turn the float 1e22 into an int and has no Decimal.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any, cast

from papers.document.blocks import Block, Cell, Chart, Column, Heading, Paragraph, Table, Value

_READ: dict[str, Callable[[str], Value]] = {"int": int, "float": float, "decimal": Decimal, "text": str}


def _dump_value(value: Value) -> list[str] | None:
    match value:
        case None:
            return None
        case int():
            return ["int", str(value)]
        case float():
            return ["float", repr(value)]
        case Decimal():
            return ["decimal", str(value)]
        case _:
            return ["text", value]


def _load_value(data: list[str] | None) -> Value:
    if data is None:
        return None
    kind, text = data
    return _READ[kind](text)


def _load_height(data: list[str] | None) -> float | None:
    return cast("float | None", _load_value(data))


def _dump_cell(cell: Cell) -> dict[str, Any]:
    return {"value": _dump_value(cell.value), "text": cell.text, "url": cell.url}


def _load_cell(data: dict[str, Any]) -> Cell:
    return Cell(_load_value(data["value"]), data["text"], data["url"])


def block_to_json(block: Block) -> dict[str, Any]:
    """Return a block as plain JSON values."""
    match block:
        case Heading():
            return {"block": "heading", "level": block.level, "text": block.text}
        case Paragraph():
            parts = [_dump_cell(part) if isinstance(part, Cell) else part for part in block.parts]
            return {"block": "paragraph", "parts": parts}
        case Table():
            return {
                "block": "table",
                "title": block.title,
                "columns": [[column.title, column.unit, column.kind] for column in block.columns],
                "rows": [[_dump_cell(cell) for cell in row] for row in block.rows],
                "note": block.note,
            }
        case Chart():
            return {
                "block": "chart",
                "title": block.title,
                "kind": block.kind,
                "categories": list(block.categories),
                "series": [[name, [_dump_value(value) for value in values]] for name, values in block.series],
                "unit": block.unit,
            }


def block_from_json(data: dict[str, Any]) -> Block:
    """Return the block that `block_to_json` wrote; raises ValueError for an unknown one."""
    match data["block"]:
        case "heading":
            return Heading(data["level"], data["text"])
        case "paragraph":
            parts = (part if isinstance(part, str) else _load_cell(part) for part in data["parts"])
            return Paragraph(tuple(parts))
        case "table":
            columns = tuple(Column(*column) for column in data["columns"])
            rows = tuple(tuple(_load_cell(cell) for cell in row) for row in data["rows"])
            return Table(data["title"], columns, rows, data["note"])
        case "chart":
            series = tuple((name, tuple(map(_load_height, values))) for name, values in data["series"])
            return Chart(data["title"], data["kind"], tuple(data["categories"]), series, data["unit"])
        case other:
            raise ValueError(f"报告里有一段认不出：{other}")
