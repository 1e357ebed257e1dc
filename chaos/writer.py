"""One writer, a process of its own: registers cases and sees each through, and writes down what was
acknowledged, on the disk, before it goes on. `python -m chaos.writer NUMBER FILE`.
"""

import json
import os
import sys
from pathlib import Path
from typing import Any
from uuid import uuid4

import django


def main(number: int, file: Path) -> None:
    """Write until killed."""
    django.setup()
    from chaos.steps import Story  # models, which want Django set up

    with file.open("a", encoding="utf-8") as log:
        story = Story(number, lambda **said: write_down(log, said))
        while True:
            story.one_case(uuid4())


def write_down(log: Any, said: dict[str, Any]) -> None:
    """On the disk when this returns. Begins a line: a kill may have torn the one before."""
    log.write("\n" + json.dumps(said) + "\n")
    log.flush()
    os.fsync(log.fileno())


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
