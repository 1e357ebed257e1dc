"""The blocks a report is made of: headings, paragraphs, tables and charts, with figures in cells."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, get_args

ColumnKind = Literal["text", "count", "rate", "duration"]
ChartKind = Literal["bar", "line"]
Value = int | float | Decimal | str | None

UNKNOWN = "——"


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure or word: its value, the text that is shown for it and, if any, the address of its rows.

    A rate is stored as a fraction (0.936) and shown as a percentage ("93.6%"). A value that was not
    collected is None and shown as "——", never as 0 (ux 6.2).
    """

    value: Value
    text: str = UNKNOWN
    url: str = ""

    def __post_init__(self) -> None:
        if isinstance(self.value, bool):
            raise TypeError("a cell holds a number, a text or None, not a bool")

    @property
    def is_number(self) -> bool:
        """Whether a spreadsheet may calculate with the value."""
        return isinstance(self.value, (int, float, Decimal))


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 4, without its number: 一、（一）1. and（1）are set by the renderer."""

    level: int
    text: str

    def __post_init__(self) -> None:
        if self.level not in {1, 2, 3, 4}:
            raise ValueError(f"a heading has level 1 to 4, not {self.level}")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text in parts, so that a figure within a sentence keeps its value and its rows."""

    parts: tuple[str | Cell, ...]

    @property
    def text(self) -> str:
        """The paragraph as it is read."""
        return "".join(part.text if isinstance(part, Cell) else part for part in self.parts)


@dataclass(frozen=True, slots=True)
class Column:
    """The head of a table column; the unit stands in the head (ux 6.2), the kind says how it is set."""

    title: str
    unit: str = ""
    kind: ColumnKind = "text"

    def __post_init__(self) -> None:
        if self.kind not in get_args(ColumnKind):
            raise ValueError(f"unknown column kind {self.kind!r}")

    @property
    def head(self) -> str:
        """Title and unit as printed: 受理量（件）."""
        return headed(self.title, self.unit)


@dataclass(frozen=True, slots=True)
class Table:
    """A table with one head row; it may have no rows, but then still says so in print."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...] = ()
    note: str = ""

    def __post_init__(self) -> None:
        if not self.columns:
            raise ValueError(f"table {self.title!r} has no columns")
        for number, row in enumerate(self.rows, start=1):
            if len(row) != len(self.columns):
                raise ValueError(
                    f"table {self.title!r}, row {number}: {len(row)} of {len(self.columns)} cells"
                )


@dataclass(frozen=True, slots=True)
class Chart:
    """Series over categories; None leaves a gap. With unit "%" the values are fractions, as in a rate."""

    title: str
    kind: ChartKind
    categories: tuple[str, ...]
    series: tuple[tuple[str, tuple[float | None, ...]], ...]
    unit: str = ""

    def __post_init__(self) -> None:
        if self.kind not in get_args(ChartKind):
            raise ValueError(f"unknown chart kind {self.kind!r}")
        for name, values in self.series:
            if len(values) != len(self.categories):
                raise ValueError(
                    f"series {name!r} has {len(values)} values for {len(self.categories)} categories"
                )


def headed(title: str, unit: str) -> str:
    """A title with its unit in brackets: 受理量（件）; within those that it ends with: 用时（中位数，天）."""
    if not unit:
        return title
    return f"{title[:-1]}，{unit}）" if title.endswith("）") else f"{title}（{unit}）"


Block = Heading | Paragraph | Table | Chart
