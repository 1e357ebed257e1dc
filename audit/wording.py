"""An entry in words: who, when, from where, what; and what was there before and after."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from django.apps import apps
from django.db import models
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from audit.models import Entry
from audit.triggers import tables_of
from security.custody import custody_of

VEILED = "（文字，不留原文）"
NOTHING = "（空）"
ITSELF, VISITOR = "平台自己", "没登录的人"


@dataclass(frozen=True)
class Change:
    """One column, before and after."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Told:
    """One entry, ready for a page or a file."""

    pk: int
    at: datetime
    who: str
    username: str
    what: str
    table: str
    row: str
    matter: int | None
    purpose: str
    address: str
    request: str
    sealed: bool
    changes: list[Change]

    @property
    def where(self) -> str:
        """By which way, and from which address."""
        return " · ".join(word for word in (self.purpose, self.address) if word)


@cache
def tables() -> dict[str, type[models.Model]]:
    """The tables that are recorded, by name, those of many-to-many fields among them."""
    declared = ((model, custody_of(model)) for model in apps.get_models())
    recorded = [model for model, custody in declared if custody and custody.audit.recorded]
    return {table._meta.db_table: table for model in recorded for table in tables_of(model)}


def table_choices() -> list[tuple[str, str]]:
    """Name and title of each table, for a select."""
    return sorted(((name, title(name)) for name in tables()), key=lambda choice: choice[1])


def title(relation: str) -> str:
    model = tables().get(relation)
    return str(model._meta.verbose_name) if model else relation


def told(entry: Entry, people: Mapping[int, tuple[str, str]], horizon: int) -> Told:
    """The entry in words. `people`: name and username by id; below `horizon` entries are sealed."""
    who, username = name_of(entry, people)
    op = Entry.Op(entry.op).label if entry.op in Entry.Op.values else entry.op
    table = title(entry.relation)
    return Told(
        pk=entry.pk,
        at=entry.at,
        who=who,
        username=username,
        what=f"{op}{table}",
        table=table,
        row=entry.row,
        matter=entry.matter,
        purpose=entry.purpose,
        address=entry.address,
        request=entry.request,
        sealed=entry.xid < horizon,
        changes=list(changes(entry)),
    )


def name_of(entry: Entry, people: Mapping[int, tuple[str, str]]) -> tuple[str, str]:
    """Who it was, and under which username: a task and a visitor's request have no person."""
    if entry.actor:
        return people.get(entry.actor, (f"人员 {entry.actor}", ""))
    return (VISITOR if entry.request else ITSELF), ""


def changes(entry: Entry) -> Iterator[Change]:
    """The columns that the entry speaks of, in the order of the table."""
    before, after = entry.before or {}, entry.after or {}
    known = columns(entry.relation)
    named = {*before, *after}
    for name in [name for name in known if name in named] + sorted(named - known.keys()):
        field = known.get(name)
        label = str(field.verbose_name) if field is not None else name
        yield Change(label, said(before, name, field), said(after, name, field))


@cache
def columns(relation: str) -> dict[str, models.Field]:
    model = tables().get(relation)
    return {str(field.column): field for field in model._meta.concrete_fields} if model else {}


def said(cells: Mapping[str, Any], name: str, field: models.Field | None) -> str:
    """A value in words; '' where the entry says nothing of it."""
    if name not in cells:
        return ""
    value = cells[name]
    if value is None or value == "":
        return NOTHING
    if isinstance(value, dict):
        return VEILED
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(field, models.DateTimeField) and (moment := parse_datetime(str(value))):
        return f"{timezone.localtime(moment):%Y-%m-%d %H:%M:%S}"
    choices = dict(field.flatchoices) if field is not None else {}
    return str(choices.get(value, value) if isinstance(value, str | int) else value)  # a list is no choice
