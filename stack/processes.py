"""Programs that a run starts, watches, restarts and stops; and those that a killed run left behind."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from stack.console import Refusal, say, tail
from stack.ending import undisturbed
from stack.place import ROOT, Place

LEFT_BEHIND = "processes.json"


@dataclass
class Child:
    """One program of a run. `how` holds further arguments of Popen; `stop_signal` asks it to end kindly."""

    name: str
    argv: Sequence[str | Path]
    env: Mapping[str, str]
    log: Path
    prefix: Sequence[str] = ()
    stop_signal: signal.Signals = signal.SIGTERM
    patience: float = 20.0  # seconds between asking and killing
    how: Mapping[str, Any] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None
    deaths: list[float] = field(default_factory=list)

    def start(self) -> None:
        """Start it in a session of its own, so that Ctrl-C reaches it only through us, in order."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [*self.prefix, *(str(part) for part in self.argv)],
                env=dict(self.env),
                cwd=ROOT,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                **self.how,
            )

    @property
    def mark(self) -> str:
        """What tells it from other programs in a process list; the first word may be rewritten there."""
        return " ".join(str(part) for part in self.argv[1:])

    @property
    def alive(self) -> bool:
        """Whether it runs now."""
        with undisturbed():
            return self.process is not None and self.process.poll() is None

    def stop(self) -> None:
        """Ask it to end, wait, then kill whatever is left of its group."""
        if self.process is None:
            return
        if self.alive:
            self.process.send_signal(self.stop_signal)
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(self.patience)
        kill_group(self.process.pid)
        self.process.wait()
        self.process = None

    def wait_until(self, ready: Callable[[], bool], seconds: float = 60.0) -> None:
        """Wait until it answers. Raises Refusal with the end of its log when it dies or stays silent."""
        deadline = time.monotonic() + seconds
        while self.alive and time.monotonic() < deadline:
            if ready():
                return
            time.sleep(0.05)
        raise Refusal(f"{self.name} 没有启动成功，日志 {self.log} 的最后几行：\n{tail(self.log)}")


class Children:
    """All programs of one run, written down in its place, so that the next can clear up after a kill -9."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.all: list[Child] = []

    def start(self, child: Child) -> Child:
        """Start a program and remember it."""
        with undisturbed():
            child.start()
            if child not in self.all:
                self.all.append(child)
            self._write_down()
        return child

    def watch_once(self) -> None:
        """Restart what has died. Raises Refusal when something dies five times within a minute."""
        for child in self.all:
            if child.alive:
                continue
            child.deaths = [at for at in child.deaths if at > time.monotonic() - 60] + [time.monotonic()]
            if len(child.deaths) >= 5:
                raise Refusal(f"{child.name} 一分钟内退出五次，已停止。日志 {child.log}：\n{tail(child.log)}")
            say(f"! {child.name} 意外退出，正在重新启动（日志 {child.log}）")
            if child.process:
                kill_group(child.process.pid)
            self.start(child)

    def stop(self) -> None:
        """Stop all, the last started first."""
        with undisturbed():
            for child in reversed(self.all):
                child.stop()
            self.all.clear()
            self._write_down()

    def _write_down(self) -> None:
        running = {str(child.process.pid): child.mark for child in self.all if child.process}
        self.place.write(LEFT_BEHIND, running)


def clear_up_after_a_killed_run(place: Place, seconds: float = 15.0) -> int:
    """Stop programs that a run killed with -9 left in this place; how many there were."""
    # A number whose program no longer bears the mark has long been given to another program.
    left = [(int(pid), mark) for pid, mark in place.read(LEFT_BEHIND).items() if mark in command_of(int(pid))]
    for pid, _ in reversed(left):
        with suppress(OSError):
            os.kill(pid, signal.SIGTERM)
    deadline = time.monotonic() + seconds
    while any(mark in command_of(pid) for pid, mark in left) and time.monotonic() < deadline:
        time.sleep(0.1)
    for pid, mark in left:
        if mark in command_of(pid):
            kill_group(pid)
    place.write(LEFT_BEHIND, {})
    return len(left)


def command_of(pid: int) -> str:
    """The command line of a running process; empty when there is none (or it is a zombie)."""
    proc = Path(f"/proc/{pid}/cmdline")
    if Path("/proc/self/cmdline").exists():
        try:
            return proc.read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            return ""
    answer = subprocess.run(
        ["ps", "-p", str(pid), "-o", "command="], capture_output=True, text=True, check=False
    )
    return answer.stdout.strip()


def kill_group(pid: int) -> None:
    """Kill -9 whatever is left of a process group; nothing when it is gone."""
    with suppress(OSError):
        os.killpg(pid, signal.SIGKILL)
