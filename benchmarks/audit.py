"""What the record of writes costs, and how long it takes to seal, to verify and to read.

python3 -m stack run python -m benchmarks.audit [entries, a million where nothing is said]

On servers of its own that are gone afterwards. With and without the triggers in turns, in one run: read the
figures as ratios.
"""

import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.db.utils import OperationalError  # noqa: E402

from accounts.models import Duty, Unit, User  # noqa: E402
from areas.models import Area  # noqa: E402
from audit import chain, selectors, services, triggers  # noqa: E402
from audit.models import AUDITOR, Entry, Seal  # noqa: E402
from audit.selectors import Asked  # noqa: E402
from audit.verifying import verify  # noqa: E402
from casework.models import Matter  # noqa: E402
from security.context import everything  # noqa: E402
from security.owner import as_owner  # noqa: E402

ENTRIES = 1_000_000
TURNS = 5
SINGLE, BULK = 400, 5_000


def say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


@contextmanager
def unrecorded() -> Iterator[None]:
    """Matters without the triggers that record them."""
    switch("DISABLE TRIGGER")
    try:
        yield
    finally:
        switch("ENABLE ALWAYS TRIGGER")


def switch(how: str) -> None:
    with as_owner(), connection.cursor() as cursor:
        for event in triggers.EVENTS:
            cursor.execute(f"ALTER TABLE casework_matter {how} audit_{event}")


class Writes:
    """The ways to write matters that are measured, each a number of rows."""

    def __init__(self) -> None:
        self.user = User.objects.create(username="bench")
        self.area = Area.objects.create(code="330424", name="量速县")
        unit = Unit.objects.create(name="量速", area=self.area)
        Duty.objects.create(user=self.user, unit=unit, role=AUDITOR)
        self.number = 0

    def new(self) -> Matter:
        self.number += 1
        return Matter(
            number=f"b{self.number}",
            kind="case",
            status="reported",
            title=f"路口积水，过路不便，第{self.number}处",
            area=self.area,
            created_by=self.user,
        )

    def insert_singly(self) -> None:
        for _ in range(SINGLE):
            self.new().save(force_insert=True)

    def update_singly(self) -> None:
        for pk in Matter.objects.order_by("-pk").values_list("pk", flat=True)[:SINGLE]:
            Matter.objects.filter(pk=pk).update(version=self.number, status=f"s{self.number % 7}")

    def insert_in_bulk(self) -> None:
        Matter.objects.bulk_create([self.new() for _ in range(BULK)], batch_size=1_000)

    def update_in_bulk(self) -> None:
        newest = Matter.objects.order_by("-pk").values("pk")[BULK : BULK + 1]
        Matter.objects.filter(pk__gt=newest).update(version=self.number, title=f"改过{self.number}")


def cost(writes: Writes) -> None:
    """Each way in turns with and without the record, the median of a few."""
    together = transaction.atomic
    ways = (
        ("逐条新增，每条提交", writes.insert_singly, SINGLE),
        ("逐条新增，一起提交", together(writes.insert_singly), SINGLE),
        ("逐条修改，每条提交", writes.update_singly, SINGLE),
        ("逐条修改，一起提交", together(writes.update_singly), SINGLE),
        ("批量新增", writes.insert_in_bulk, BULK),
        ("批量修改", writes.update_in_bulk, BULK),
    )
    writes.insert_in_bulk()
    for name, write, rows in ways:
        with_, without = [], []
        for _ in range(TURNS):
            with_.append(seconds(write))
            with unrecorded():
                without.append(seconds(write))
        a, b = statistics.median(with_) / rows, statistics.median(without) / rows
        say(
            f"{name}：有记录 {1 / a:,.0f} 条/秒，没有 {1 / b:,.0f} 条/秒，"
            f"每条多 {(a - b) * 1e6:.0f} 微秒（{a / b:.2f} 倍）"
        )


def fill(entries: int) -> None:
    """Write until there are so many entries, sealing as the clock would, and no faster than real work."""
    newest = list(Matter.objects.order_by("-pk").values_list("pk", flat=True)[:2_000])
    while (have := approximately()) < entries:
        for turn in range(50):
            Matter.objects.filter(pk__in=newest).update(version=have + turn)
        services.seal_all()
        say(f"  {have:,} 条")


def approximately() -> int:
    last = Entry.objects.order_by("-pk").first()
    return last.pk if last else 0


def checking() -> None:
    """Seal a batch, and verify all, each alone."""
    Matter.objects.filter(pk__in=Matter.objects.values("pk")[:20_000]).update(version=-1 % 1000)
    took = seconds(services.seal)
    say(f"封存 {Seal.objects.light().latest('number').count:,} 条：{took:.2f} 秒")
    for _ in range(3):
        began = time.perf_counter()
        verdict = verify()
        took = time.perf_counter() - began
        problems = len(verdict.findings)
        say(f"核对 {verdict.entries:,} 条、{verdict.seals:,} 次封存：{took:.1f} 秒，{problems} 处问题")


def reading(auditor: User) -> None:
    """The auditor's page in its ways of asking: the median of a few, in milliseconds."""
    entry = Entry.objects.order_by("pk")[500]
    day = f"{entry.at:%Y-%m-%d}"
    ways = {
        "全部": Asked(),
        "按人": Asked(actors=[auditor.pk]),
        "按事项": Asked(matter=entry.matter),
        "按天": Asked(first=day, last=day),
        "按表（少见的）": Asked(relation="areas_area"),
        "按请求": Asked(request="none"),
    }
    last = Entry.objects.order_by("at")[1_000]
    for name, asked in ways.items():
        times = [seconds(partial(show, asked, auditor)) for _ in range(TURNS)]
        deep = [seconds(partial(show, asked, auditor, last)) for _ in range(TURNS)]
        first, at_the_end = statistics.median(times) * 1e3, statistics.median(deep) * 1e3
        say(f"{name}：首页 {first:.1f} 毫秒，翻到最后 {at_the_end:.1f} 毫秒")


def show(asked: Asked, auditor: User, after: Entry | None = None) -> None:
    place = f"{chain.micros(after.at)}~{after.pk}" if after else ""
    selectors.page(asked, user=auditor, horizon=0, after=place)


def main(entries: int) -> None:
    """All of it."""
    try:
        call_command("prepare_database", verbosity=0)
    except OperationalError as error:
        raise SystemExit("用 python3 -m stack run python -m benchmarks.audit 运行。") from error
    with everything("benchmark"):
        writes = Writes()
        cost(writes)
        say(f"写满 {entries:,} 条：")
        took = seconds(lambda: fill(entries))
        say(f"写和封存共 {took:.1f} 秒，{Seal.objects.count():,} 次封存")
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_total_relation_size('audit_entry'), pg_total_relation_size('audit_seal')"
            )
            sizes = [size / 2**20 for size in cursor.fetchone()]
        say(f"占 {sizes[0]:,.0f} MB，封存 {sizes[1]:,.0f} MB")
        checking()
        reading(writes.user)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ENTRIES)
