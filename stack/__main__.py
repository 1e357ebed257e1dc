"""`python3 -m stack <command>`: what the Makefile calls. `make help` lists the commands."""

import os
import sys
from pathlib import Path

from stack import commands, ending, install
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


if __name__ == "__main__":
    ending.listen()
    try:
        sys.exit(main(sys.argv[1:]))
    except Refusal as refusal:
        say(f"\n{refusal}")
        sys.exit(1)
    except KeyboardInterrupt:
        say("\n已停止。")
        sys.exit(130)
