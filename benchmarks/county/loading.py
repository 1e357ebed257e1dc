"""Filling the county."""

import random

from django.db import connection

from benchmarks.apparatus.databases import fingerprint
from benchmarks.county.filling import fill
from benchmarks.county.founding import found
from benchmarks.county.months import roll_up_lately
from stack.console import step

SEED = 20_260_101
FLOORS = ("casework_matter", "grids_case")  # where the floor logs a case: the same tables, unguarded
FAST = """
SET session_replication_role = replica;  -- no triggers, no checks of foreign keys
SET maintenance_work_mem = '512MB';
SET work_mem = '256MB';
SET synchronous_commit = off
"""


def load(rows: int) -> None:
    """Fill the empty database that this process is connected to, as its owner."""
    rng = random.Random(SEED)
    with connection.cursor() as cursor:
        cursor.execute(FAST)
        with step("建立区划、单位和人员"):
            found(rng)
        with step(f"写入 {rows} 件案件"):
            fill(rows, rng)
        with step("整理数据库"):
            cursor.execute("SELECT setval('casework_number', %s)", [rows])
            cursor.execute("SELECT setval(pg_get_serial_sequence('casework_matter', 'id'), %s)", [rows])
            cursor.execute("DROP TABLE bench.plan, bench.grid, bench.desk, bench.wording")
            cursor.execute("VACUUM (ANALYZE)")
    with step("汇总各月指标"):
        roll_up_lately()
    with connection.cursor() as cursor:
        for table in FLOORS:
            cursor.execute(f"CREATE TABLE bench.{table} (LIKE public.{table} INCLUDING ALL)")
        cursor.execute("CREATE TABLE bench.loaded AS SELECT %s AS fingerprint, now() AS at", [fingerprint()])
        cursor.execute("VACUUM (ANALYZE)")
        cursor.execute("CHECKPOINT")
    connection.close()  # with its settings for speed
