"""The test database: its tables are made once in a run, and each further process of it gets a copy.

Making the tables takes longer than any test, and as many processes as there are would each do the same.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.test.utils import setup_databases

from security.preparing import prepare

MADE = "test_made"  # what is copied; nobody connects to it
TURN_TO_MAKE = 61


@contextmanager
def _one_at_a_time() -> Iterator[object]:
    """A cursor beside the test databases. Who comes meanwhile waits."""
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [TURN_TO_MAKE])
        yield cursor


def database() -> list[tuple[object, str, bool]]:
    """The test database of this process, prepared as an installation is; what Django's teardown wants.

    The owner has to be connected.
    """
    name = connection.creation._get_test_db_name()
    with _one_at_a_time() as cursor:
        cursor.execute("SELECT EXISTS (SELECT 1 FROM pg_database WHERE datname = %s)", [MADE])
        if not cursor.fetchone()[0]:
            made = setup_databases(verbosity=0, interactive=False)
            connection.close()  # else it could not be copied
            cursor.execute(f'CREATE DATABASE "{MADE}" TEMPLATE "{name}"')
        else:
            cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{MADE}"')
            made = setup_databases(verbosity=0, interactive=False, keepdb=True)
    prepare()  # grants on the database itself are not copied
    return made
