"""The commands as programs: started, interrupted, refused."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from stack.place import ROOT, RUN, Place
from stack.processes import command_of

STACK = [sys.executable, "-m", "stack"]


def own(environment: dict[str, str] | None = None) -> dict[str, str]:
    """An environment that names no servers, so that the program starts its own."""
    kept = {
        key: value
        for key, value in os.environ.items()
        if key not in ("DATABASE_URL", "OWNER_DATABASE_URL", "REDIS_URL")
    }
    return kept | (environment or {})


def test_an_unknown_command_is_answered_with_those_there_are() -> None:
    done = subprocess.run([*STACK, "dmeo"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "没有“dmeo”这个命令" in done.stdout
    assert "demo-reset" in done.stdout


def test_a_command_runs_on_servers_of_its_own_which_go_with_it() -> None:
    show = "import os; print(os.environ['DATABASE_URL'], os.environ['REDIS_URL'], os.environ['DATA_DIR'])"
    done = subprocess.run(
        [*STACK, "run", "python", "-c", show], cwd=ROOT, env=own(), capture_output=True, text=True, check=True
    )
    database, redis, data = done.stdout.strip().splitlines()[-1].split()
    assert database.startswith("postgres://governance_web:")
    assert redis.startswith("redis://:")
    assert not Path(data).parent.exists()


def test_named_servers_are_used_and_none_is_started() -> None:
    named = {
        "OWNER_DATABASE_URL": "postgres://o:b@db.example.org/c",
        "DATABASE_URL": "postgres://a:b@db.example.org/c",
        "REDIS_URL": "redis://cache.example.org/0",
    }
    done = subprocess.run(
        [*STACK, "run", "env"], cwd=ROOT, env=own(named), capture_output=True, text=True, check=True
    )
    assert "启动" not in done.stdout
    assert "DATABASE_URL=postgres://a:b@db.example.org/c" in done.stdout.splitlines()


def test_asked_to_stop_it_stops_its_servers_and_leaves_nothing() -> None:
    with subprocess.Popen(
        [*STACK, "run", "sleep", "60"], cwd=ROOT, env=own(), stdout=subprocess.PIPE, text=True
    ) as running:
        folder = RUN / f"test-{running.pid}"
        deadline = time.monotonic() + 20
        while len(started := Place(folder).read("processes.json")) < 2:
            assert time.monotonic() < deadline, "servers never started"
            time.sleep(0.05)
        running.send_signal(signal.SIGTERM)
        said = running.communicate(timeout=20)[0]
    assert running.returncode == 130
    assert said.rstrip().endswith("已停止。")
    assert not folder.exists()
    assert all(mark not in command_of(int(pid)) for pid, mark in started.items())


def test_a_second_demo_is_refused_with_the_address_of_the_first(tmp_path: Path) -> None:
    place = Place(tmp_path / ".run" / "demo")
    place.take()
    place.write_text("running.json", json.dumps({"address": "http://127.0.0.1:8000", "pid": 4711}))
    code = (
        "import sys; from pathlib import Path; from stack import demo\n"
        f"demo.RUN = Path({str(tmp_path / '.run')!r})\n"
        "from stack.console import Refusal\n"
        "try: demo.run([])\n"
        "except Refusal as refusal: print(refusal)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert "演示已经在运行：http://127.0.0.1:8000（进程 4711）" in done.stdout
    place.release()
