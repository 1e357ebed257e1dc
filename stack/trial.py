"""Servers for one run of tests or checks, in a place of its own that is removed afterwards."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager

from stack import services
from stack.place import RUN, Occupied, Place
from stack.processes import clear_up_after_a_killed_run

SETTINGS = "governance.settings.test"


@contextmanager
def environment() -> Iterator[dict[str, str]]:
    """Start servers and yield their environment; all gone afterwards."""
    RUN.mkdir(exist_ok=True)
    place = Place(RUN / f"test-{os.getpid()}")
    with (RUN / "trials.lock").open("w") as lock:
        # One at a time, else another run could sweep this place away before it is locked.
        fcntl.flock(lock, fcntl.LOCK_EX)
        remove_dead_places()
        place.take()
    try:
        with services.running(place, SETTINGS, durable=False) as (_, found):
            found["DATA_DIR"] = str(place.data)  # never the folder of an installation in use
            # The live server runs beside Playwright's event loop.
            found["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
            yield found
    finally:
        place.remove()


def remove_dead_places() -> None:
    """Stop and delete what killed runs have left behind."""
    for folder in RUN.glob("test-*"):
        place = Place(folder)
        try:
            place.take()
        except Occupied:
            continue
        clear_up_after_a_killed_run(place)
        place.remove()
