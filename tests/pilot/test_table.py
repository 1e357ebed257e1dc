"""Every state × move × role of a task against the table written by hand; no state without a way out."""

from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import pytest

from accounts.models import Role
from casework.exceptions import IllegalMove, MoveDenied
from pilot import services
from pilot.forms import MOVE_FORMS
from pilot.workflow import ENDED, TASK_FLOW, TaskStatus
from tests.pilot.table import ENDED as ENDED_BY_HAND
from tests.pilot.table import STATES, TABLE, leads, may


@dataclass
class By:
    """Somebody of one role, in the unit that has the task or around its place."""

    role: str
    in_unit: bool
    pk: int = 1

    def holds(self, roles, matter):
        return not self.in_unit and self.role in roles

    def handles(self, roles, matter):
        return self.in_unit and self.role in roles


@dataclass
class Standing:
    """A task in a state, whose last steps somebody else made; supervised where that is to be lifted."""

    status: str
    move: str = ""
    last_by: int = 2
    holder_id: Any = None
    postponement: Any = None

    @property
    def supervision(self):
        watched = SimpleNamespace(by_id=1, by=SimpleNamespace(is_active=True))
        return watched if self.move == "lift" else None

    @property
    def events(self):
        rows = SimpleNamespace(last=lambda: SimpleNamespace(by_id=self.last_by))
        return SimpleNamespace(filter=lambda move: SimpleNamespace(order_by=lambda by: rows))


def answer(move, status, role, *, in_unit):
    """What the flow says: where it leads, or why not."""
    try:
        found = TASK_FLOW.check(move, Standing(status, move), by=By(role, in_unit))
    except IllegalMove:
        return "not from here"
    except MoveDenied:
        return "not theirs"
    return found.leads_to(status)


def test_the_table_by_hand_has_every_state_and_move():
    assert set(STATES) == {*TaskStatus}
    assert set(ENDED_BY_HAND) == ENDED
    assert TABLE.keys() == TASK_FLOW.moves.keys() == MOVE_FORMS.keys()
    assert all(hasattr(services, name) for name in TABLE)


@pytest.mark.parametrize("move", TABLE)
@pytest.mark.parametrize("in_unit", [True, False])
def test_each_state_and_role_gets_what_the_table_says(move, in_unit):
    for status in STATES:
        for role in Role:
            expected = leads(move, status) or "not from here"
            if leads(move, status) and not may(move, role, in_unit=in_unit):
                expected = "not theirs"
            assert answer(move, status, role, in_unit=in_unit) == expected, (status, role)


def test_from_every_open_state_there_is_a_way_to_both_ends_and_to_every_state_one_from_the_beginning():
    steps = {(status, leads(move, status)) for move in TABLE for status in STATES if leads(move, status)}
    assert reached({"planned"}, steps) == {*STATES}
    back = {(after, before) for before, after in steps}
    for end in ENDED_BY_HAND:
        assert reached({end}, back) == {*STATES}


def reached(known, steps):
    while more := {after for before, after in steps if before in known} - known:
        known = known | more
    return known


def test_lg_04_nobody_approves_what_they_asked_for_themselves():
    mine = SimpleNamespace(asked_by_id=1)
    for move, status in (("confirm", "submitted"), ("cancel", "cancelling"), ("keep", "cancelling")):
        with pytest.raises(MoveDenied, match="另一个人"):
            TASK_FLOW.check(move, Standing(status, last_by=1), by=By(Role.OFFICE, in_unit=False))
    for move in ("approve", "refuse"):
        standing = Standing("postponing", postponement=mine)
        with pytest.raises(MoveDenied, match="另一个人"):
            TASK_FLOW.check(move, standing, by=By(Role.OFFICE, in_unit=False))


def test_lg_03_every_word_that_is_said_for_a_unit_is_said_in_the_unit():
    """What a unit reports nobody above it writes: no move with its words has a role from outside."""
    for move in ("accept", "hand_back", "report", "submit", "postpone"):
        assert TASK_FLOW.moves[move].in_unit
        assert not TASK_FLOW.moves[move].also
        assert not {Role.OFFICE, Role.LEADING_GROUP} & TASK_FLOW.moves[move].roles
