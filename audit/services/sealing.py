"""Seal what can no longer change: beside the work, never in its way."""

from datetime import datetime

from django.db import connection, transaction

from audit import chain
from audit.models import Seal
from security import clock

LOCK = 7_303  # the advisory lock of whoever seals, or reads how far the chain has come
BATCH = 200_000  # entries, about: a transaction is never split


@transaction.atomic
def seal() -> Seal | None:
    """Seal the entries of all transactions that have ended, up to a batch; None where there are none.

    By transactions, not by ids or times: one that began long ago may still write, and its entries would
    come in behind. Safe beside itself: the second goes away. Call it in the portal's own name.
    """
    if not locked():
        return None
    sealed_at = clock.asked()  # before the snapshot, so that what is not in it is younger
    closed, next_xid = horizon()
    last = Seal.objects.head()
    low = last.horizon if last else 0
    high = cut(low, closed)
    leaves = bytearray()
    if high > low:
        chain.read(low, high, lambda line: leaves.extend(line.leaf))
    if not leaves:
        return None
    return keep(bytes(leaves), sealed_at=sealed_at, horizon=high, next_xid=next_xid, last=last)


def seal_all() -> int:
    """Seal until nothing is left that can be; how many entries."""
    sealed = 0
    while made := seal():
        sealed += made.count
    return sealed


def locked() -> bool:
    """Take the lock until this transaction ends; False where another holds it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        return bool(cursor.fetchone()[0])


def horizon() -> tuple[int, int]:
    """Below which transaction all have ended, and from which on none has begun."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT closed, open FROM portal.horizon()")
        closed, next_xid = cursor.fetchone()
    return closed, next_xid


def cut(low: int, closed: int) -> int:
    """How far to go, so that a long backlog comes in batches."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT xid FROM audit_entry WHERE xid >= %s AND xid < %s ORDER BY xid OFFSET %s LIMIT 1",
            [low, closed, BATCH],
        )
        found = cursor.fetchone()
    return min(closed, found[0] + 1) if found else closed


def keep(leaves: bytes, *, sealed_at: datetime, horizon: int, next_xid: int, last: Seal | None) -> Seal:
    """Append the seal to the chain."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT portal.next_seal()")
        number = cursor.fetchone()[0]
    made = Seal(
        number=number,
        sealed_at=sealed_at,
        horizon=horizon,
        next_xid=next_xid,
        count=len(leaves) // chain.LEAF.size,
        leaves=leaves,
        digest=chain.digest_of(leaves),
        previous=last.hash if last else chain.FIRST,
    )
    made.hash = chain.hash_of(
        number=made.number,
        sealed_at=made.sealed_at,
        horizon=made.horizon,
        next_xid=made.next_xid,
        count=made.count,
        digest=made.digest,
        previous=made.previous,
    )
    write(made)
    return made


def write(made: Seal) -> None:
    """Through the one function that may: the web role writes nothing into this table itself."""
    columns = [field.attname for field in Seal._meta.concrete_fields]
    given = ", ".join(f"{column} => %s" for column in columns)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT portal.keep_seal({given})", [getattr(made, column) for column in columns])
