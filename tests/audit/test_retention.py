"""Entries go when their years are over; what is younger stays, and what is older still cannot be changed."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection

from audit import services, verifying
from audit.findings import Kind
from audit.models import Entry
from audit.verifying import verify
from tests.factories import SourceFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def old(fresh):
    """Four entries, three of which were written four years ago, sealed since."""
    SourceFactory.create_batch(4)
    pks = list(Entry.objects.order_by("pk").values_list("pk", flat=True))
    fresh("UPDATE audit_entry SET at = at - interval '4 years' WHERE id = ANY(%s)", pks[:3])
    services.seal()
    return pks


def expire():
    call_command("expire_audit")


def test_after_three_years_entries_go_and_younger_ones_stay(old, capsys):
    expire()
    assert "删除了 3 条" in capsys.readouterr().out
    assert list(Entry.objects.values_list("pk", flat=True)) == old[3:]


def test_the_portal_itself_lets_go_of_none(old):
    with pytest.raises(DatabaseError, match="does not expire"), connection.cursor() as cursor:
        cursor.execute("SELECT portal.expire('audit_entry')")


def test_what_was_let_go_of_in_time_is_no_deletion(old, monkeypatch):
    expire()
    assert {finding.kind for finding in verify().findings} == {Kind.DELETED}
    monkeypatch.setattr(verifying, "KEPT", timedelta(0))
    verdict = verify()
    assert (verdict.findings, verdict.expired, verdict.entries) == ([], 3, 1)


def test_what_is_old_and_was_changed_is_found(old, owner, monkeypatch):
    monkeypatch.setattr(verifying, "KEPT", timedelta(0))
    owner("UPDATE audit_entry SET actor = 4711 WHERE id = %s", old[1])
    assert [finding.kind for finding in verify().findings] == [Kind.EDITED]
