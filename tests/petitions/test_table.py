"""Every state × move × role of a petition against the table written by hand; no state without a way out."""

import pytest

from accounts.models import Role
from casework.exceptions import IllegalMove, MoveDenied
from petitions import services
from petitions.workflow import ENDED, PETITION_FLOW, PetitionStatus
from tests.casework.test_workflow import Actor, Matter
from tests.casework.test_workflow import a_day as a_day  # a fixture
from tests.petitions.table import ENDED as ENDED_BY_HAND
from tests.petitions.table import STATES, TABLE, leads, may


def test_the_table_by_hand_has_every_state_and_move():
    assert set(STATES) == {*PetitionStatus}
    assert set(ENDED_BY_HAND) == ENDED
    assert TABLE.keys() == PETITION_FLOW.moves.keys()
    assert all(hasattr(services, name) for name in TABLE)


def answer(move, status, role, *, in_unit):
    """What the flow says: where it leads, or why not."""
    try:
        found = PETITION_FLOW.check(move, Matter(status, move), by=Actor(role, in_unit))
    except IllegalMove:
        return "not from here"
    except MoveDenied:
        return "not theirs"
    return found.leads_to(status)


@pytest.mark.parametrize("move", TABLE)
@pytest.mark.parametrize("in_unit", [True, False])
def test_each_state_and_role_gets_what_the_table_says(move, in_unit):
    for status in STATES:
        for role in Role:
            expected = leads(move, status) or "not from here"
            if leads(move, status) and not may(move, role, in_unit=in_unit):
                expected = "not theirs"
            assert answer(move, status, role, in_unit=in_unit) == expected, (status, role)


def test_from_every_open_state_there_is_a_way_to_the_end_and_to_every_state_one_from_the_beginning():
    steps = {(status, leads(move, status)) for move in TABLE for status in STATES if leads(move, status)}
    assert reached({"registered"}, steps) == {*STATES}
    back = {(after, before) for before, after in steps}
    for end in ("final", "not_accepted", "guided"):
        assert reached({end}, back) >= {*STATES} - {*ENDED_BY_HAND} - SPOKEN[end]


# Where an opinion was given, there is no way back to refusing it.
GIVEN = {
    state
    for state in STATES
    if "answered" in state or "delivered" in state or "review" in state or "recheck" in state
}
SPOKEN = {"final": set(), "not_accepted": GIVEN, "guided": GIVEN}


def reached(known, steps):
    while more := {after for before, after in steps if before in known} - known:
        known = known | more
    return known
