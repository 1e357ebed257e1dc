"""Seven ways to falsify the record, each by the database's owner, whom nothing stops: all are found."""

import time

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.utils import timezone

from audit import chain, services
from audit.anchors import Anchored
from audit.findings import Kind
from audit.models import Entry, Seal
from audit.verifying import verify
from tests.factories import SourceFactory

pytestmark = pytest.mark.django_db(transaction=True)


def wait_for_the_horizon():
    """Until what was written here may be sealed: a transaction that shows no lock yet holds up a seal."""
    for _ in range(600):
        with connection.cursor() as cursor:
            cursor.execute("SELECT (SELECT max(xid) FROM audit_entry) < closed FROM portal.horizon()")
            if cursor.fetchone()[0]:
                return
        time.sleep(0.1)


@pytest.fixture
def sealed(fresh):
    """Three seals of four entries each.

    A transaction of another database that ends while a seal looks at who is at work holds it up once more.
    """
    for number in (1, 2, 3):
        for _ in range(4):
            SourceFactory()
        until = time.monotonic() + 60
        while Seal.objects.count() < number and time.monotonic() < until:
            wait_for_the_horizon()
            services.seal()
    assert list(Seal.objects.values_list("count", flat=True)) == [4, 4, 4]
    assert verify().findings == []
    return list(Entry.objects.order_by("pk"))


def kinds(*anchors):
    return sorted({finding.kind for finding in verify(anchors).findings})


def words(*anchors):
    return "".join(finding.words for finding in verify(anchors).findings)


def test_an_edit_is_found_and_named(sealed, owner):
    victim = sealed[5]
    owner("UPDATE audit_entry SET actor = 4711 WHERE id = %s", victim.pk)
    assert kinds() == [Kind.EDITED]
    assert f"第 {victim.pk} 条" in words()
    assert "被改过，和第 2 号封存对不上" in words()


CHANGES = [
    *("op = 'delete'", "relation = 'x'", "\"row\" = '0'", "matter = 7", "purpose = 'x'", "address = 'x'"),
    *("request = 'x'", "before = '{}'", "after = after || '{\"place\": 1}'"),
    *("xid = xid + 1", "xid = xid + 1000000"),
]


@pytest.mark.parametrize("change", CHANGES)
def test_an_edit_of_any_column_is_found(sealed, owner, change):
    owner(f"UPDATE audit_entry SET {change} WHERE id = %s", sealed[5].pk)
    assert Kind.EDITED in kinds()
    assert str(sealed[5].pk) in words()


def test_back_dating_is_found(sealed, owner):
    owner("UPDATE audit_entry SET at = at - interval '1 year' WHERE id = %s", sealed[9].pk)
    assert kinds() == [Kind.BACKDATED]
    assert f"第 {sealed[9].pk} 条" in words()
    assert "写早了" in words()


@pytest.mark.parametrize("later_sealed", [False, True])
def test_back_dating_is_found_in_what_is_not_sealed_yet_and_stays_found(sealed, owner, later_sealed):
    """The owner writes an entry now, with triggers off or by hand, and dates it a month ago."""
    owner(
        "INSERT INTO audit_entry (at, xid, relation, row, op, purpose, address, request) VALUES "
        "(now() - interval '1 month', portal.xid(), 'grids_source', '1', 'update', '', '', '')"
    )
    if later_sealed:
        assert services.seal_all() == 1
    assert kinds() == [Kind.BACKDATED]


def test_a_deletion_is_found_and_named(sealed, owner):
    owner("DELETE FROM audit_entry WHERE id = %s", sealed[5].pk)
    assert kinds() == [Kind.DELETED]
    assert words() == f"第 {sealed[5].pk} 条被删了，第 2 号封存里有它。"


@pytest.mark.parametrize("other", [6, 9], ids=["in one seal", "over two seals"])
def test_a_swap_is_found_and_both_are_named(sealed, owner, other):
    """The ids change places: each entry now stands under the other's."""
    one, two = sealed[5].pk, sealed[other].pk
    owner("UPDATE audit_entry SET id = -id WHERE id IN (%s, %s)", one, two)
    owner("UPDATE audit_entry SET id = CASE -id WHEN %s THEN %s ELSE %s END WHERE id < 0", one, two, one)
    assert kinds() == [Kind.SWAPPED]
    assert f"第 {one} 条" in words()
    assert f"第 {two} 条" in words()


def test_an_old_row_put_in_later_is_found(sealed, owner):
    owner(
        "INSERT INTO audit_entry (id, at, xid, relation, row, op, purpose, address, request) "
        "SELECT 900000, at, xid, relation, '999', op, purpose, address, request FROM audit_entry "
        "WHERE id = %s",
        sealed[5].pk,
    )
    assert kinds() == [Kind.INSERTED]
    assert "第 900000 条" in words()


def cut_tail(owner, seals=1):
    """Take the last seals and their entries away, as if they had never been."""
    owner(
        "DELETE FROM audit_entry WHERE xid >= (SELECT horizon FROM audit_seal WHERE number = %s)", 3 - seals
    )
    owner("DELETE FROM audit_seal WHERE number > %s", 3 - seals)


@pytest.mark.parametrize("seals", [1, 2])
def test_a_cut_tail_is_found_in_the_database(sealed, owner, seals):
    cut_tail(owner, seals)
    assert kinds() == [Kind.CUT]
    assert "封存到过第 3 号" in words()


def test_a_cut_tail_stays_found_when_the_chain_goes_on(sealed, owner):
    cut_tail(owner, 2)
    SourceFactory()
    services.seal()
    assert Seal.objects.head().number == 4
    assert kinds() == [Kind.CUT]
    assert "第 2～3 号封存不见了" in words()


def test_a_cut_tail_is_found_by_the_anchor_when_the_database_forgot_it(sealed, owner):
    head = Seal.objects.head()
    cut_tail(owner)
    owner("SELECT setval('portal.seal_reached', 2), setval('portal.seal_attempt', 0, false)")
    assert kinds() == []
    assert kinds(Anchored(head.hash, head.number)) == [Kind.CUT]
    assert kinds(Anchored(head.hash)) == [Kind.REWRITTEN]


def rewrite(owner):
    """What an owner can do who knows how it works: change an entry and make all seals anew."""
    owner("UPDATE audit_entry SET actor = 4711 WHERE id = (SELECT min(id) FROM audit_entry)")
    previous = chain.FIRST
    low = 0
    for seal in Seal.objects.order_by("number"):
        leaves = bytearray()
        chain.read(low, seal.horizon, lambda line, leaves=leaves: leaves.extend(line.leaf))
        digest = chain.digest_of(bytes(leaves))
        seal.hash = chain.hash_of(
            number=seal.number,
            sealed_at=seal.sealed_at,
            horizon=seal.horizon,
            next_xid=seal.next_xid,
            count=seal.count,
            digest=digest,
            previous=previous,
        )
        owner(
            "UPDATE audit_seal SET leaves = %s, digest = %s, previous = %s, hash = %s WHERE number = %s",
            bytes(leaves),
            digest,
            previous,
            seal.hash,
            seal.number,
        )
        previous, low = seal.hash, seal.horizon


def test_a_rewritten_chain_is_found_by_the_anchor_alone(sealed, owner):
    head = Seal.objects.head()
    rewrite(owner)
    assert kinds() == []
    assert kinds(Anchored(head.hash, head.number)) == [Kind.REWRITTEN]
    assert kinds(Anchored(head.hash)) == [Kind.REWRITTEN]


def test_an_anchor_that_fits_finds_nothing(sealed):
    middle = Seal.objects.get(number=2)
    assert kinds(Anchored(middle.hash, 2), Anchored(middle.hash)) == []


@pytest.mark.parametrize(
    "change", ["sealed_at = sealed_at - interval '1 day'", "count = 3", "digest = repeat('0', 64)"]
)
def test_a_changed_seal_is_found(sealed, owner, change):
    owner(f"UPDATE audit_seal SET {change} WHERE number = 2")
    assert kinds() == [Kind.BROKEN]


def test_a_deleted_seal_in_the_middle_is_found(sealed, owner):
    owner("DELETE FROM audit_seal WHERE number = 2")
    assert Kind.CUT in kinds()


@pytest.mark.parametrize("off", ["DISABLE TRIGGER audit_update", "ENABLE TRIGGER audit_update"])
def test_a_trigger_that_is_switched_off_is_found(sealed, owner, off):
    owner(f"ALTER TABLE grids_source {off}")
    try:
        assert kinds() == [Kind.UNWATCHED]
        assert "grids_source 的写入没有全部记下来" in words()
    finally:
        owner("ALTER TABLE grids_source ENABLE ALWAYS TRIGGER audit_update")


def test_all_columns_are_under_seal(sealed):
    """Whoever adds a column to Entry must add it to the text that is hashed."""
    for field in Entry._meta.concrete_fields:
        assert field.column in chain.ROWS


def test_the_command_says_what_is_wrong_and_fails(sealed, owner, capsys):
    call_command("verify_audit")
    assert "没有发现问题" in capsys.readouterr().out
    owner("DELETE FROM audit_entry WHERE id = %s", sealed[5].pk)
    with pytest.raises(CommandError, match="发现 1 处问题") as found:
        call_command("verify_audit")
    assert found.value.returncode == 1
    assert f"第 {sealed[5].pk} 条被删了" in capsys.readouterr().out


def test_with_since_older_entries_are_not_read_but_their_seals_are(sealed, owner, capsys):
    owner("UPDATE audit_entry SET actor = 4711 WHERE id = %s", sealed[1].pk)
    owner("UPDATE audit_seal SET sealed_at = sealed_at WHERE number = 1")
    moment = Seal.objects.get(number=2).sealed_at
    verdict = verify(since=moment)
    assert (verdict.entries, verdict.seals, verdict.findings) == (8, 3, [])
    owner("UPDATE audit_seal SET digest = repeat('0', 64) WHERE number = 1")
    assert [finding.kind for finding in verify(since=moment).findings] == [Kind.BROKEN]
    assert timezone.is_aware(moment)


def test_many_findings_are_counted_not_listed(fresh):
    from audit import verifying

    SourceFactory._meta.model.objects.bulk_create(SourceFactory.build_batch(verifying.NAMED + 5))
    services.seal()
    fresh("DELETE FROM audit_entry")
    found = verify().findings
    assert len(found) == verifying.NAMED + 1
    assert found[-1].words == "还有 5 条也是“删除”，没有一一列出。"
