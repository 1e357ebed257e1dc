from collections import Counter

import pytest

from accounts.models import User
from casework.models import Matter, Person
from casework.selectors.todo import todo
from demo.founding import found
from demo.people import HOME_VILLAGE
from demo.quarrels import quarrel
from demo.rounds import go_round
from disputes.models import Claim, Fault, Found, Sweep, SweepPlan
from disputes.services.rewarding import may_check, stands
from disputes.services.sweeping import led_by
from security import clock


@pytest.fixture
def gone(db):
    found()
    quarrel()
    return go_round()


def test_one_village_found_nothing_one_something_and_the_others_are_missing(gone):
    states = Counter(Sweep.objects.values_list("state", flat=True))
    assert gone == states["zero"] + states["reported"] == 2
    assert states["missing"] == Sweep.objects.count() - 2 > 1
    assert (Found.objects.count(), Fault.objects.count()) == (1, 0)
    assert SweepPlan.objects.get().name.startswith("演示")


def test_the_demos_own_village_has_yet_to_sign(gone):
    own = Sweep.objects.get(area=HOME_VILLAGE)
    head = User.objects.get(username="cunwei")
    assert (own.state, own.unit_id in led_by(head)) == ("missing", True)
    blocks, _ = todo(user=head, now=clock.now(), limit=50)
    assert any("排查" in errand.what for block in blocks for errand in block.errands)


def test_a_claim_waits_for_the_judicial_office(gone):
    claim = Claim.objects.get()
    assert stands(claim) == "等审核"
    assert may_check(User.objects.get(username="sifa"), claim)


def test_nobody_that_was_found_is_real(gone):
    quarrelled = Matter.objects.get(found__isnull=False)
    assert all(person.masked_name.startswith("演") for person in Person.objects.filter(matter=quarrelled))


def test_where_there_is_no_county_there_is_no_sweep(db):
    assert go_round() == 0
