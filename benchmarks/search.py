"""Search at a million matters: how long the database takes, by word and by who asks; and is it right?"""

import random
import statistics
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg2
from django.db import connection

from accounts.models import User
from benchmarks.apparatus.environment import Environment
from benchmarks.apparatus.rows import Cell, Check, Row, percentile
from benchmarks.visits.pages import people
from casework.models import Matter
from casework.models.finding import MOST, Words
from security import context
from stack.console import step

SEED = 11
WORDS = 200
TURNS = 5
MILLISECONDS = 20.0
RARE, COMMON = 100, 20_000  # so many matters have it, of a million
ABSENT = ("齉龘", "鑫鑫", "直升", "潜水", "火箭", "钻石", "游轮", "骆驼", "沙漠", "冰川")
ASK = "SELECT portal.search(%s, %s, '', '', NULL, NULL, false, %s)"


def measure(environment: Environment) -> list[Row]:
    """Each sort of word for each reader in turns, then the same words beside a plain scan."""
    with step(f"抽 {WORDS} 个词"):
        sorts = sampled(environment.rows)
    rows = [measured(environment, who, user, sorts) for who, user in people().items()]
    with step("和逐行扫描比"):
        rows.append(compared(environment, [word for words in sorts.values() for word in words]))
    return rows


def sampled(rows: int) -> dict[str, list[str]]:
    """Words of two signs by how many matters have them, as the index counts; most from the middle."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT word, ndoc FROM ts_stat('SELECT vector FROM casework_searchtext TABLESAMPLE SYSTEM (2) "
            "REPEATABLE (1)') WHERE length(word) = 2 AND word ~ '^[一-龥]{2}$' ORDER BY word"
        )
        counted = {word: count * 50 * 1_000_000 // rows for word, count in cursor.fetchall()}
    rng = random.Random(SEED)
    found = {
        "少见": [word for word, count in counted.items() if count <= RARE * 50],
        "中等": [word for word, count in counted.items() if RARE * 50 < count < COMMON],
        "常见": [word for word, count in counted.items() if count >= COMMON],
    }
    share = (WORDS - len(ABSENT)) // len(found)
    return {name: rng.sample(words, min(share, len(words))) for name, words in found.items()} | {
        "没有": list(ABSENT)
    }


def measured(environment: Environment, who: str, user: User, sorts: dict[str, list[str]]) -> Row:
    """One reader: the p95 of each sort of words, and of all. Of each word the best of a few turns counts."""
    best: dict[str, dict[str, float]] = {name: {} for name in sorts}
    cpu: dict[str, float] = {}
    with closing(psycopg2.connect(environment.web)) as web, web.cursor() as cursor:
        enter(cursor, user)
        process = web.info.backend_pid
        for _ in range(TURNS):
            for name, words in sorts.items():
                for word in words:
                    began, ran = time.perf_counter(), processor(process)
                    ask(cursor, word)
                    took, worked = (time.perf_counter() - began) * 1000, processor(process) - ran
                    best[name][word] = min(took, best[name].get(word, took))
                    cpu[word] = min(worked, cpu.get(word, worked))
    every = [one for found in best.values() for one in found.values()]
    cells: dict[str, Cell] = {f"{name} p95": percentile(list(best[name].values()), 0.95) for name in sorts}
    cells |= {"p50": statistics.median(every), "p95": percentile(every, 0.95), "最长": max(every)}
    cells |= {"CPU p95": percentile(list(cpu.values()), 0.95)}
    promised = Check("数据库里的 p95", percentile(every, 0.95), MILLISECONDS, "毫秒")
    return Row(f"搜索（{who}）", cells, [promised])


def processor(process: int) -> float:
    """Milliseconds for which this process ran on a processor: Linux says so; nothing where there is none."""
    told = Path(f"/proc/{process}/schedstat")
    return int(told.read_text().split()[0]) / 1e6 if told.exists() else 0.0


def enter(cursor: Any, user: User) -> None:
    """Ask in this user's name from now on."""
    claim = context.signed("claim", context.written(user=user.pk))
    cursor.execute("SELECT value FROM portal.enter(%s)", [claim])


def ask(cursor: Any, word: str) -> list[int]:
    words = Words.of(word)
    cursor.execute(ASK, [list(words.said), words.masks, MOST])
    return list(cursor.fetchone()[0])


SOURCES = """
CREATE TEMP TABLE said AS
SELECT m.id, m.registered_at, concat_ws(E'\\n', m.title, c.text, c.landmark, c.result, (
    SELECT string_agg(e.note, E'\\n') FROM casework_event e WHERE e.matter_id = m.id AND e.note <> ''
)) AS text
FROM casework_matter m JOIN grids_case c ON c.matter_id = m.id WHERE m.id IN ({})
"""
SCAN = "SELECT id FROM said WHERE text LIKE %s ORDER BY registered_at DESC, id DESC LIMIT %s"


def compared(environment: Environment, words: Sequence[str]) -> Row:
    """The rows that the county's office finds, beside those of a scan over all that was written."""
    office = people()["县"]
    seen, values = Matter.objects.visible_to(office).values("pk").query.sql_with_params()
    with connection.cursor() as scan, closing(psycopg2.connect(environment.web)) as web:
        scan.execute(SOURCES.format(seen), values)
        scan.execute("ANALYZE said")
        with web.cursor() as cursor:
            enter(cursor, office)
            wrong = list(differing(scan, cursor, words))
        scan.execute("DROP TABLE said")
    cells: dict[str, Cell] = {"词": len(words), "不一样的词": len(wrong), "例子": "、".join(wrong[:3])}
    return Row("和逐行扫描比（县）", cells, [Check("行不一样的词", len(wrong), 0, "个")])


def differing(scan: Any, cursor: Any, words: Sequence[str]) -> Iterator[str]:
    """The words of which search finds other rows than the scan."""
    for word in words:
        scan.execute(SCAN, [f"%{word}%", MOST + 1])
        if [row[0] for row in scan.fetchall()] != ask(cursor, word):
            yield word
