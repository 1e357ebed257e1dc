import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from stack.console import Refusal
from stack.place import ROOT, Place
from stack.processes import Child, Children, clear_up_after_a_killed_run, command_of

SLEEP = "import sys, time; print('up', flush=True); time.sleep(60)"


def sleeper(place: Place, name: str = "sleeper", code: str = SLEEP) -> Child:
    return Child(name, [sys.executable, "-c", code, place.folder], os.environ, place.log / f"{name}.log")


def wait_for(what: Callable[[], object]) -> None:
    deadline = time.monotonic() + 10
    while not what():
        assert time.monotonic() < deadline, "it never happened"
        time.sleep(0.02)


def test_what_dies_is_started_again_and_said(
    place: Place, children: Children, capsys: pytest.CaptureFixture[str]
) -> None:
    child = children.start(sleeper(place))
    first = child.process.pid if child.process else 0
    os.kill(first, signal.SIGKILL)
    wait_for(lambda: not child.alive)
    children.watch_once()
    assert child.alive
    assert child.process
    assert child.process.pid != first
    assert "sleeper 意外退出，正在重新启动" in capsys.readouterr().out


def test_what_dies_again_and_again_is_given_up_with_its_log(place: Place, children: Children) -> None:
    child = children.start(sleeper(place, code="print('no such table'); raise SystemExit(1)"))

    def until_given_up() -> None:
        for _ in range(5):
            wait_for(lambda: not child.alive)
            children.watch_once()

    with pytest.raises(Refusal, match=r"(?s)一分钟内退出五次.*no such table"):
        until_given_up()


def test_all_are_stopped_the_last_started_first(place: Place, children: Children) -> None:
    said = place.folder / "said"
    code = (
        "import signal, sys, time\n"
        "def end(*_):\n"
        f"    open({str(said)!r}, 'a').write(sys.argv[2] + ' '); sys.exit(0)\n"
        "signal.signal(signal.SIGTERM, end)\n"
        "print('up', flush=True); time.sleep(60)"
    )
    for name in ("first", "second", "third"):
        child = sleeper(place, name, code)
        child.argv = [*child.argv, name]
        children.start(child)
        child.wait_until(lambda log=child.log: "up" in log.read_text())
    children.stop()
    assert said.read_text().split() == ["third", "second", "first"]


def test_a_deaf_program_is_killed_with_its_children(place: Place, children: Children) -> None:
    code = (
        "import signal, subprocess, sys, time\n"
        "signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
        "print(subprocess.Popen(['sleep', '61']).pid, flush=True); time.sleep(60)"
    )
    child = sleeper(place, code=code)
    child.patience = 0.2
    children.start(child)
    wait_for(lambda: child.log.read_text().strip())
    grandchild = int(child.log.read_text())
    assert "sleep" in command_of(grandchild)
    children.stop()
    wait_for(lambda: command_of(grandchild) == "")


def test_a_program_that_dies_at_once_is_refused_with_its_last_words(place: Place, children: Children) -> None:
    child = children.start(sleeper(place, code="raise SystemExit('the port is taken')"))
    with pytest.raises(Refusal, match=r"(?s)没有启动成功.*the port is taken"):
        child.wait_until(lambda: False)


def test_the_next_run_stops_what_a_killed_run_left_behind(tmp_path: Path) -> None:
    folder = tmp_path / "run"
    run = (
        "import os, sys, time; from pathlib import Path\n"
        "from stack.place import Place; from stack.processes import Child, Children\n"
        f"place = Place(Path({str(folder)!r})); place.take()\n"
        "argv = [sys.executable, '-c', 'import time; time.sleep(62)', place.folder]\n"
        "child = Children(place).start(Child('x', argv, os.environ, place.log / 'x.log'))\n"
        "print(child.process.pid, flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", run], cwd=ROOT, stdout=subprocess.PIPE, text=True) as first:
        assert first.stdout
        orphan = int(first.stdout.readline())
        first.kill()
    assert "time.sleep(62)" in command_of(orphan)
    second = Place(folder)
    second.take()
    assert clear_up_after_a_killed_run(second) == 1
    wait_for(lambda: command_of(orphan) == "")
    assert clear_up_after_a_killed_run(second) == 0
    second.release()


def test_a_number_that_was_given_to_another_program_is_left_alone(place: Place) -> None:
    with subprocess.Popen(["sleep", "63"]) as stranger:
        place.write("processes.json", {str(stranger.pid): "-m celery -A governance worker"})
        assert clear_up_after_a_killed_run(place) == 0
        assert stranger.poll() is None
        stranger.kill()
