import pytest
from django.utils import timezone

from accounts.models import User
from casework.models import Deadline, Matter, Person, QueryCode
from casework.selectors.todo import todo
from demo.founding import found
from demo.tables import set_tables
from disputes.models import Appointment, Appraisal
from security import clock


@pytest.fixture
def laid(db):
    found()
    return set_tables()


def test_a_session_is_planned_in_a_room_with_a_guest_both_agreed_to(laid):
    planned = Appointment.objects.get()
    assert (laid, str(planned.room), planned.consented) == (3, "演示一号调解室", True)
    assert planned.guests.startswith("演示")
    assert timezone.localtime(planned.starts_at).hour == 14
    assert planned.starts_at > clock.now()


def test_the_time_of_the_medical_one_stands_still_while_an_expert_is_asked(laid):
    asked = Appraisal.objects.get()
    assert asked.pending
    assert Deadline.objects.filter(matter=asked.matter, suspended_at__isnull=False).exists()


def test_what_a_resident_applied_for_waits_for_the_mediator(laid):
    applied = QueryCode.objects.get().matter
    assert (applied.status, applied.created_by.username) == ("registered", "residents")
    blocks, _ = todo(user=User.objects.get(username="tiaojie"), now=clock.now(), limit=50)
    assert applied in [row.matter for block in blocks for row in block.rows]


def test_nobody_in_them_is_real(laid):
    assert Matter.objects.count() == 3
    for person in Person.objects.all():
        assert person.masked_name.startswith("演")
        assert (person.masked_phone, person.masked_id_number) == ("", "")


def test_where_nobody_mediates_there_are_none(db):
    assert set_tables() == 0
