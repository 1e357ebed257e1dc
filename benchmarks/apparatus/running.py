"""The run: fill the county, measure, print, keep the results."""

import json
import os
import platform
from collections.abc import Mapping, Sequence
from datetime import datetime
from importlib import import_module
from io import StringIO
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

import django
from django.core.management import call_command

from benchmarks.apparatus import databases
from benchmarks.apparatus.environment import Environment
from benchmarks.apparatus.rows import Row
from benchmarks.apparatus.table import promises, table
from security.context import everything
from security.owner import as_owner
from stack.console import Refusal, say, step
from stack.processes import Children

ROWS = "1000000"
HERE = Path(__file__).resolve().parents[1]


def run(arguments: Sequence[str], children: Children, found: Mapping[str, str]) -> int:
    """Run the benchmarks of these names, or all, on a county of BENCH matters."""
    names = list(arguments) or known()
    if unknown := sorted(set(names) - set(known())):
        raise Refusal(f"没有“{'、'.join(unknown)}”这个基准，有：{'、'.join(known())}。")
    environment = prepared(size(), children, found)
    with as_owner(), everything("command:bench"):
        results = measured(names, environment)
    kept = keep(environment.rows, results)
    say(f"\n结果存在 {kept.relative_to(HERE.parent)}。")
    return 0


def measured(names: Sequence[str], environment: Environment) -> dict[str, list[Row]]:
    """Run these benchmarks and print what each found."""
    results: dict[str, list[Row]] = {}
    for name in names:
        say(f"\n== {name}（{environment.rows} 件）")
        results[name] = import_module(f"benchmarks.{name}").measure(environment)
        say(f"\n{table(results[name])}\n\n{promises(results[name])}")
    return results


def known() -> list[str]:
    """The benchmarks: modules of the folder benchmarks, each with a `measure`."""
    return sorted(one.name for one in iter_modules([str(HERE)]) if not one.ispkg)


def size() -> int:
    """How many matters: BENCH, or a million."""
    text = os.environ.get("BENCH") or ROWS
    if not text.isdecimal() or int(text) < 1000:
        raise Refusal(f"BENCH={text} 不行，要是 1000 以上的整数，例如 BENCH=100000 make bench。")
    return int(text)


def prepared(rows: int, children: Children, found: Mapping[str, str]) -> Environment:
    """The filled county, guarded as the code now says, and this process set up for it."""
    server = found["OWNER_DATABASE_URL"]
    ready = databases.filled(rows, server)
    owner = databases.address_of(rows, server)
    web = databases.address_of(rows, found["DATABASE_URL"])
    os.environ |= {"OWNER_DATABASE_URL": owner, "DATABASE_URL": web}
    django.setup()
    if not ready:
        fill(rows)
    with step("更新数据库结构和权限"):
        call_command("prepare_database", verbosity=0, stdout=StringIO())
    make_searchable()
    return Environment(rows, owner, web, databases.bypassing(owner, web), found, children)


def fill(rows: int) -> None:
    """Make the tables and write the county into them, before any of them is guarded or recorded."""
    from benchmarks.county.loading import load  # models, which want Django set up

    with as_owner(), everything("command:bench"):
        with step("建立数据库结构"):
            call_command("migrate", verbosity=0)
        load(rows)


def make_searchable() -> None:
    """Let the database write the searched texts, which triggers would have kept but for the bulk load."""
    from benchmarks.county.searchable import build

    with as_owner(), everything("command:bench"):
        build()


def keep(rows: int, results: Mapping[str, Sequence[Row]]) -> Path:
    """Write the results of this run beside those of earlier ones; where they stand."""
    now = datetime.now().astimezone()
    kept: dict[str, Any] = {
        "at": now.isoformat(timespec="seconds"),
        "rows": rows,
        "python": platform.python_version(),
        "processors": os.cpu_count(),
        "results": {name: [row.as_json() for row in found] for name, found in results.items()},
    }
    folder = HERE / "results"
    folder.mkdir(exist_ok=True)
    file = folder / f"{now:%Y-%m-%d-%H%M}.json"
    file.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return file
