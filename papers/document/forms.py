"""A paper of a file, as one frozen value: lines, text, frames with the fields of a form, to sign by hand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from papers.document.blocks import Heading, Paragraph

CHARACTERS = 28  # of a line, by which the columns of a frame are told


@dataclass(frozen=True, slots=True)
class Line:
    """A line that stands by itself: a number below the title, a name to sign beside.

    `large` is set like a title: what stands on a cover. `before` are the lines left free above it.
    """

    text: str
    align: Literal["left", "center", "right"] = "left"
    large: bool = False
    before: int = 0


@dataclass(frozen=True, slots=True)
class Grid:
    """A frame of fields. `widths` are the columns in characters, 28 together; a row of fewer cells lets its
    last one reach to the edge. The cells of the columns in `labels` are set as labels; with `head` the whole
    first row is, and returns on each page.
    """

    widths: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...]
    labels: frozenset[int] = frozenset()
    head: bool = False

    def __post_init__(self) -> None:
        if sum(self.widths) != CHARACTERS:
            raise ValueError(f"the columns of a frame are {CHARACTERS} characters wide, not {self.widths}")
        if any(not 0 < len(row) <= len(self.widths) for row in self.rows):
            raise ValueError("a row of a frame has one cell to as many as there are columns")

    def spans(self, row: tuple[str, ...]) -> list[int]:
        """Over how many columns each cell of the row reaches."""
        return [1] * (len(row) - 1) + [len(self.widths) - len(row) + 1]

    def is_label(self, place: int, cell: int) -> bool:
        """Is this cell of the row at this place a label?"""
        return cell in self.labels or (self.head and place == 0)


@dataclass(frozen=True, slots=True)
class Seal:
    """The organ's name above the day, where its seal goes; the two stay on one page."""

    organ: str
    day: str

    @property
    def lines(self) -> tuple[str, str]:
        return f"{self.organ}（印）", self.day

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


@dataclass(frozen=True, slots=True)
class Letterhead:
    """发文机关标志 in red, the number below it, and the red line: what a signed paper begins with (7.2)."""

    organ: str
    number: str


Part = Line | Grid | Heading | Paragraph | Seal


@dataclass(frozen=True, slots=True)
class Form:
    """One paper of a file. `organ` and `issued_on` are its author and day as its properties name them."""

    title: str
    organ: str
    issued_on: date
    parts: tuple[Part, ...]
    numbered: bool = True  # its pages bear numbers
    low: int = 0  # lines left free above the title, as on a cover
    letterhead: Letterhead | None = None


def plain(*texts: str) -> tuple[Paragraph, ...]:
    """Paragraphs of running text; each line that somebody broke is one."""
    return tuple(Paragraph((line,)) for text in texts for line in text.splitlines() if line.strip())
