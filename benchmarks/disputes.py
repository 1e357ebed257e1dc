"""Disputes by the hundred thousand: list, file and quarterly tables beside the same by hand-written SQL."""

import random
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from django.core.management import call_command
from django.db import connection

from accounts.models import Duty, Role, User
from benchmarks.apparatus.databases import ask
from benchmarks.apparatus.environment import Environment
from benchmarks.apparatus.rows import Cell, Check, Row, percentile
from benchmarks.committees import by_hand
from benchmarks.committees.filling import fill
from benchmarks.county.founding import COUNTY
from benchmarks.county.loading import FAST
from benchmarks.visits.pages import at, one_of
from benchmarks.visits.sampling import THOUSAND, Page, Samples, sample
from benchmarks.visits.visitors import signed_in
from casework.models import Matter
from disputes.metrics import METRICS
from figures.dispute_tables.counting import disputes_of
from figures.periods import Quarter
from figures.tables.lines import NOW, sums_of
from figures.tables.spans import Span
from security import clock
from security.preparing import prepare
from stack.console import step

DATABASE = "bench_disputes"
TURNS, NUMBERS, SEED = 30, 300, 5
TIMES, MOST_SQL = 1.2, 12
MOST_SQL_OF_A_FILE = 30


def measure(environment: Environment) -> list[Row]:
    """Each page's statements and how long it waited for the database, beside the statements by hand."""
    with filled_database(environment) as web:
        office, mediator = readers()
        numbers = list(
            Matter.objects.filter(confidential=False).order_by("?").values_list("number", flat=True)[:NUMBERS]
        )
        quarter = Quarter.of(clock.today()).previous
        pages = wanted(signed_in(office), signed_in(mediator), numbers, str(quarter))
        server = {"web": environment.serve("disputes", web)}
        with step(f"轮流打开 {len(pages)} 个页面"):
            samples = sample([(page, server) for page in pages])
        with step("手写的 SQL"):
            hand = by_the_hand(numbers, Span.of_quarter(quarter))
        rows = [row(page, samples[page.name]["web"], hand) for page in pages]
        return [*rows, alike(office, Span.of_quarter(quarter))]


@contextmanager
def filled_database(environment: Environment) -> Iterator[str]:
    """A database of disputes alone, guarded as an installation is; its address for the portal's role."""
    usual = connection.settings_dict["NAME"]
    ask(environment.database, f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")
    ask(environment.database, f"CREATE DATABASE {DATABASE}")
    connection.close()
    connection.settings_dict["NAME"] = DATABASE
    try:
        call_command("migrate", interactive=False, verbosity=0)
        with step(f"写入 {environment.rows} 件纠纷"), connection.cursor() as cursor:
            cursor.execute(FAST)
            fill(environment.rows)
            cursor.execute("VACUUM (ANALYZE)")
        connection.close()  # with its settings for speed
        prepare()
        yield urlunsplit(urlsplit(environment.web)._replace(path=f"/{DATABASE}"))
    finally:
        connection.close()
        connection.settings_dict["NAME"] = usual
        ask(environment.database, f"DROP DATABASE {DATABASE} WITH (FORCE)")


def readers() -> tuple[User, User]:
    """The county's office, and one who mediates."""
    duties = Duty.objects.select_related("user").order_by("pk")
    return duties.filter(role=Role.OFFICE)[0].user, duties.filter(role=Role.MEDIATOR)[0].user


def wanted(office: str, mediator: str, numbers: list[str], quarter: str) -> list[Page]:
    """The pages, by what they are held to: the name's first word is the hand-written statement's."""
    return [
        Page("名单（县）", office, at("/disputes/?status=open")),
        Page("名单（调解员）", mediator, at("/disputes/?status=open")),
        Page("一件（县）", office, one_of(numbers, "/disputes/{}/")),
        Page("卷宗（县）", office, one_of(numbers, "/disputes/{}/dossier/")),
        Page("季报（县）", office, at(f"/disputes/tables/?period={quarter}")),
    ]


def by_the_hand(numbers: list[str], span: Span) -> dict[str, float]:
    """Milliseconds of the hand-written statements, the middle of some turns, as the owner of the tables."""
    periods, rng = [span.period, *span.compared(clock.today())], random.Random(SEED)
    given = by_hand.values(COUNTY, periods)
    asked: Mapping[str, tuple[Sequence[str], Callable[[], Mapping[str, Any]]]] = {
        "名单": ((by_hand.LIST, by_hand.COUNT), lambda: given),
        "一件": (by_hand.FILE, lambda: {"number": rng.choice(numbers)}),
        "卷宗": (by_hand.FILE, lambda: {"number": rng.choice(numbers)}),
        "季报": (by_hand.tables(len(periods)), lambda: given),
    }
    with connection.cursor() as cursor:
        return {
            name: percentile([timed(cursor, statements, values()) for _ in range(TURNS)], 0.5) * THOUSAND
            for name, (statements, values) in asked.items()
        }


def timed(cursor: Any, statements: Sequence[str], values: Mapping[str, Any]) -> float:
    """Seconds until all rows of all statements were there."""
    began = time.perf_counter()
    for statement in statements:
        cursor.execute(statement, values)
        cursor.fetchall()
    return time.perf_counter() - began


def row(page: Page, found: Samples, hand: Mapping[str, float]) -> Row:
    """A page beside what is written by hand; for one village's mediator there is none."""
    name = page.name.partition("（")[0]
    cells: dict[str, Cell] = {"SQL": found.sql, "p50": found.at(0.5), "p95": found.at(0.95)}
    cells |= {"等数据库": found.asking}
    most = MOST_SQL if name in {"名单", "季报"} else MOST_SQL_OF_A_FILE
    promised = [Check("SQL", found.sql, most, "条")]
    if "县" in page.name:
        cells |= {"手写": hand[name], "等数据库÷手写": found.asking / hand[name]}
        promised.append(Check("等数据库 ÷ 手写 SQL", found.asking / hand[name], TIMES))
    return Row(page.name, cells, promised)


def alike(office: User, span: Span) -> Row:
    """The tables' sums beside those by hand: both count the same."""
    ours = sums_of(disputes_of(office), METRICS.values(), {NOW: span.period})
    with connection.cursor() as cursor:
        cursor.execute(by_hand.tables(1)[0], by_hand.values(COUNTY, [span.period]))
        theirs = dict(zip(by_hand.NUMBERS, cursor.fetchone(), strict=True))
    wrong = [name for name, number in theirs.items() if (number or 0) != ours[f"{NOW}__{name}"]]
    cells: dict[str, Cell] = {"数": len(theirs), "不一样的": "、".join(wrong)}
    return Row("季报和手写的数比", cells, [Check("不一样的数", len(wrong), 0, "个")])
