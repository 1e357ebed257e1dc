"""The processes of the run, who dies when, and who brings the dead back: as compose does."""

import os
import random
import signal
import sys
import time
from collections import Counter
from collections.abc import Mapping

from stack.console import Refusal
from stack.place import Place
from stack.processes import Child, Children

WRITERS, WORKERS = 3, 2
STARTING = 90.0  # seconds in which every writer must have written something
# Who is killed, how often among ten kills.
TURNS = ["postgres"] * 3 + ["valkey"] * 2 + ["worker"] * 4 + ["writer"]


class Crowd:
    """All programs of the run by name; the servers are those that the stack started."""

    def __init__(self, place: Place, children: Children, found: Mapping[str, str]) -> None:
        self.children = children
        servers = {child.name: child for child in children.all}
        self.all: dict[str, Child] = {"postgres": servers["Postgres"], "valkey": servers["Valkey"]}
        self.killed: Counter[str] = Counter()
        self.acknowledged = [place.folder / f"acknowledged{number}.jsonl" for number in range(WRITERS)]
        for number, file in enumerate(self.acknowledged):
            self.add(place, found, f"writer{number}", "chaos.writer", str(number), str(file))
        for number in range(WORKERS):
            words = (
                "celery",
                "-A",
                "governance",
                "worker",
                "-c",
                "1",
                "-l",
                "WARNING",
                "-n",
                f"chaos{number}@local",
            )
            self.add(place, found, f"worker{number}", *words)
        schedule = str(place.folder / "beat-schedule")
        self.add(place, found, "beat", "celery", "-A", "governance", "beat", "--pidfile=", "-s", schedule)

    def add(self, place: Place, found: Mapping[str, str], name: str, *words: str) -> None:
        self.all[name] = Child(name, [sys.executable, "-m", *words], found, place.log / f"{name}.log")

    def wait_until_writing(self) -> None:
        """Until each writer was told of a write. Raises Refusal where that never comes."""
        end = time.monotonic() + STARTING
        while not all(file.exists() and file.stat().st_size for file in self.acknowledged):
            self.revive()
            if time.monotonic() > end:
                raise Refusal(f"{STARTING:.0f} 秒了还没有人写入。")
            time.sleep(0.2)

    def kill_one(self, chance: random.Random) -> str:
        """Kill -9 somebody; who."""
        turn = chance.choice(TURNS)
        names = [name for name, child in self.all.items() if name.startswith(turn) and child.alive]
        if not names:
            return ""
        name = chance.choice(names)
        process = self.all[name].process
        if process is None:
            return ""
        # Postgres's own children are groups of their own; they end when they see that their parent is gone.
        (os.kill if turn == "postgres" else os.killpg)(process.pid, signal.SIGKILL)
        process.wait()
        self.killed[turn] += 1
        return name

    def revive(self) -> None:
        """Start again who is dead. Postgres refuses while children of the dead one live; then once more."""
        for child in self.all.values():
            if not child.alive:
                self.children.start(child)

    def stop_writers(self) -> None:
        for name in [name for name in self.all if name.startswith("writer")]:
            self.all.pop(name).stop()


def rage(crowd: Crowd, seconds: float, between: float, chance: random.Random) -> None:
    """Kill, let live, kill, until the time is over and everybody is up again."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        crowd.kill_one(chance)
        due = time.monotonic() + between * chance.uniform(0.5, 1.5)
        while time.monotonic() < due:
            crowd.revive()
            time.sleep(0.1)
    crowd.revive()
