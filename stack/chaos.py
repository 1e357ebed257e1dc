"""`make chaos`: does anything get lost or done twice, whatever is killed? On servers of its own."""

import os

from stack import services
from stack.console import Refusal
from stack.place import RUN, Occupied, Place
from stack.processes import clear_up_after_a_killed_run

SETTINGS = "chaos.settings"


def run(arguments: list[str]) -> int:
    """Kill for 75 seconds, or as many as given, then race; 0 where nothing was wrong, else 1."""
    place = Place(RUN / "chaos")
    try:
        place.take()
    except Occupied as error:
        raise Refusal("另一个 make chaos 正在运行，等它结束。") from error
    clear_up_after_a_killed_run(place)
    place.empty()
    for name in ("OWNER_DATABASE_URL", "DATABASE_URL", "REDIS_URL", "DATA_DIR"):
        os.environ.pop(name, None)  # never the servers of an installation in use
    with services.running(place, SETTINGS) as (children, found):
        from chaos import running  # needs what .venv holds

        code = running.run(arguments, place, children, found)
    if code == 0:
        place.remove()  # else its data and logs stay to be looked at
    return code
