"""The environment in which the project runs: servers of its own, or those that the environment names."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from stack import postgres, valkey
from stack.console import Refusal, step
from stack.place import Place
from stack.processes import Children, clear_up_after_a_killed_run


@contextmanager
def running(
    place: Place, settings: str, *, durable: bool = True
) -> Iterator[tuple[Children, dict[str, str]]]:
    """Start what the environment does not name; yield the programs and the environment; stop all.

    The place must have been taken.
    """
    clear_up_after_a_killed_run(place)
    children = Children(place)
    try:
        yield children, environment(place, children, settings, durable=durable)
    finally:
        children.stop()


def environment(place: Place, children: Children, settings: str, *, durable: bool = True) -> dict[str, str]:
    """The variables of governance/settings, with the addresses of the servers, started when needed."""
    found = dict(os.environ)
    found.setdefault("SECRET_KEY", place.secret("secret_key"))
    found.setdefault("FIELD_KEYS", f"k1:{place.secret('field_key')}")
    found.setdefault("BLIND_INDEX_KEY", place.secret("blind_index_key"))
    found.setdefault("DATA_DIR", str(place.data))
    found["DJANGO_SETTINGS_MODULE"] = settings
    found["PYTHONUNBUFFERED"] = "1"
    if bool(found.get("DATABASE_URL")) != bool(found.get("OWNER_DATABASE_URL")):
        raise Refusal(
            "用自己的 Postgres 时，要一起设置两个地址："
            "DATABASE_URL（平台用的角色）和 OWNER_DATABASE_URL（属主，建表用）。"
        )
    if not found.get("OWNER_DATABASE_URL"):
        with step("启动 Postgres"):
            found["OWNER_DATABASE_URL"] = postgres.start(place, children, durable=durable)
        found["DATABASE_URL"] = postgres.for_portal(found["OWNER_DATABASE_URL"], place)
    if not found.get("REDIS_URL"):
        with step("启动 Valkey"):
            found["REDIS_URL"] = valkey.start(place, children)
    return found
