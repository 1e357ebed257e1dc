"""People in a matter: masked for those who see it, sealed from everybody, revealed on record alone."""

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction

from accounts.models import Role
from casework.exceptions import RevealDenied
from casework.models import DataKey, Matter, Person, Reveal
from casework.services.people import add_people, add_person, change, may_reveal, reveal
from casework.services.sealing import index_of
from security.context import acting, everything
from security.owner import as_owner
from tests.factories import AccusationFactory, CaseFactory, DutyFactory, UnitFactory

PLAIN = {
    "name": "王小明",
    "phone": "139 0000 1234",
    "id_number": "11010519491231002x",
    "address": "桥东镇桥东村 3 组 8 号",
}
CALL = Reveal.Purpose.CALL


@pytest.fixture
def case(grid):
    return CaseFactory(area=grid)


@pytest.fixture
def person(case, officer):
    return add_person(case, by=officer, **PLAIN)


def vault():
    """Every row of the vault, as its owner reads it."""
    with as_owner(), everything("test"), connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(s)::text FROM casework_sealed s")
        return [row[0] for row in cursor.fetchall()]


def test_the_row_that_lists_show_is_masked(person):
    assert (person.masked_name, person.masked_phone) == ("王*明", "139****1234")
    assert person.masked_id_number == "110*************2X"
    assert person.masked_address == "桥东镇桥东村***"
    assert str(person) == "反映人 王*明"


@pytest.mark.django_db(transaction=True)
def test_nothing_of_the_values_stands_in_the_vault(person):
    (row,) = vault()
    for value in ("王小明", "13900001234", "11010519491231002X", "19491231", "3 组"):
        assert value not in row
    assert row.count(":k1:") == 0  # sealed by a key of the matter's own
    assert DataKey.objects.filter(matter=person.matter).count() == 1


@pytest.mark.django_db(transaction=True)
def test_who_handles_the_matter_sees_all_of_it_and_the_ticket_says_so(person, officer):
    with acting(officer.pk, address="10.1.2.3"):
        found = reveal(person, by=officer, purpose=CALL)
    assert (found.name, found.phone) == ("王小明", "13900001234")
    assert (found.id_number, found.address) == ("11010519491231002X", "桥东镇桥东村 3 组 8 号")
    ticket = Reveal.objects.get()
    assert (ticket.person, ticket.by, ticket.purpose, ticket.address) == (person, officer, "call", "10.1.2.3")
    assert ticket.asked_at <= ticket.shown_at
    assert "王" not in repr(found)


@pytest.mark.django_db(transaction=True)
def test_a_reveal_inside_a_transaction_is_refused_loudly(person, officer):
    with acting(officer.pk), transaction.atomic(), pytest.raises(RuntimeError, match="rolled back"):
        reveal(person, by=officer, purpose=CALL)
    assert not Reveal.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_the_accused_unit_sees_nobody_even_with_a_grant_of_sight(person, officer, centre):
    AccusationFactory(matter=person.matter, unit=centre)
    with acting(officer.pk):
        with pytest.raises(RevealDenied):
            reveal(person, by=officer, purpose=CALL)
        with pytest.raises(ProgrammingError), connection.cursor() as cursor:
            cursor.execute("SELECT portal.request_reveal(%s, 'call', '')", [person.pk])
    assert not Reveal.objects.exists()


def test_only_a_duty_that_handles_opens_and_looking_on_does_not(person, case, officer, worker, county, town):
    leader = DutyFactory(role=Role.LEADING_GROUP, unit=UnitFactory(area=county)).user
    elsewhere = DutyFactory(role=Role.COMPETENT_ORG, unit=UnitFactory(area=town)).user
    assert may_reveal(officer, case)
    assert may_reveal(worker, case)
    assert Matter.objects.visible_to(leader).filter(pk=case.pk).exists()
    assert not may_reveal(leader, case)
    assert not may_reveal(elsewhere, case)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("purpose", sorted(Reveal.NEED_WORDS))
def test_some_purposes_need_words(person, officer, purpose):
    with acting(officer.pk), pytest.raises(RevealDenied, match="写一句"):
        reveal(person, by=officer, purpose=purpose, words=" ")
    assert not Reveal.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_change_seals_what_is_given_anew_and_leaves_the_rest(person, officer):
    with acting(officer.pk):
        fresh = change(person, by=officer, phone="13900005678")
        assert (fresh.masked_phone, fresh.masked_name) == ("139****5678", "王*明")
        found = reveal(fresh, by=officer, purpose=CALL)
    assert (found.phone, found.name) == ("13900005678", "王小明")
    assert Person.objects.found_by(index_of("13900005678")).get() == person
    assert not Person.objects.found_by(index_of("13900001234")).exists()


@pytest.mark.django_db(transaction=True)
def test_many_are_written_at_once_and_each_opens(officer, grid):
    cases = [CaseFactory(area=grid) for _ in range(3)]
    add_people([(case, {"name": f"演示{n}", "phone": f"1390000000{n}"}) for n, case in enumerate(cases)])
    with acting(officer.pk):
        for n, person in enumerate(Person.objects.order_by("pk")):
            assert reveal(person, by=officer, purpose=CALL).name == f"演示{n}"
    assert DataKey.objects.count() == 3


def test_a_person_is_found_by_a_whole_number_however_it_is_written(person):
    for number in ("139-0000 1234", "１３９００００１２３４", "110105 19491231 002X"):
        assert Person.objects.found_by(index_of(number)).get() == person
    for number in ("13900001235", "1390000123", "110105194912310021", "", "王小明"):
        assert not Person.objects.found_by(index_of(number) or "-").exists()


def test_somebody_with_neither_name_nor_phone_is_nobody(case, officer):
    with pytest.raises(IntegrityError, match="person_has_a_name_a_phone_or_an_email"), transaction.atomic():
        add_person(case, by=officer, address="桥东镇")
