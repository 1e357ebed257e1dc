import pytest

from accounts.models import User
from casework.models import Matter, Person
from casework.selectors.todo import todo
from demo.founding import found
from demo.quarrels import QUARRELS, quarrel
from disputes.models import Body, Dispute, Mediator
from security import clock


@pytest.fixture
def county(db):
    return found()


def test_every_township_has_its_committee_and_somebody_who_mediates(county):
    assert Body.objects.count() == len(county.towns) == Mediator.objects.count()
    again = found()
    assert (again.added["调解员"], Body.objects.count()) == (0, len(county.towns))


def test_the_disputes_stand_in_different_states_and_wait_for_the_mediator(county):
    assert quarrel() == len(QUARRELS)
    states = set(Matter.objects.of(Dispute).values_list("status", flat=True))
    assert states == {"registered", "accepted", "mediating", "agreed", "performing", "filed", "failed"}
    blocks, waiting = todo(user=User.objects.get(username="tiaojie"), now=clock.now(), limit=100)
    assert waiting.count == len(QUARRELS) - 1
    assert {row.move.label for block in blocks for row in block.rows} >= {
        "受理",
        "记一次调解",
        "告知其他途径",
    }


def test_nobody_in_them_is_real(county):
    quarrel()
    for person in Person.objects.all():
        assert person.masked_name.startswith("演")
        assert (person.masked_phone, person.masked_id_number) == ("", "")


def test_where_nobody_mediates_there_are_none(db):
    assert quarrel() == 0
