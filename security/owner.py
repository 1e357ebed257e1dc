"""The database's owner: who makes tables, policies and triggers, and nobody else's name to ask in."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.db import connection

LOGIN = ("USER", "PASSWORD", "HOST", "PORT")
_usual: dict[str, Any] = {}  # while the owner is connected: the login of the portal's role


def portal(what: str) -> str:
    """USER or PASSWORD of the role that the portal runs as, also while the owner is connected."""
    return str((_usual or connection.settings_dict)[what])


@contextmanager
def as_owner() -> Iterator[None]:
    """Connect as the owner until the end of the block. Raises ValueError where no owner is named."""
    owner = settings.OWNER_DATABASE
    if owner is None:
        raise ValueError("没有设置 OWNER_DATABASE_URL（数据库属主的地址），只有它能建表和设权限。")
    usual = {name: connection.settings_dict[name] for name in LOGIN}
    _usual.update(usual)
    connection.close()
    connection.settings_dict.update({name: owner.get(name, "") for name in LOGIN})
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update(usual)
        _usual.clear()
