"""What the person at the terminal sees: steps with their seconds, and refusals in one clear sentence."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class Refusal(Exception):
    """Something stands in the way; the message says in Chinese what it is and how to mend it."""


def say(text: str = "") -> None:
    """Print one line at once, also into a pipe."""
    print(text, flush=True)


@contextmanager
def step(title: str) -> Iterator[None]:
    """Print the title, run the body, print the seconds it took."""
    print(f"· {title} …… ", end="", flush=True)
    began = time.monotonic()
    try:
        yield
    except BaseException:
        say("未完成")
        raise
    say(f"{time.monotonic() - began:.1f} 秒")


def tail(log: Path, lines: int = 20) -> str:
    """The last lines of a log file, for a refusal; empty when there is none."""
    if not log.exists():
        return ""
    return "\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-lines:])
