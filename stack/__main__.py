"""`python3 -m stack <command>`: what the Makefile calls. `make help` lists the commands."""

import os
import signal
import sys
from pathlib import Path
from types import FrameType

from stack import commands, install
from stack.console import Refusal, say
from stack.place import VENV


def main(arguments: list[str]) -> int:
    """Install, go over to .venv's Python, run the command; its exit code."""
    name, *rest = arguments or ["help"]
    command = commands.ALL.get(name)
    if command is None:
        raise Refusal(f"没有“{name}”这个命令。可用的有：{'、'.join(commands.ALL)}。")
    if name not in commands.WITHOUT_INSTALL:
        install.ensure()
        if Path(sys.prefix).resolve() != VENV.resolve():
            python = str(VENV / "bin" / "python")
            os.execv(python, [python, "-m", "stack", *arguments])  # noqa: S606 - same process, other Python
    return command(rest)


def stop(number: int, frame: FrameType | None) -> None:
    """End in order at the first signal; a second one must not cut the ending short."""
    for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(each, signal.SIG_IGN)
    raise KeyboardInterrupt


if __name__ == "__main__":
    for wanted in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        if (
            wanted != signal.SIGHUP or signal.getsignal(wanted) != signal.SIG_IGN
        ):  # nohup wants to be left alone
            signal.signal(wanted, stop)
    try:
        sys.exit(main(sys.argv[1:]))
    except Refusal as refusal:
        say(f"\n{refusal}")
        sys.exit(1)
    except KeyboardInterrupt:
        say("\n已停止。")
        sys.exit(130)
