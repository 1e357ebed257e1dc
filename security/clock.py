"""The database's clock, by which everything here is due, late or too old.

A web server's own clock may be off by hours; the database's is one for all (it reminds nobody early).
"""

from datetime import datetime, timedelta

from django.db import connection
from django.utils import timezone

_ahead: dict[int, timedelta] = {}  # by connection: how far the database's clock is before this process's


def now() -> datetime:
    """The database's time. One query for each connection; after it, this process's clock, set right."""
    connection.ensure_connection()
    key = id(connection.connection)
    if key not in _ahead:
        _ahead.clear()
        _ahead[key] = asked() - timezone.now()
    return timezone.now() + _ahead[key]


def asked() -> datetime:
    """The database's time, asked of it now."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        moment: datetime = cursor.fetchone()[0]
    return moment
