"""One row of a file on its way to be one case. Writes nothing."""

from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from typing import Any

from grids.importing.cells import CellProblem, is_serial, moment_of, text_of
from grids.importing.mapping import Mapping, Part
from grids.importing.names import Categories, Places, Sources, Units
from grids.importing.oddities import Numbering, Oddities
from grids.importing.reading import RawRow
from grids.workflow import CaseStatus

ENDED = frozenset({CaseStatus.CLOSED, CaseStatus.DECLINED})


@dataclass(frozen=True)
class Fault:
    """What is wrong in one column of one row."""

    line: int
    column: str
    reason: str

    def __str__(self) -> str:
        return f"第 {self.line} 行{self.told}" if self.column else f"第 {self.line} 行：{self.told}"

    @property
    def told(self) -> str:
        """The reason, and the column where it is one column's."""
        return f"“{self.column}”：{self.reason}" if self.column else self.reason


@dataclass
class Reader:
    """What the rows of one file are read with, and what is gathered over all of them."""

    mapping: Mapping
    now: datetime
    zone: tzinfo
    places: Places
    categories: Categories
    sources: Sources
    units: Units
    oddities: Oddities = field(default_factory=Oddities)
    numberings: dict[str, Numbering] = field(default_factory=dict)
    first_lines: dict[str, int] = field(default_factory=dict)  # number -> the line that has it first


class Row:
    """One row on its way to be a case. `values` are fields of the matter and of the case."""

    def __init__(self, reader: Reader, raw: RawRow) -> None:
        self.reader, self.raw = reader, raw
        self.mapping = reader.mapping
        self.values: dict[str, Any] = {"origin": reader.mapping.origin}
        self.faults: list[Fault] = []

    @property
    def number(self) -> str:
        return str(self.values.get("origin_number", ""))

    def fault(self, column: str, reason: str) -> None:
        self.faults.append(Fault(self.raw.line, column, reason))

    def odd(self, sentence: str) -> None:
        self.reader.oddities.note(self.raw.line, sentence)

    def cell(self, column: str) -> str:
        """The text in the column; "" for a placeholder, and where there is no such column."""
        text = text_of(self.raw.values.get(column))
        return "" if text in self.mapping.placeholders else text

    def default(self, name: str, text: str) -> str:
        """The cell's text, or the default of this field."""
        return text or self.mapping.defaults.get(name, "")

    def moment(self, part: Part) -> datetime | None:
        """The moment in the part's column; None where it is empty."""
        if not self.cell(part.column):
            return None
        value = self.raw.values[part.column]
        if is_serial(value):
            self.odd(f"“{part.column}”是 Excel 的日期序号，已换成日期")
        moment = moment_of(value, part.formats, self.reader.zone)
        if moment > self.reader.now:
            raise CellProblem(f"{moment:%Y-%m-%d} 还没到，请核对")
        return moment

    def note_placeholders(self) -> None:
        for column, value in self.raw.values.items():
            if (text := text_of(value)) in self.mapping.placeholders:
                self.odd(f"“{column}”是占位符“{text}”，当作没有填")

    def check_order(self) -> None:
        """Nothing ends before it begins."""
        begun = self.values["registered_at"]
        for name, words in (("closed_at", "结案时间"), ("finished_at", "办结上报时间")):
            ended = self.values.get(name)
            if ended and ended < begun:
                column = self.mapping.parts[name].column
                self.fault(
                    column, f"{words} {ended:%Y-%m-%d %H:%M} 早于登记时间 {begun:%Y-%m-%d %H:%M}，改一个"
                )
        if ("lng" in self.values) != ("lat" in self.values):
            self.fault(
                "、".join(self.mapping.parts[name].column for name in ("lng", "lat")), "经度和纬度要一起填"
            )

    def close(self) -> None:
        """Give an ended case the moment of its end: registration's, where the file has none.

        One that was declined was not put right, and one that waits to be dispatched is not finished.
        """
        closed = self.values["status"] in ENDED
        if not closed and self.values.pop("finished_at", None):
            self.odd("有办结上报时间，状态却还没办结，办结上报时间没有采用")
            self.values["on_time"] = None
        if closed and self.values.get("closed_at"):
            if self.values["status"] == CaseStatus.CLOSED:
                self.values["first_closed_at"] = self.values["closed_at"]
        elif closed:
            self.odd("没有结案时间，结案时间按登记时间记（推定）")
            self.values["closed_at"] = self.values["registered_at"]
        elif self.values.pop("closed_at", None):
            self.odd("有结案时间，状态却不是办结，结案时间没有采用")

    def note_silences(self) -> None:
        """What the file should say of a case, and does not."""
        level = len(self.values["area"])
        if level < 12:
            self.odd("发生地只到县级" if level == 6 else "发生地只到乡镇（街道）")
        if "unit" in self.mapping.parts and not self.values.get("unit"):
            self.odd("没有承办单位")
