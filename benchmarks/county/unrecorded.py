"""Writing without the record of writes: its triggers fire even where a session asks for none."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from audit.triggers import quoted

TRIGGERS = """
SELECT c.relname, t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
WHERE starts_with(t.tgname, 'audit_') AND (%(only)s = '' OR c.relname = %(only)s)
"""


@contextmanager
def unrecorded(only: str = "") -> Iterator[None]:
    """Switch the triggers of this table off, or of all that have them, and on again. As their owner."""
    with connection.cursor() as cursor:
        cursor.execute(TRIGGERS, {"only": only})
        found = cursor.fetchall()
    switch(found, "DISABLE TRIGGER")
    try:
        yield
    finally:
        switch(found, "ENABLE ALWAYS TRIGGER")


def switch(found: list[tuple[str, str]], how: str) -> None:
    with connection.cursor() as cursor:
        for table, trigger in found:
            cursor.execute(f"ALTER TABLE {quoted(table)} {how} {quoted(trigger)}")
