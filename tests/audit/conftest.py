import psycopg2
import pytest
from django.conf import settings
from django.db import connection


@pytest.fixture
def owner(transactional_db):
    """Asks the test database as its owner, whom no right and no policy stops: the one who tampers."""
    given = settings.OWNER_DATABASE
    opened = psycopg2.connect(
        user=given["USER"],
        password=given["PASSWORD"],
        host=given["HOST"],
        port=given["PORT"],
        dbname=connection.settings_dict["NAME"],
    )
    opened.autocommit = True

    def ask(sql, *given):
        with opened.cursor() as cursor:
            cursor.execute(sql, given or None)
            return cursor.fetchall() if cursor.description else None

    yield ask
    opened.close()


@pytest.fixture
def fresh(owner):
    """The record as on the first day: what other tests have sealed is gone, also from the sequences."""
    owner("TRUNCATE audit_entry, audit_seal")
    owner("SELECT setval('portal.seal_reached', 0, false), setval('portal.seal_attempt', 0, false)")
    return owner
