"""What the record of writes costs, and how long it takes to seal, to verify and to read."""

import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import count
from typing import Any

from django.core.management import call_command
from django.db import connection, transaction
from django.db.models import F

from accounts.models import Duty, Role, User
from areas.models import Area
from audit import chain, selectors, services
from audit.models import Entry, Seal
from audit.selectors import Asked
from audit.verifying import verify
from benchmarks.apparatus.databases import ask
from benchmarks.apparatus.environment import Environment
from benchmarks.apparatus.rows import Cell, Check, Row
from benchmarks.county.unrecorded import unrecorded
from casework.models import Matter
from security.preparing import prepare
from stack.console import step

DATABASE = "bench_audit"
TURNS = 5
SINGLE, BULK, WRITTEN_OVER = 400, 5_000, 2_000
SECONDS_FOR_A_MILLION = 30.0


def measure(environment: Environment) -> list[Row]:
    """Writes with and without the record in turns; then a record as long as the county has matters."""
    with empty_database(environment.database):
        writes = Writes()
        with step("写入，有记录和没有记录轮流"):
            rows = cost(writes)
        with step(f"写满 {environment.rows} 条记录，边写边封存"):
            took = seconds(partial(fill, environment.rows))
        rows.append(
            Row(
                "写满并封存", {"条": environment.rows, "秒": took, "MB": size(), "封存": Seal.objects.count()}
            )
        )
        with step("封存、核对、查看"):
            rows += [*checking(environment.rows), *reading(writes.user)]
    return rows


@contextmanager
def empty_database(address: str) -> Iterator[None]:
    """A database for this alone, prepared as an installation is, and gone afterwards."""
    usual = connection.settings_dict["NAME"]
    ask(address, f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")
    ask(address, f"CREATE DATABASE {DATABASE}")
    connection.close()
    connection.settings_dict["NAME"] = DATABASE
    try:
        call_command("migrate", interactive=False, verbosity=0)
        prepare()
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = usual
        ask(address, f"DROP DATABASE {DATABASE} WITH (FORCE)")


class Writes:
    """The ways to write matters that are measured."""

    def __init__(self) -> None:
        self.user = User.objects.create(username="bench")
        self.area = Area.objects.create(code="330424", name="量速县")
        self.numbers = count(1)
        Duty.objects.create(user=self.user, role=Role.AUDIT_ADMIN)

    def new(self) -> Matter:
        number = next(self.numbers)
        return Matter(
            number=f"b{number}",
            kind="case",
            status="reported",
            title=f"路口积水，过路不便，第{number}处",
            area=self.area,
            created_by=self.user,
        )

    def insert_singly(self) -> None:
        for _ in range(SINGLE):
            self.new().save(force_insert=True)

    def update_singly(self) -> None:
        for matter in newest(SINGLE):
            Matter.objects.filter(pk=matter).update(version=next(self.numbers))

    def insert_in_bulk(self) -> None:
        Matter.objects.bulk_create([self.new() for _ in range(BULK)], batch_size=1_000)

    def update_in_bulk(self) -> None:
        number = next(self.numbers)
        Matter.objects.filter(pk__in=newest(BULK)).update(version=number, title=f"改过{number}")


def newest(rows: int) -> list[int]:
    return list(Matter.objects.order_by("-pk").values_list("pk", flat=True)[:rows])


def cost(writes: Writes) -> list[Row]:
    """Each way with and without the record in turns, the median of a few."""
    ways: Sequence[tuple[str, Callable[[], Any], int]] = (
        ("逐条新增，每条提交", writes.insert_singly, SINGLE),
        ("逐条新增，一起提交", transaction.atomic(writes.insert_singly), SINGLE),
        ("逐条修改，每条提交", writes.update_singly, SINGLE),
        ("逐条修改，一起提交", transaction.atomic(writes.update_singly), SINGLE),
        ("批量新增", writes.insert_in_bulk, BULK),
        ("批量修改", writes.update_in_bulk, BULK),
    )
    writes.insert_in_bulk()
    found = []
    for name, write, rows in ways:
        recorded, bare = [], []
        for _ in range(TURNS):
            recorded.append(seconds(write) / rows)
            with unrecorded(Matter._meta.db_table):
                bare.append(seconds(write) / rows)
        a, b = statistics.median(recorded), statistics.median(bare)
        cells: dict[str, Cell] = {
            "有，条/秒": round(1 / a),
            "无，条/秒": round(1 / b),
            "多，微秒": (a - b) * 1e6,
            "有÷无": a / b,
        }
        found.append(Row(name, cells))
    return found


def fill(entries: int) -> None:
    """Write until there are so many entries, and seal as the clock would."""
    written_over = newest(WRITTEN_OVER)
    for turn in range(1, -(-entries // WRITTEN_OVER) + 1):
        Matter.objects.filter(pk__in=written_over).update(version=turn)
        if turn % 10 == 0:
            services.seal_all()
    services.seal_all()


def size() -> float:
    """Of the record with its indexes and seals, in MB."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sum(pg_total_relation_size(t)) FROM unnest('{audit_entry,audit_seal}'::regclass[]) t"
        )
        return float(cursor.fetchone()[0]) / 2**20


def checking(entries: int) -> Iterator[Row]:
    """Seal a batch, and verify all."""
    Matter.objects.filter(pk__in=newest(20_000)).update(version=F("version") + 1)
    yield Row("封存一批", {"条": newest_seal_will_hold(), "秒": seconds(services.seal)})
    began = time.perf_counter()
    verdict = verify()
    took = time.perf_counter() - began
    cells: dict[str, Cell] = {
        "条": verdict.entries,
        "秒": took,
        "封存": verdict.seals,
        "问题": len(verdict.findings),
    }
    yield Row("核对全部", cells, [Check("核对", took, SECONDS_FOR_A_MILLION * verdict.entries / 1e6, "秒")])


def newest_seal_will_hold() -> int:
    head = Seal.objects.head()
    return Entry.objects.filter(xid__gte=head.horizon if head else 0).count()


def reading(auditor: User) -> Iterator[Row]:
    """The auditor's page in its ways of asking: its first, and its last; in milliseconds."""
    some = Entry.objects.order_by("pk")[500]
    last = Entry.objects.order_by("at", "pk")[10]
    day = f"{some.at:%Y-%m-%d}"
    ways = {
        "查看全部": Asked(),
        "按人查": Asked(actors=[auditor.pk]),
        "按事项查": Asked(matter=some.matter),
        "按天查": Asked(first=day, last=day),
        "按少见的表查": Asked(relation=Area._meta.db_table),
        "按请求查": Asked(request="none"),
    }
    for name, asked in ways.items():
        first = statistics.median(seconds(partial(show, asked, auditor)) for _ in range(TURNS)) * 1e3
        end = statistics.median(seconds(partial(show, asked, auditor, last)) for _ in range(TURNS)) * 1e3
        yield Row(name, {"首页，毫秒": first, "末页，毫秒": end})


def show(asked: Asked, auditor: User, after: Entry | None = None) -> None:
    place = f"{chain.micros(after.at)}~{after.pk}" if after else ""
    selectors.page(asked, user=auditor, horizon=0, after=place)


def seconds(work: Callable[[], Any]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
