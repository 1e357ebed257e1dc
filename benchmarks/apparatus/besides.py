"""What benchmarks beside hand-written SQL share: a database of their own, the turns by hand, the rows."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from django.core.management import call_command
from django.db import connection

from benchmarks.apparatus.databases import ask
from benchmarks.apparatus.environment import Environment
from benchmarks.apparatus.rows import Cell, Check, Row, percentile
from benchmarks.county.loading import FAST
from benchmarks.county.months import roll_up_lately
from benchmarks.visits.sampling import THOUSAND, Page, Samples
from security.preparing import prepare
from stack.console import step

TURNS = 30
TIMES, MOST_SQL = 1.2, 12
MOST_SQL_OF_A_FILE = 30
FLAT = frozenset({"名单", "季报"})  # pages of many matters, as many statements however many there are
# The statements of a page written by hand, and what one turn gives them.
Asked = tuple[Sequence[str], Callable[[], Mapping[str, Any]]]


@contextmanager
def filled_database(
    environment: Environment, name: str, what: str, fill: Callable[[], None]
) -> Iterator[str]:
    """A database of this name, guarded as an installation is; its address for the portal's role."""
    usual = connection.settings_dict["NAME"]
    ask(environment.database, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
    ask(environment.database, f"CREATE DATABASE {name}")
    connection.close()
    connection.settings_dict["NAME"] = name
    try:
        call_command("migrate", interactive=False, verbosity=0)
        with step(f"写入 {what}"), connection.cursor() as cursor:
            cursor.execute(FAST)
            fill()
            roll_up_lately()
            cursor.execute("VACUUM (ANALYZE)")
        connection.close()  # with its settings for speed
        prepare()
        yield urlunsplit(urlsplit(environment.web)._replace(path=f"/{name}"))
    finally:
        connection.close()
        connection.settings_dict["NAME"] = usual
        ask(environment.database, f"DROP DATABASE {name} WITH (FORCE)")


def by_the_hand(asked: Mapping[str, Asked]) -> dict[str, float]:
    """Milliseconds of the hand-written statements, the middle of some turns, as the owner of the tables."""
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
    """A page beside what is written by hand, by its whole name or by the first word of it.

    Where there is none of either name, only the statements are promised.
    """
    name = page.name.partition("（")[0]
    cells: dict[str, Cell] = {"SQL": found.sql, "p50": found.at(0.5), "p95": found.at(0.95)}
    cells |= {"等数据库": found.asking}
    promised = [Check("SQL", found.sql, MOST_SQL if name in FLAT else MOST_SQL_OF_A_FILE, "条")]
    written = hand.get(page.name) or (hand.get(name) if "县" in page.name else None)
    if written:
        cells |= {"手写": written, "等数据库÷手写": found.asking / written}
        promised.append(Check("等数据库 ÷ 手写 SQL", found.asking / written, TIMES))
    return Row(page.name, cells, promised)


def alike(ours: Mapping[str, Any], names: Sequence[str], statement: str, values: Mapping[str, Any]) -> Row:
    """The tables' sums beside those by hand: both count the same. A sum of nothing is nought."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        theirs = dict(zip(names, cursor.fetchone(), strict=True))
    wrong = [name for name, number in theirs.items() if (number or 0) != (ours[name] or 0)]
    counted = sum(1 for number in theirs.values() if number)
    cells: dict[str, Cell] = {"数": len(theirs), "不是 0 的": counted, "不一样的": "、".join(wrong)}
    return Row("季报和手写的数比", cells, [Check("不一样的数", len(wrong), 0, "个")])
