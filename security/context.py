"""In whose name the database is asked. Set once for each request, task and command; without it, any
query on a guarded table fails with an error.

A context is a text that the database keeps for the connection (`portal.context`), signed with a key that
only this process and the database's keeper know: SQL that slips in somewhere cannot make itself another.
The connection (security.postgres) tells the database before the first query that runs under it.
"""

import hashlib
import hmac
import json
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import connection


@dataclass
class Context:
    """One name to ask in. `claim` is turned by the database into `value`, which says what the user reaches;
    a context of the portal itself has its value from the start. `read_at` is the database's clock then.
    """

    value: str = ""
    claim: str = ""
    read_at: datetime | None = None

    @property
    def own(self) -> bool:
        """Is it the portal's own name?"""
        return not self.claim and bool(self.value)


NOBODY = Context()
_current: ContextVar[Context | None] = ContextVar("security.context", default=None)
_fallback: list[Context] = [NOBODY]  # what holds where nothing was set: nobody, but in tests


def current() -> Context:
    return _current.get() or _fallback[0]


def told_of(user: int) -> dict[str, Any] | None:
    """What the database worked out of this user's reach, where the context is theirs and was told already."""
    context = current()
    if not context.claim or not context.value:
        return None
    says: dict[str, Any] = json.loads(payload(context.value))
    return says if says.get("user") == user else None


@contextmanager
def acting(user: int | None, *, address: str = "", request: str = "", purpose: str = "") -> Iterator[None]:
    """Ask in this user's name: the database shows what their duties, grants and accusations allow.

    None is a visitor who has not signed in. The rest goes into the record of what is written.
    """
    claim = written(user=user, address=address, request=request, purpose=purpose)
    with under(Context(claim=signed("claim", claim))):
        yield


@contextmanager
def everything(purpose: str) -> Iterator[None]:
    """Ask in the portal's own name, for a purpose that goes into the record: a task, a command, a service.

    Where a request does so for a moment, who made it stays known.
    """
    with under(Context(value=own_value(purpose))):
        yield


@contextmanager
def under(context: Context) -> Iterator[None]:
    """Ask in this context until the end of the block, then in the one around it again."""
    token = _current.set(context)
    try:
        yield
    finally:
        _current.reset(token)


def tell() -> None:
    """Tell the database the context now, before a transaction whose first statement must be another."""
    with connection.cursor():
        return


def fall_back_on(purpose: str) -> None:
    """Where no context is set, ask in the portal's own name. For the tests' own set-up alone."""
    _fallback[0] = Context(value=own_value(purpose))


def own_value(purpose: str) -> str:
    """The signed text of a context that sees everything. Keeps who asked in the context around it."""
    around = json.loads(payload(current().claim or current().value) or "{}")
    kept: dict[str, Any] = {name: around.get(name) for name in ("user", "address", "request")}
    return signed("context", written(**kept, purpose=purpose, everything=True))


def admit(matter: int) -> None:
    """Let the rest of this request write on a matter that the user sees now, though a move may take it
    out of their sight. Raises an error where they do not see it.
    """
    if not current().own:
        admitted("SELECT portal.admit(%s)", [matter])


def admitted(sql: str, given: list[Any]) -> tuple[Any, ...]:
    """Ask a function that lets this request write on one more matter: the rest of what it answers.

    Its first column is the context that the database has from now on, or NULL for the one it had.
    """
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        value, *rest = cursor.fetchone()
    if value:
        current().value = value
        connection.told = current(), value  # type: ignore[attr-defined]
    return tuple(rest)


def written(**says: Any) -> str:
    return json.dumps(says, ensure_ascii=False, separators=(",", ":"))


def signed(use: str, text: str) -> str:
    """The text behind its signature; `use` keeps a claim from passing as a context."""
    return f"{hmac.new(key(), f'{use}|{text}'.encode(), hashlib.sha256).hexdigest()}|{text}"


def payload(text: str) -> str:
    """What a signed text says."""
    return text.partition("|")[2]


def key() -> bytes:
    """The key of contexts, derived from SECRET_KEY: after a change of it, run prepare_database."""
    return hashlib.sha256(f"portal.context|{settings.SECRET_KEY}".encode()).digest()
