"""One actor goes through the portal: each request is asked, its answer opened and held against the table."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.core import mail
from django.db import connection, transaction
from django.template.base import Template
from django.test import Client
from django.test.utils import _TestState

from accounts.http import CONFIRMED
from security import clock
from security.logs import MaskedFormatter
from tests.matrix.expected import ANONYMOUS, readers
from tests.matrix.reading import cached, mailed, said
from tests.matrix.world import World
from tests.test_architecture import APPS

OPERATOR = "stranger"  # who runs a command, or gets mail without an account, reads no more than this one


@dataclass(frozen=True)
class Ask:
    """A request, and the status (or statuses) that the table has for it."""

    url: str
    status: int | tuple[int, ...]
    method: str = "get"
    data: Any = None
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def statuses(self) -> tuple[int, ...]:
        return self.status if isinstance(self.status, tuple) else (self.status,)


@dataclass(frozen=True)
class Finding:
    """Something that should not be.

    A "canary" that was told, a "count" with a foreign row in it, a "write" that was not theirs to make; or
    something "wrong" that reaches nobody, as a bad "status".
    """

    sort: str
    actor: str
    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.sort}: {self.actor} at {self.where}: {self.what}"


class Walk:
    """What one actor asked, and what was found."""

    def __init__(self, world: World, actor: str, *, whole: bool = True) -> None:
        """Not whole, it asks of what is refused a share only (tests/matrix/parts.py)."""
        self.world, self.actor, self.whole = world, actor, whole
        self.findings: list[Finding] = []
        self.asked = 0
        self.client = Client(raise_request_exception=False)
        if actor != ANONYMOUS:
            self.client.force_login(world.people[actor])
            session = self.client.session
            session[CONFIRMED] = clock.now().timestamp()  # has just given the password again
            session.save()

    def found(self, sort: str, where: str, what: str) -> None:
        self.findings.append(Finding(sort, self.actor, where, what))

    def ask(self, ask: Ask) -> tuple[Any, str]:
        """Make the request; note what its answer and the log say that they should not. (response, text)"""
        call = getattr(self.client, ask.method)
        with listening() as records, plainly_rendered(), mended():
            response = call(ask.url, ask.data or {}, headers=ask.headers)
            text = said(response)
        self.asked += 1
        where = f"{ask.method.upper()} {ask.url}"
        if response.status_code not in ask.statuses:
            self.found("status", where, f"{response.status_code}, not {ask.status}")
        own = f"{ask.url} {ask.data}"
        self.hold(text, where, own=own)
        self.hold(logged(records), f"the log of {where}", own=own, reader="nobody")
        return response, text

    def hold(self, text: str, where: str, *, own: str = "", reader: str = "") -> None:
        """Note the words in the text that the reader (this actor, unless told) may not read.

        What they wrote themselves comes back to them in addresses and forms: that tells nothing.
        """
        canaries, reader = self.world.canaries, reader or self.actor
        for word in canaries.found_in(text) - canaries.found_in(own):
            canary = canaries.known[word]
            if reader not in readers(canary):
                self.found("canary", where, str(canary))

    def hold_mail(self, where: str) -> None:
        """Each mail that was sent, against what its recipient may read."""
        for message in mail.outbox:
            known = self.world.canaries.known.get(message.to[0].split("@")[0])
            owner = known.owner if known else OPERATOR
            self.hold(mailed(message), f"mail to {owner} of {where}", own=message.to[0], reader=owner)

    def hold_cache(self) -> None:
        """What is cached is everybody's, so nothing of anybody's."""
        self.hold(cached(), "the cache", reader=ANONYMOUS)


@contextmanager
def mended() -> Iterator[None]:
    """A request that breaks the walk's transaction leaves it as it was before. Without one it has its own."""
    if not connection.in_atomic_block:
        yield
        return
    point = transaction.savepoint()
    yield
    if connection.connection.info.transaction_status == IN_ERROR:
        connection.needs_rollback = False
        transaction.savepoint_rollback(point)
    else:
        transaction.savepoint_commit(point)


IN_ERROR = 3  # psycopg2.extensions.TRANSACTION_STATUS_INERROR


@contextmanager
def plainly_rendered() -> Iterator[None]:
    """Templates as in use: the test client would copy the context of every part of a page, which is slow."""
    instrumented, Template._render = Template._render, _TestState.saved_data.template_render
    try:
        yield
    finally:
        Template._render = instrumented


def logged(records: list[logging.LogRecord]) -> str:
    """What the portal writes of the records, with their tracebacks; not what developers' error page would."""
    formatter = MaskedFormatter("%(message)s")
    return "\n".join(formatter.format(record) for record in records)


@contextmanager
def listening() -> Iterator[list[logging.LogRecord]]:
    """All that is logged meanwhile: by the project at any level, by others from INFO."""
    records: list[logging.LogRecord] = []
    ear = logging.Handler()
    ear.emit = records.append  # type: ignore[method-assign]
    root, ours = logging.getLogger(), [logging.getLogger(app) for app in APPS]
    root.addHandler(ear)
    levels = [(logger, logger.level) for logger in ours]
    for logger in ours:
        logger.setLevel(logging.DEBUG)
    try:
        yield records
    finally:
        root.removeHandler(ear)
        for logger, level in levels:
            logger.setLevel(level)
