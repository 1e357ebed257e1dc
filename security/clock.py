"""The database's clock, by which everything here is stamped, due, late or too old.

A web server's own clock may be off by hours; the database's is one for all (it reminds nobody early).
What a query writes or compares takes `Now()` in the query itself; this is for what Python has to judge.
"""

import time
from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from datetime import time as time_of_day
from typing import Any
from weakref import WeakKeyDictionary

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models import DateTimeField, Value
from django.db.models.functions import Now
from django.utils import timezone

SAMPLES = 3
SET_BY = 1.0  # seconds: where the process's two clocks part by more, one was set, or the machine slept


@dataclass(frozen=True)
class Reading:
    """What the database's clock showed, and this process's two clocks just after."""

    shown: datetime
    ticks: float  # only ever goes on, whatever anybody sets
    wall: float
    took: float

    @classmethod
    def taken(cls) -> "Reading":
        """Ask the database."""
        begun = time.monotonic()
        shown = asked()
        ended = time.monotonic()
        return cls(shown, ended, time.time(), ended - begun)

    @property
    def holds(self) -> bool:
        """Did this process's clocks go on alike since? Where not, nobody knows how long that was."""
        return abs((time.time() - self.wall) - (time.monotonic() - self.ticks)) < SET_BY

    @property
    def now(self) -> datetime:
        return self.shown + timedelta(seconds=time.monotonic() - self.ticks)


# By connection, which one thread has to itself, and gone with it: a new one may reach another server.
_readings: MutableMapping[Any, Reading] = WeakKeyDictionary()


_told: ContextVar[datetime | None] = ContextVar("security.clock", default=None)


@contextmanager
def as_of(moment: datetime) -> Iterator[None]:
    """Let it be this moment in here, so that a demo's history is made by the services themselves.

    Raises RuntimeError where there is no demo: the portal's own clock is the database's and no other.
    """
    if not settings.DEMO:
        raise RuntimeError("only a demo tells of another day")
    token = _told.set(moment)
    try:
        yield
    finally:
        _told.reset(token)


def told() -> datetime | None:
    """The moment that a demo tells of; None in all earnest. What is told is no news to anybody."""
    return _told.get()


def in_query() -> Any:
    """The moment, as a query writes or compares it."""
    moment = told()
    return Value(moment, output_field=DateTimeField()) if moment else Now()


def now() -> datetime:
    """The database's time, behind it by no more than the way from there; never before it.

    No query: it goes on from what the database showed when the connection was opened. Only where this
    process's clock was set since, or the machine slept, the database is asked again.
    """
    if moment := told():
        return moment
    connection.ensure_connection()
    reading = _readings.get(connection.connection)
    if reading is None or not reading.holds:
        reading = _readings[connection.connection] = read()
    return reading.now


def today() -> date:
    """The local day of the database's time."""
    return timezone.localdate(now())


def day_begins(day: date) -> datetime:
    """The first moment of the day, here."""
    return datetime.combine(day, time_of_day.min, tzinfo=timezone.get_default_timezone())


def read() -> Reading:
    """The reading that came back the fastest of a few: it is the least behind."""
    return min((Reading.taken() for _ in range(SAMPLES)), key=lambda reading: reading.took)


def asked() -> datetime:
    """The database's time, asked of it now."""
    if history := told():
        return history
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        moment: datetime = cursor.fetchone()[0]
    return moment


def read_at_opening(connection: Any, **_: Any) -> None:
    """Read the clock with each new connection, so that no page's queries are one more than another's."""
    if connection is connections[DEFAULT_DB_ALIAS]:
        now()
