"""Verify the record: entries against seals, the seals' chain, the triggers that write it."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.apps import apps
from django.db import connection, transaction
from django.utils import timezone

from audit import chain, triggers
from audit.anchors import Anchored
from audit.checking import Entries, Found, Kept
from audit.findings import Finding, Kind
from audit.linking import Links
from audit.models import YEARS, Entry, Seal, SealQuerySet
from audit.services.sealing import LOCK
from security import clock
from security.context import tell

AT_ONCE = 100_000  # entries, about, between two looks at the seals
# Entries go after their years (expire_audit), by their own time, a little before their seal's.
KEPT = timedelta(days=YEARS * 365.25 - 1)
NAMED = 50  # entries that are named one by one


@dataclass
class Verdict:
    """What was read, and what is wrong with it."""

    entries: int = 0
    unsealed: int = 0
    expired: int = 0
    seals: int = 0
    head: Seal | None = None
    findings: list[Finding] = field(default_factory=list)


def verify(
    anchors: Sequence[Anchored] = (),
    *,
    since: datetime | None = None,
    progress: Callable[[int], None] = lambda count: None,
) -> Verdict:
    """Read everything as it is at one moment. With `since`, entries that were sealed before are not read;
    their seals are. Call it in the portal's own name, outside a transaction.
    """
    links, entries = Links(anchors), Entries(chain.micros(clock.now() - KEPT))
    with one_moment() as next_number:
        for batch, whole in batches(since):
            links.follow(batch, whole=whole)
            seals = [kept(seal, whole) for seal in batch]
            if whole:
                entries.against(seals)
            else:
                entries.skip(seals)
            progress(entries.count)
        entries.rest()
        links.end(next_number)
        findings = [*links.findings, *told(list(entries.found())), *unwatched()]
    return Verdict(entries.count, entries.unsealed, entries.expired, links.count, links.last, findings)


@contextmanager
def one_moment() -> Iterator[int]:
    """A transaction that sees one moment to its end, and the number that the next seal had then.

    Nobody may seal while it begins: how far the chain has reached is no part of any snapshot.
    """
    tell()
    with ExitStack() as ending:
        with nobody_sealing(), connection.cursor() as cursor:
            ending.enter_context(transaction.atomic(durable=True))
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            cursor.execute("SELECT portal.next_seal()")
            number = cursor.fetchone()[0]
        yield number


@contextmanager
def nobody_sealing() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])


def batches(since: datetime | None) -> Iterator[tuple[list[Seal], bool]]:
    """All seals in their order, and whether with the hashes of their entries: not before `since`."""
    first = Seal.objects.light().filter(sealed_at__gte=since or chain.EPOCH).order_by("number").first()
    start = first.number if first else chain.BEYOND
    for older in gathered(Seal.objects.light().filter(number__lt=start)):
        yield older, False
    for newer in gathered(Seal.objects.filter(number__gte=start)):
        yield newer, True


def gathered(seals: SealQuerySet) -> Iterator[list[Seal]]:
    """So many seals at a time that the database is not asked for each of them."""
    batch, count = [], 0
    for seal in seals.order_by("number").iterator(chunk_size=500):
        batch.append(seal)
        count += seal.count
        if count >= AT_ONCE:
            yield batch
            batch, count = [], 0
    if batch:
        yield batch


def kept(seal: Seal, whole: bool) -> Kept:
    leaves = bytes(seal.leaves) if whole else b""
    return Kept(seal.number, seal.horizon, seal.next_xid, chain.micros(seal.sealed_at), leaves)


def told(found: list[Found]) -> Iterator[Finding]:
    """A sentence for each entry that is wrong, naming it; many of one kind are counted."""
    for kind in Kind:
        of_kind = [one for one in found if one.kind == kind]
        rows = Entry.objects.in_bulk([pk for one in of_kind[:NAMED] for pk in one.pks])
        for one in of_kind[:NAMED]:
            if one.kind is Kind.DELETED and one.pks[0] in rows:  # it is there, in another transaction
                one = one._replace(kind=Kind.EDITED)
            yield Finding(one.kind, sentence(one, [named(pk, rows.get(pk)) for pk in one.pks]))
        if len(of_kind) > NAMED:
            yield Finding(kind, f"还有 {len(of_kind) - NAMED} 条也是“{kind}”，没有一一列出。")


def named(pk: int, entry: Entry | None) -> str:
    """How a sentence names an entry: by its id, and by what it says of itself where it is there."""
    if entry is None:
        return f"第 {pk} 条"
    moment = timezone.localtime(entry.at)
    op = Entry.Op(entry.op).label if entry.op in Entry.Op.values else entry.op
    return f"第 {pk} 条（{moment:%Y-%m-%d %H:%M:%S} {op} {entry.relation} {entry.row}）"


def sentence(found: Found, names: list[str]) -> str:
    where = f"第 {found.seal} 号封存" if found.seal else "还没封存的记录"
    return {
        Kind.EDITED: f"{names[0]}被改过，和{where}对不上。",
        Kind.BACKDATED: f"{names[0]}的时间被写早了：它所在的事务在那以后才开始（{where}）。",
        Kind.DELETED: f"{names[0]}被删了，{where}里有它。",
        Kind.SWAPPED: f"{names[0]}和{names[-1]}的内容对调了，和{where}对不上。",
        Kind.INSERTED: f"{names[0]}是后来补进去的，{where}里没有它。",
    }[found.kind]


def unwatched() -> Iterator[Finding]:
    """Tables whose writes are declared as recorded and are not: a trigger is missing or switched off."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text, tgname FROM pg_trigger "
            "WHERE starts_with(tgname, 'audit_') AND tgenabled = 'A'"
        )
        there = set(cursor.fetchall())
    for table in triggers.recorded_tables(apps.get_models()):
        missing = [event for event in triggers.EVENTS if (table, f"audit_{event}") not in there]
        if missing:
            words = f"{table} 的写入没有全部记下来：触发器不在或被停用（{'、'.join(missing)}）。"
            yield Finding(Kind.UNWATCHED, f"{words}运行 manage.py prepare_database 装回去，并查清是谁停的。")
