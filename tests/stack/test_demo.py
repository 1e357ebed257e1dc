"""`make demo` with a very small project in the place of ours: the same servers, gunicorn, worker and beat."""

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from textwrap import dedent

import pytest

from stack.demo import ask_health
from stack.place import ROOT, VENV, Place
from stack.processes import command_of

FILES = {
    **dict.fromkeys(("requirements.txt", "requirements-local.txt", "requirements-dev.txt"), ""),
    "manage.py": """
        import os, pathlib, sys
        if sys.argv[1] == "collectstatic":
            (pathlib.Path(os.environ["DATA_DIR"]) / "static" / "page.css").touch()
        with pathlib.Path("asked").open("a") as file:
            file.write(sys.argv[1] + " ")
        if pathlib.Path("broken").exists():
            sys.exit("no such table: areas_area")
        if sys.argv[1] == "demo_accounts":
            print("网格员 wangge 密码一二三")
        """,
    "governance/__init__.py": "",
    "governance/wsgi.py": """
        def application(environ, start_response):
            good = environ["PATH_INFO"] == "/healthz"
            start_response("200 OK" if good else "404 Not Found", [("Content-Type", "text/plain")])
            return [b"ok"]
        """,
    "governance/celery.py": """
        import os
        from celery import Celery
        app = Celery("governance", broker=os.environ["REDIS_URL"])
        """,
}
# The small project installs nothing; everything after the installation is as the Makefile calls it.
RUN = (
    "import runpy, sys; from stack import install; install.ensure = lambda: None; "
    "sys.argv = ['stack', 'demo']; runpy.run_module('stack', run_name='__main__')"
)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder with our stack and a project of four files."""
    shutil.copytree(ROOT / "stack", tmp_path / "stack", ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / ".venv").symlink_to(VENV)
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(dedent(text))
    return tmp_path


Start = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def start(project: Path) -> Iterator[Start]:
    """Start a demo in the project; whatever still runs at the end is stopped."""
    runs: list[subprocess.Popen[str]] = []

    def started(**environment: str) -> subprocess.Popen[str]:
        kept = {
            key: value
            for key, value in os.environ.items()
            if key
            not in (
                "DATABASE_URL",
                "OWNER_DATABASE_URL",
                "REDIS_URL",
                "SECRET_KEY",
                "DATA_DIR",
                "PORT",
                "HOST",
            )
        }
        command = [str(VENV / "bin" / "python"), "-c", RUN]
        run = subprocess.Popen(
            command, cwd=project, env=kept | environment, stdout=subprocess.PIPE, stderr=sys.stderr, text=True
        )
        runs.append(run)
        return run

    yield started
    for run in runs:
        if run.poll() is None:
            run.send_signal(signal.SIGTERM)
            run.communicate(timeout=60)
        if run.stdout:
            run.stdout.close()


def until_ready(run: subprocess.Popen[str]) -> tuple[str, int]:
    """What a demo says until it is ready, and its port."""
    assert run.stdout
    said = ""
    while "按 Ctrl-C 停止" not in said:
        line = run.stdout.readline()
        assert line, said
        said += line
    address = re.search(r"http://127\.0\.0\.1:(\d+)/", said)
    assert address
    return said, int(address[1])


def finish(run: subprocess.Popen[str], how: signal.Signals) -> str:
    """Send a signal; what the demo still says."""
    run.send_signal(how)
    return run.communicate(timeout=60)[0]


def test_it_stands_up_says_where_keeps_watch_and_stops_in_order(project: Path, start: Start) -> None:
    run = start()
    said, port = until_ready(run)
    assert ask_health("127.0.0.1", port) == (200, "ok")
    assert "网格员 wangge 密码一二三" in said
    assert (project / "asked").read_text().split() == [
        "prepare_database",
        "collectstatic",
        "demo_data",
        "demo_accounts",
    ]
    running = Place(project / ".run" / "demo").read("processes.json")
    assert len(running) == 5
    worker = next(int(pid) for pid, mark in running.items() if " worker " in mark)
    os.kill(worker, signal.SIGKILL)
    assert run.stdout
    assert "后台任务（celery worker） 意外退出，正在重新启动" in run.stdout.readline()
    assert finish(run, signal.SIGINT).rstrip().endswith("已停止。")
    assert run.returncode == 130
    assert ask_health("127.0.0.1", port) == (0, "")
    assert all(mark not in command_of(int(pid)) for pid, mark in running.items())


def test_a_second_demo_is_refused_and_one_after_kill_9_takes_over(project: Path, start: Start) -> None:
    first = start()
    port = until_ready(first)[1]
    second = start()
    assert f"演示已经在运行：http://127.0.0.1:{port}（进程 {first.pid}）" in second.communicate(timeout=20)[0]
    assert second.returncode == 1
    first.kill()
    first.wait()
    assert ask_health("127.0.0.1", port) == (200, "ok")  # the orphans still serve
    third = start(PORT=str(port))
    assert until_ready(third)[1] == port
    finish(third, signal.SIGTERM)


def test_static_files_are_collected_again_only_when_they_changed(project: Path, start: Start) -> None:
    (project / "static").mkdir()
    (project / "static" / "page.css").write_text("a {}")
    for asked in (1, 1, 2):
        run = start()
        until_ready(run)
        finish(run, signal.SIGTERM)
        assert (project / "asked").read_text().split().count("collectstatic") == asked
        if (project / "changed").exists():
            (project / "static" / "page.css").write_text("a { color: red }")
        (project / "changed").touch()


def test_what_goes_wrong_on_the_way_is_shown_and_nothing_stays(project: Path, start: Start) -> None:
    (project / "broken").touch()
    run = start()
    said = run.communicate(timeout=60)[0]
    assert run.returncode == 1
    assert "manage.py prepare_database 没有成功" in said
    assert "make demo-reset" in said
    assert "no such table: areas_area" in said
    assert Place(project / ".run" / "demo").read("processes.json") == {}


def test_servers_that_the_environment_names_are_used(project: Path, start: Start) -> None:
    named = {name: os.environ[name] for name in ("DATABASE_URL", "OWNER_DATABASE_URL", "REDIS_URL")}
    run = start(**named)
    said, _ = until_ready(run)
    assert "启动 Postgres" not in said
    assert "启动 Valkey" not in said
    assert len(Place(project / ".run" / "demo").read("processes.json")) == 3
    finish(run, signal.SIGTERM)
