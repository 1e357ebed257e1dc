"""What can no longer change is sealed: all of it, once, and without waiting for anybody."""

import threading
from contextlib import contextmanager
from pathlib import Path

import psycopg2
import pytest
from django.conf import settings
from django.db import connection, transaction
from django.db.utils import IntegrityError, ProgrammingError

from audit import services
from audit.models import Entry, Seal
from audit.services import sealing
from audit.verifying import verify
from grids.models import Source
from security.context import acting
from tests.factories import SourceFactory

pytestmark = pytest.mark.django_db(transaction=True)

WRITERS, EACH = 12, 15


class Writer(threading.Thread):
    """Runs something on a connection of its own; join() raises what it raised."""

    def __init__(self, work):
        super().__init__()
        self.work, self.error = work, None
        self.start()

    def run(self):
        try:
            self.work()
        except BaseException as error:
            self.error = error
        finally:
            connection.close()

    def join(self, timeout=60):
        super().join(timeout)
        assert not self.is_alive()
        if self.error:
            raise self.error


def test_entries_behind_a_running_transaction_wait_for_it(fresh):
    wrote, may_end = threading.Event(), threading.Event()

    def slow():
        with transaction.atomic():
            SourceFactory(name="慢")
            wrote.set()
            assert may_end.wait(30)

    writer = Writer(slow)
    assert wrote.wait(30)
    SourceFactory(name="快")
    assert services.seal() is None
    may_end.set()
    writer.join()
    assert services.seal().count == 2
    assert verify().findings == []


def test_a_transaction_in_another_database_holds_nothing_up(fresh, elsewhere):
    with elsewhere() as cursor:
        cursor.execute("SELECT pg_current_xact_id()")
        SourceFactory()
        assert services.seal().count == 1
    assert verify().findings == []


@pytest.fixture
def elsewhere():
    """Opens a transaction in another database of the same cluster."""
    given = settings.OWNER_DATABASE

    @contextmanager
    def begin():
        opened = psycopg2.connect(
            user=given["USER"],
            password=given["PASSWORD"],
            host=given["HOST"],
            port=given["PORT"],
            dbname="postgres",
        )
        with opened.cursor() as cursor:
            yield cursor
        opened.close()

    return begin


def test_nothing_new_makes_no_seal(fresh):
    assert services.seal() is None
    SourceFactory()
    assert services.seal().number == 1
    assert services.seal() is None


def test_twelve_writers_and_two_sealers_leave_nothing_unsealed_and_nothing_to_find(fresh):
    """Long transactions, rolled back ones and single writes, while it is sealed all the time."""
    done = threading.Event()

    def write(number):
        for turn in range(EACH):
            if turn % 3:
                Source.objects.create(name=f"{number}-{turn}")
                continue
            with transaction.atomic():
                Source.objects.create(name=f"{number}-{turn}")
                Source.objects.filter(name__startswith=f"{number}-").update(place=turn)
                transaction.set_rollback(turn % 2 == 1)

    def keep_sealing():
        while not done.is_set():
            services.seal()

    sealers = [Writer(keep_sealing) for _ in range(2)]
    writers = [Writer(lambda number=number: write(number)) for number in range(WRITERS)]
    verdicts = [verify() for _ in range(3)]
    for writer in writers:
        writer.join()
    done.set()
    for sealer in sealers:
        sealer.join()
    services.seal_all()
    verdict = verify()
    assert [found for each in (*verdicts, verdict) for found in each.findings] == []
    assert (verdict.entries, verdict.unsealed) == (Entry.objects.count(), 0)
    assert Entry.objects.count() > WRITERS * EACH
    assert list(Seal.objects.order_by("number").values_list("number", flat=True)) == list(
        range(1, verdict.seals + 1)
    )


def test_a_long_backlog_is_sealed_in_batches_that_split_no_transaction(fresh, monkeypatch):
    monkeypatch.setattr(sealing, "BATCH", 5)
    for _ in range(4):
        Source.objects.bulk_create(SourceFactory.build_batch(3))
    Source.objects.bulk_create(SourceFactory.build_batch(12))
    assert services.seal_all() == 24
    assert [seal.count for seal in Seal.objects.order_by("number")] == [6, 6, 12]
    assert verify().findings == []


def test_a_sealer_that_dies_leaves_no_gap(fresh):
    SourceFactory()
    with transaction.atomic():
        assert services.seal().number == 1
        transaction.set_rollback(True)
    assert verify().findings == []
    assert services.seal().number == 1
    assert verify().findings == []


@pytest.mark.parametrize(
    "lie",
    [
        {"number": 7},
        {"previous": "0" * 64},
        {"count": 1},
        {"digest": "0" * 64},
        {"horizon": 2**60},
        {"next_xid": 2**60},
    ],
    ids=lambda lie: next(iter(lie)),
)
def test_only_the_next_seal_is_kept(fresh, lie):
    SourceFactory()
    services.seal()
    SourceFactory.create_batch(3)
    with transaction.atomic():
        truth = services.seal()
        transaction.set_rollback(True)
    for name, value in lie.items():
        setattr(truth, name, value)
    with pytest.raises(IntegrityError, match="not the next seal"):
        sealing.write(truth)


def test_nobody_seals_in_a_users_name(fresh, officer):
    SourceFactory()
    with acting(officer.pk), pytest.raises(ProgrammingError, match="only the portal itself"):
        sealing.write(Seal(number=1, leaves=b"", count=0, horizon=1, next_xid=1))


def test_a_restored_record_goes_on_counting(fresh):
    """A dump brought into a new cluster: transactions count from the beginning again, the record does not."""
    SourceFactory.create_batch(2)
    services.seal()
    SourceFactory()
    fresh("UPDATE audit_entry SET xid = xid + 50000000")
    fresh("TRUNCATE audit_seal")
    fresh("SELECT setval('portal.seal_reached', 0, false)")
    prepare = Path(settings.BASE_DIR, "audit", "sql", "audit.sql").read_text(encoding="utf-8")
    try:
        fresh(prepare)
        assert services.seal_all() == 3
        SourceFactory()
        assert services.seal_all() == 1
        assert verify().findings == []
    finally:
        fresh(
            "CREATE OR REPLACE FUNCTION portal.xid_base() RETURNS bigint LANGUAGE sql IMMUTABLE "
            "AS 'SELECT 0::bigint'"
        )
        fresh("TRUNCATE audit_entry, audit_seal")
