"""What an official report says, as one frozen value: Word, Excel and PDF are drawn from nothing else.

The value knows neither the database nor a file format. Its figures are already counted; each carries the
number, the words the reader sees and the address of the rows behind it, so no renderer formats a figure anew.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from papers.document.blocks import (
    UNKNOWN,
    Block,
    Cell,
    Chart,
    Column,
    ColumnKind,
    Heading,
    Paragraph,
    Table,
    Value,
    headed,
)
from papers.document.stored import block_from_json, block_to_json

__all__ = [
    "UNKNOWN",
    "Block",
    "Cell",
    "Chart",
    "Column",
    "ColumnKind",
    "Document",
    "Heading",
    "Paragraph",
    "Table",
    "Value",
    "headed",
]

STORED_FORM = 1


@dataclass(frozen=True, slots=True)
class Document:
    """A whole report: who says it to whom and when, what it says, and as of when its figures stand.

    `annexes` follow the signature on pages of their own, their tables counted on with those of the text.
    `organ` is 发文机关, `addressee` 主送机关 (may be empty), `attachments` the names of 附件说明, `note` is
    附注, `figures_as_of` the time up to which the figures were counted, in words.
    """

    title: str
    organ: str
    addressee: str
    issued_on: date
    blocks: tuple[Block, ...]
    annexes: tuple[Block, ...] = ()
    attachments: tuple[str, ...] = ()
    note: str = ""
    figures_as_of: str = ""

    @property
    def parts(self) -> tuple[Block, ...]:
        """The blocks of the text, then those of the annexes."""
        return self.blocks + self.annexes

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables in order of appearance."""
        return tuple(block for block in self.parts if isinstance(block, Table))

    @property
    def charts(self) -> tuple[Chart, ...]:
        """The charts in order of appearance."""
        return tuple(block for block in self.parts if isinstance(block, Chart))

    def to_json(self) -> dict[str, Any]:
        """Return the document as plain JSON values; `from_json` gives back an equal document."""
        return {
            "form": STORED_FORM,
            "title": self.title,
            "organ": self.organ,
            "addressee": self.addressee,
            "issued_on": self.issued_on.isoformat(),
            "blocks": [block_to_json(block) for block in self.blocks],
            "annexes": [block_to_json(block) for block in self.annexes],
            "attachments": list(self.attachments),
            "note": self.note,
            "figures_as_of": self.figures_as_of,
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Document:
        """Return the document that `to_json` wrote; raises ValueError for any other form."""
        if not isinstance(data, dict) or data.get("form") != STORED_FORM:
            raise ValueError("这不是本系统存下的报告，或版本不同。")
        return cls(
            title=data["title"],
            organ=data["organ"],
            addressee=data["addressee"],
            issued_on=date.fromisoformat(data["issued_on"]),
            blocks=tuple(block_from_json(block) for block in data["blocks"]),
            annexes=tuple(block_from_json(block) for block in data.get("annexes", ())),
            attachments=tuple(data["attachments"]),
            note=data["note"],
            figures_as_of=data["figures_as_of"],
        )
