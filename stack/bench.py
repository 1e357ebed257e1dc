"""`make bench`: how fast it is, on servers of its own whose filled county stays for the next run."""

import os

from stack import services
from stack.console import Refusal
from stack.place import RUN, Occupied, Place

SETTINGS = "benchmarks.apparatus.settings"


def run(arguments: list[str]) -> int:
    """Fill the county where it is not filled yet, then run the benchmarks that are named, or all."""
    place = Place(RUN / "bench")
    try:
        place.take()
    except Occupied as error:
        raise Refusal("另一个 make bench 正在运行，等它结束；同时量两次，两次都不准。") from error
    for name in ("OWNER_DATABASE_URL", "DATABASE_URL", "REDIS_URL", "DATA_DIR"):
        os.environ.pop(name, None)  # never the servers of an installation in use
    with services.running(place, SETTINGS) as (children, found):
        os.environ.update(found)
        from benchmarks.apparatus import running  # needs what .venv holds

        return running.run(arguments, children, found)
