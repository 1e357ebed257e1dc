"""Which of a file's columns is which of our fields: a JSON object, described in docs/importing.md. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from grids.importing.shape import (
    FIELDS,
    PLACEHOLDER,
    did_you_mean,
    missing_fields,
    wrong_defaults,
    wrong_field,
    wrong_settings,
)


class MappingInvalid(ValueError):
    """The mapping cannot be used; `reasons` are sentences that say what to mend."""

    def __init__(self, reasons: list[str]) -> None:
        self.reasons = reasons
        super().__init__("\n".join(reasons))


@dataclass(frozen=True)
class Part:
    """How one of our fields is made from the row."""

    columns: tuple[str, ...] = ()
    id_column: str = ""
    template: str = ""
    formats: tuple[str, ...] = ()
    create: bool = False
    values: dict[str, Any] = field(default_factory=dict)

    @property
    def column(self) -> str:
        return self.columns[0] if self.columns else ""

    @property
    def used(self) -> list[str]:
        """All columns that this field reads."""
        named = [*self.columns, *PLACEHOLDER.findall(self.template)]
        return [*named, self.id_column] if self.id_column else named


@dataclass(frozen=True)
class Mapping:
    """What a file's columns mean. `origin` names the system the cases come from."""

    origin: str
    parts: dict[str, Part]
    defaults: dict[str, str] = field(default_factory=dict)
    placeholders: frozenset[str] = frozenset()
    sheet: str = ""
    encoding: str = ""
    header: int = 1

    @property
    def columns(self) -> list[str]:
        """Every column that is read, once, in the order of our fields."""
        return list(dict.fromkeys(column for part in self.parts.values() for column in part.used))

    def check(self, present: Iterable[str]) -> None:
        """Raise MappingInvalid, naming every column that the file does not have."""
        there = list(present)
        reasons = [
            f"文件里没有“{column}”这一列（对应 {name}）。{did_you_mean(column, there)}"
            for name, part in self.parts.items()
            for column in dict.fromkeys(part.used)
            if column not in there
        ]
        if reasons:
            raise MappingInvalid([*reasons, f"文件里有的列：{'、'.join(there)}。"])


def read_mapping(data: Any) -> Mapping:
    """The mapping in this JSON. Raises MappingInvalid with everything that is wrong, not the first alone."""
    if not isinstance(data, dict):
        raise MappingInvalid(['对照表应是一个 JSON 对象，例如 {"origin": "…", "number": "编号"}。'])
    reasons = wrong_settings(data)
    parts = {}
    for name in data.keys() & FIELDS.keys():
        found = wrong_field(name, data[name])
        reasons += found
        if not found:
            parts[name] = part_of(name, data[name])
    defaults = data.get("defaults", {})
    reasons += [*wrong_defaults(defaults), *missing_fields(data, defaults)]
    if reasons:
        raise MappingInvalid(reasons)
    return Mapping(
        origin=data["origin"].strip(),
        parts={name: parts[name] for name in FIELDS if name in parts},
        defaults={key: value.strip() for key, value in defaults.items()},
        placeholders=frozenset(str(text).strip() for text in data.get("placeholders", [])),
        sheet=data.get("sheet", ""),
        encoding=data.get("encoding", ""),
        header=data.get("header", 1),
    )


def part_of(name: str, said: Any) -> Part:
    """What is said of a field that is in order."""
    if isinstance(said, str):
        return Part(columns=(said,))
    values = said.get("values", {})
    if name == "on_time":
        values = dict.fromkeys(said.get("true", []), True) | dict.fromkeys(said.get("false", []), False)
    return Part(
        columns=tuple(said.get("columns", [said["column"]] if "column" in said else [])),
        id_column=said.get("id", ""),
        template=said.get("template", ""),
        formats=tuple(said.get("formats", ())),
        create=said.get("create", False),
        values=values,
    )
