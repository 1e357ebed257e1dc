"""The environment in which the project runs: servers of its own, or those that the environment names."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from stack import postgres, valkey
from stack.console import step
from stack.place import Place
from stack.processes import Children, clear_up_after_a_killed_run


@contextmanager
def running(place: Place, settings: str) -> Iterator[tuple[Children, dict[str, str]]]:
    """Start what DATABASE_URL and REDIS_URL do not name; yield the programs and the environment; stop all.

    The place must have been taken.
    """
    clear_up_after_a_killed_run(place)
    children = Children(place)
    try:
        yield children, environment(place, children, settings)
    finally:
        children.stop()


def environment(place: Place, children: Children, settings: str) -> dict[str, str]:
    """The variables of governance/settings, with the addresses of the servers, started when needed."""
    found = dict(os.environ)
    found.setdefault("SECRET_KEY", place.secret("secret_key"))
    found.setdefault("DATA_DIR", str(place.data))
    found["DJANGO_SETTINGS_MODULE"] = settings
    found["PYTHONUNBUFFERED"] = "1"
    if not found.get("DATABASE_URL"):
        with step("启动 Postgres"):
            found["DATABASE_URL"] = postgres.start(place, children)
    if not found.get("REDIS_URL"):
        with step("启动 Valkey"):
            found["REDIS_URL"] = valkey.start(place, children)
    return found
