"""Bring old cases in: read all, then write all that is good, in one transaction."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from accounts.models import Unit, User
from areas.reading import FileUnreadable
from casework.models import Event, Matter
from casework.services import add_people, import_matters
from casework.services.moves import note_nearest_limit, start_limits
from grids.importing.fields import read_row
from grids.importing.mapping import Mapping, Part
from grids.importing.names import Categories, Places, Sources, Units
from grids.importing.oddities import Numbering
from grids.importing.reading import read_table
from grids.importing.rows import Reader, Row
from grids.models import Case, Category, Source
from grids.workflow import CASE_FLOW
from security import clock

BATCH = 1000
LOCK = 7_302  # one import at a time, or two would make the same category
IMPORTER = "importer"
NOTHING = Part()
REPORTER = {"name": "reporter_name", "phone": "reporter_phone"}


@dataclass
class CaseImport:
    """What became of every row of the file."""

    columns: list[str]
    dry_run: bool
    new: list[Row] = field(default_factory=list)
    known: int = 0  # were in already, the same
    refused: list[Row] = field(default_factory=list)
    categories: list[Category] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)
    units: list[Unit] = field(default_factory=list)
    oddities: list[str] = field(default_factory=list)
    unused: list[str] = field(default_factory=list)  # columns that the mapping does not name

    @property
    def rows(self) -> int:
        return len(self.new) + self.known + len(self.refused)


@transaction.atomic
def import_cases(
    path: Path, mapping: Mapping, *, by: User | None = None, dry_run: bool = False
) -> CaseImport:
    """Take the file's good rows; the same row twice is one case. A dry run reads all and writes nothing.

    Raises FileUnreadable or MappingInvalid; then nothing is written. Without `by` the cases are entered
    by an account that nobody can sign in with.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    reader = reader_for(mapping)
    result = read_cases(path, reader, dry_run=dry_run)
    result.categories = needed(reader.categories.planned, result.new)
    used = {id(row.values.get(name)) for row in result.new for name in ("source", "unit")}
    result.sources = [source for source in reader.sources.planned if id(source) in used]
    result.units = [unit for unit in reader.units.planned if id(unit) in used]
    if not dry_run:
        write(result, by or importer())
    return result


def reader_for(mapping: Mapping) -> Reader:
    """A reader that knows what our tables hold now."""

    def create(name: str) -> bool:
        return mapping.parts.get(name, NOTHING).create

    return Reader(
        mapping,
        now=clock.now(),
        zone=timezone.get_default_timezone(),
        places=Places(),
        categories=Categories(create=create("category")),
        sources=Sources(create=create("source")),
        units=Units(create=create("unit")),
    )


def read_cases(path: Path, reader: Reader, *, dry_run: bool) -> CaseImport:
    """Read every row, and part the new from the known and the refused."""
    mapping = reader.mapping
    table = read_table(path, encoding=mapping.encoding, sheet=mapping.sheet, header=mapping.header)
    mapping.check(table.columns)
    result = CaseImport(table.columns, dry_run)
    good: list[Row] = []
    for raw in table.rows:
        row = read_row(reader, raw)
        (result.refused if row.faults else good).append(row)
    if not good and not result.refused:
        raise FileUnreadable("文件里只有表头，没有一行案件。请核对是不是传错了文件。")
    part_known(good, result, mapping.origin)
    result.refused.sort(key=lambda row: row.raw.line)
    result.unused = [column for column in table.columns if column not in mapping.columns]
    result.oddities = [*reader.oddities.told(), *numbering_told(reader.numberings.values())]
    return result


def part_known(rows: list[Row], result: CaseImport, origin: str) -> None:
    """Rows that were imported before are passed over; those that now say something else are refused."""
    for start in range(0, len(rows), BATCH):
        batch = rows[start : start + BATCH]
        known = known_cases(origin, [row.number for row in batch])
        for row in batch:
            if row.number not in known:
                result.new.append(row)
            elif changed := differing(row, known[row.number]):
                row.fault("", f"编号 {row.number} 已导入过，这次{changed}不同；已导入的没有改动，请核对编号")
                result.refused.append(row)
            else:
                result.known += 1


def known_cases(origin: str, numbers: list[str]) -> dict[str, tuple[datetime, str, str]]:
    """What the cases of these numbers say: when, where, what."""
    cases = Case.objects.filter(origin=origin, origin_number__in=numbers)
    told = cases.values_list("origin_number", "matter__registered_at", "matter__area_id", "text")
    return {number: (at, area, text) for number, at, area, text in told}


def differing(row: Row, known: tuple[datetime, str, str]) -> str:
    """Which of the three is another than when the row was imported."""
    now = (row.values["registered_at"], row.values["area"], row.values["text"])
    words = ("登记时间", "发生地", "内容")
    return "、".join(word for word, new, old in zip(words, now, known, strict=True) if new != old)


def numbering_told(numberings: Iterable[Numbering]) -> list[str]:
    return [sentence for numbering in numberings for sentence in numbering.told()]


def needed(planned: list[Category], rows: list[Row]) -> list[Category]:
    """Planned categories that a row to be written is in, or that lie around one."""
    codes = {code for row in rows for code in row.values["category"].lineage}
    return [category for category in planned if category.code in codes]


def importer() -> User:
    """The account under which cases are entered where nobody is named. It cannot sign in."""
    user, new = User.objects.get_or_create(
        username=IMPORTER, defaults={"name": "数据导入", "is_active": False}
    )
    if new:
        user.set_unusable_password()
        user.save()
    return user


def write(result: CaseImport, by: User) -> None:
    """Write what the rows need, then the cases; those still open start their first limit now."""
    Category.objects.bulk_create(result.categories, batch_size=BATCH)
    Source.objects.bulk_create(result.sources, batch_size=BATCH)
    Unit.objects.bulk_create(result.units, batch_size=BATCH)
    for start in range(0, len(result.new), BATCH):
        batch = result.new[start : start + BATCH]
        matters = import_matters(Case, (case_values(row, by) for row in batch))
        told = [(matter, reporter_of(row)) for matter, row in zip(matters, batch, strict=True)]
        add_people([(matter, reporter) for matter, reporter in told if any(reporter.values())])
        for matter in matters:
            if matter.closed_at is None:
                start_clock(matter, by)


def case_values(row: Row, by: User) -> dict[str, Any]:
    """The row's values as fields of the two tables."""
    apart = {"area", *REPORTER.values()}
    values = {name: value for name, value in row.values.items() if name not in apart}
    return {**values, "area_id": row.values["area"], "created_by": by}


def reporter_of(row: Row) -> dict[str, str]:
    """What the row says of who reported it, as add_people takes it."""
    return {name: str(row.values.get(value, "")) for name, value in REPORTER.items()}


def start_clock(matter: Matter, by: User) -> None:
    """A case that is not done is ours from today on: its time to be dispatched counts from now (T-10)."""
    event = Event.objects.create(
        matter=matter, move="register", to_status=matter.status, by=by, note="从其他系统导入"
    )
    start_limits(matter, CASE_FLOW.starts, event)
    note_nearest_limit(matter)
