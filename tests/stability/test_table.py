"""Every state × move × role of an assessment against the table by hand; no state without a way out."""

import pytest

from accounts.models import Role
from casework.exceptions import IllegalMove, MoveDenied
from stability import services
from stability.workflow import ENDED, STABILITY_FLOW, StabilityStatus
from tests.casework.test_workflow import Actor, Matter
from tests.casework.test_workflow import a_day as a_day  # a fixture
from tests.petitions.test_table import reached
from tests.stability.table import ENDED as ENDED_BY_HAND
from tests.stability.table import STATES, TABLE, leads, may


def test_the_table_by_hand_has_every_state_and_move():
    assert set(STATES) == {*StabilityStatus}
    assert set(ENDED_BY_HAND) == ENDED
    assert TABLE.keys() == STABILITY_FLOW.moves.keys()
    assert all(hasattr(services, name) for name in TABLE)


def answer(move, status, role, *, in_unit):
    """What the flow says: where it leads, or why not."""
    try:
        found = STABILITY_FLOW.check(move, Matter(status, move), by=Actor(role, in_unit))
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


def test_from_every_state_there_is_a_way_to_the_end_and_to_every_state_one_from_the_beginning():
    steps = {(status, leads(move, status)) for move in TABLE for status in STATES if leads(move, status)}
    assert reached({"listed"}, steps) == {*STATES}
    assert reached({"closed"}, {(after, before) for before, after in steps}) == {*STATES}
