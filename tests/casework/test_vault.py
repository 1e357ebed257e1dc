"""The vault attacked in SQL, as the portal's own role: what is sealed leaves for a committed ticket alone."""

from datetime import timedelta

import pytest
from django.db import ProgrammingError, connection, transaction
from django.utils import timezone

from casework.models import Reveal, Sealed
from casework.services.people import add_person, reveal
from security.context import acting, everything
from security.encryption import EncryptionFailed
from security.owner import as_owner
from tests.factories import CaseFactory

CALL = Reveal.Purpose.CALL
FORBIDDEN = (
    "SELECT name FROM casework_sealed",
    "SELECT * FROM casework_sealed",
    "UPDATE casework_sealed SET name = '' RETURNING phone",
    "SELECT 1 FROM casework_sealed WHERE address <> ''",
    "COPY casework_sealed TO STDOUT",
    "DELETE FROM casework_sealed",
    "ALTER TABLE casework_sealed DISABLE ROW LEVEL SECURITY",
    "SELECT wrapped FROM casework_datakey",
    "UPDATE casework_datakey SET wrapped = ''",
    "DELETE FROM casework_datakey",
    "DELETE FROM casework_person",
    "UPDATE casework_reveal SET shown_at = NULL",
    "DELETE FROM casework_reveal",
    "ALTER TABLE casework_reveal DISABLE TRIGGER ticket",
)


@pytest.fixture
def person(grid, officer):
    return add_person(CaseFactory(area=grid), by=officer, name="王小明", phone="13900001234")


def run(sql, *given):
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        return cursor.fetchone()


def ask(person):
    return run("SELECT portal.request_reveal(%s, 'call', '')", person.pk)[0]


def look(ticket):
    return run("SELECT name FROM portal.reveal(%s)", ticket)[0]


def shows(ticket, user):
    with acting(user.pk):
        try:
            return look(ticket).startswith("a:")
        except ProgrammingError:
            return False


@pytest.mark.parametrize("sql", FORBIDDEN)
def test_the_portals_role_may_not(person, sql):
    with pytest.raises(ProgrammingError, match=r"permission denied|must be owner"), transaction.atomic():
        run(sql)
    assert list(Sealed.objects.values_list("person_id", flat=True)) == [person.pk]


@pytest.mark.django_db(transaction=True)
def test_a_ticket_of_the_same_transaction_opens_nothing(person, officer):
    with acting(officer.pk), transaction.atomic():
        ticket = ask(person)
        with pytest.raises(ProgrammingError, match="opens nothing"), transaction.atomic():
            look(ticket)
    assert Reveal.objects.get().shown_at is None


@pytest.mark.django_db(transaction=True)
def test_a_rollback_after_the_values_were_seen_leaves_the_ticket(person, officer):
    with acting(officer.pk):
        ticket = ask(person)
        with transaction.atomic():
            assert look(ticket).startswith("a:")
            transaction.set_rollback(True)
    assert Reveal.objects.get().by == officer


@pytest.mark.django_db(transaction=True)
def test_a_ticket_that_was_rolled_back_opens_nothing(person, officer):
    with acting(officer.pk):
        with transaction.atomic():
            ticket = ask(person)
            transaction.set_rollback(True)
        assert not shows(ticket, officer)


@pytest.mark.django_db(transaction=True)
def test_a_ticket_shows_once_and_to_its_owner_and_not_for_long(person, officer, worker):
    with acting(officer.pk):
        first, second, third = ask(person), ask(person), ask(person)
    assert shows(first, officer)
    assert not shows(first, officer)
    assert not shows(second, worker)
    assert shows(second, officer)
    with as_owner(), everything("test"), connection.cursor() as owner:
        owner.execute("SET session_replication_role = 'replica'")  # past the stamps, not past the record
        owner.execute("UPDATE casework_reveal SET asked_at = asked_at - interval '6 minutes'")
        owner.execute("RESET session_replication_role")
    assert not shows(third, officer)
    assert not shows(999_999_999, officer)


def test_a_ticket_cannot_be_forged(person, officer, worker):
    """Whatever a statement says of by whom, when and in which transaction, the database knows better."""
    past = timezone.now() - timedelta(days=9)
    with acting(officer.pk):
        Reveal.objects.create(person=person, by=worker, purpose=CALL, asked_at=past, xid=3, shown_at=past)
        made = Reveal.objects.get()
    assert made.by == officer
    assert made.xid > 3
    assert made.shown_at is None
    assert timezone.now() - made.asked_at < timedelta(minutes=1)


def test_neither_a_task_nor_a_stranger_nor_a_visitor_can_ask(person, stranger):
    with pytest.raises(ProgrammingError, match="out of reach"), transaction.atomic():
        ask(person)
    for who in (stranger.pk, None):
        with acting(who), pytest.raises(ProgrammingError, match="out of reach"), transaction.atomic():
            ask(person)
    with acting(stranger.pk), pytest.raises(ProgrammingError, match="row-level"), transaction.atomic():
        Reveal.objects.create(person=person, by=stranger, purpose=CALL)


def test_neither_people_nor_history_are_erased_by_a_request_or_while_the_matter_runs(person, officer):
    for sql in ("SELECT portal.erase_people(%s, '')", "SELECT portal.clean_event(%s, '', '')"):
        with pytest.raises(ProgrammingError, match="keeps its people"), transaction.atomic():
            run(sql, person.matter_id)
        with (
            acting(officer.pk),
            pytest.raises(ProgrammingError, match="keeps its people"),
            transaction.atomic(),
        ):
            run(sql, person.matter_id)


@pytest.mark.django_db(transaction=True)
def test_a_sealed_value_moved_to_another_person_does_not_open(person, officer, grid):
    other = add_person(CaseFactory(area=grid), by=officer, name="李四")
    with as_owner(), everything("test"), connection.cursor() as owner:
        name = "(SELECT name FROM casework_sealed WHERE person_id = %s)"
        owner.execute(f"UPDATE casework_sealed SET name = {name} WHERE person_id = %s", [person.pk, other.pk])
        owner.execute("UPDATE casework_datakey SET matter_id = %s", [other.matter_id])
    with acting(officer.pk), pytest.raises(EncryptionFailed):
        reveal(other, by=officer, purpose=CALL)
