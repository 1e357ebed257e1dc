"""What is sealed, and how: one SHA-256 for each entry, one for each seal, each seal holding the one before.

It needs nothing but the rows and hashlib, so an auditor can do it again without this platform.
"""

import hashlib
import struct
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from django.db import connection

FIRST = ""  # what stands before the first seal
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
LEAF = struct.Struct(">q16s")  # an entry in its seal: its id, and the first half of its hash

# As COPY writes them: one line for each entry, fields apart by tabs, the time in microseconds.
ROWS = """
COPY (
    SELECT id, xid, (extract(epoch FROM at) * 1000000)::bigint, relation, "row", matter, op, actor, purpose,
        address, request, before, after
    FROM audit_entry WHERE xid >= {low} AND xid < {high} ORDER BY xid, id
) TO STDOUT
"""
BEYOND = 2**63 - 1  # no transaction has this number


class Line(NamedTuple):
    """One entry as it is read for sealing. Its hash is over all but its id, so that a swap can be told."""

    pk: int
    xid: int
    at: int
    hash: bytes

    @property
    def leaf(self) -> bytes:
        return LEAF.pack(self.pk, self.hash)


class Rows:
    """A file for COPY to write to: hands on each line, split and hashed."""

    def __init__(self, take: Callable[[Line], None]) -> None:
        self.take = take

    def write(self, data: bytes) -> int:
        for line in data.splitlines(keepends=True):
            pk, rest = line.split(b"\t", 1)
            xid, at, _ = rest.split(b"\t", 2)
            self.take(Line(int(pk), int(xid), int(at), hashlib.sha256(rest).digest()[:16]))
        return len(data)


def read(low: int, high: int, take: Callable[[Line], None]) -> None:
    """Hand over the entries of the transactions from `low` to before `high`, in their order."""
    with connection.cursor() as cursor:
        cursor.copy_expert(ROWS.format(low=int(low), high=int(high)), Rows(take))


def micros(moment: datetime) -> int:
    """The moment as it stands in a line."""
    return (moment - EPOCH) // timedelta(microseconds=1)


def moment(number: int) -> datetime:
    return EPOCH + timedelta(microseconds=number)


def digest_of(leaves: bytes) -> str:
    return hashlib.sha256(leaves).hexdigest()


def hash_of(
    *, number: int, sealed_at: datetime, horizon: int, next_xid: int, count: int, digest: str, previous: str
) -> str:
    """The hash of a seal: of its seven facts, a line each."""
    facts = (number, micros(sealed_at), horizon, next_xid, count, digest, previous)
    return hashlib.sha256("".join(f"{fact}\n" for fact in facts).encode()).hexdigest()


def leaves_of(leaves: bytes) -> dict[int, bytes]:
    """Hashes by id, from what a seal keeps."""
    return dict(LEAF.iter_unpack(leaves))
