"""Every state × move × role of a dispute against the table written by hand; no state without a way out."""

import pytest

from accounts.models import Role
from casework.exceptions import IllegalMove, MoveDenied
from disputes import services
from disputes.forms import MOVE_FORMS
from disputes.workflow import DISPUTE_FLOW, DisputeStatus
from tests.casework.test_workflow import Actor, Matter
from tests.disputes.table import STATES, TABLE, leads, may


def test_the_table_by_hand_has_every_state_and_move():
    assert set(STATES) == {*DisputeStatus}
    assert TABLE.keys() == DISPUTE_FLOW.moves.keys()
    assert all(hasattr(services, name) for name in TABLE)
    assert MOVE_FORMS.keys() == TABLE.keys()


def answer(move, status, role, *, in_unit):
    """What the flow says: where it leads, or why not."""
    try:
        found = DISPUTE_FLOW.check(move, Matter(status, move), by=Actor(role, in_unit))
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
    assert reached({"registered"}, steps) == {*STATES}
    back = {(after, before) for before, after in steps}
    assert reached({"filed"}, back) == {*STATES}


def reached(known, steps):
    while more := {after for before, after in steps if before in known} - known:
        known = known | more
    return known
