"""Every table of moves: each state and move is tried against each role, with no database."""

from dataclasses import dataclass
from itertools import product

import pytest

from accounts.models import Role
from casework.exceptions import IllegalMove, MoveDenied
from casework.kinds import kinds

FLOWS = {kind: model.workflow for kind, model in kinds().items()}
TRIALS = [(flow, *trial) for flow in FLOWS.values() for trial in product(flow, flow.statuses, Role)]


@dataclass
class Matter:
    status: str


@dataclass
class Actor:
    """Holds one role everywhere; `in_unit` says whether the matter is in their unit."""

    role: str
    in_unit: bool = True

    def holds(self, roles, matter):
        return self.role in roles

    def handles(self, roles, matter):
        return self.in_unit and self.role in roles


@pytest.mark.parametrize(("flow", "move", "status", "role"), TRIALS)
def test_a_move_is_open_only_from_its_sources_and_to_its_roles(flow, move, status, role):
    actor, matter = Actor(role), Matter(status)
    expected = None if role in move.roles else MoveDenied
    expected = expected if status in move.sources else IllegalMove
    if expected:
        with pytest.raises(expected):
            flow.check(move.name, matter, by=actor)
    else:
        assert flow.check(move.name, matter, by=actor) is move
    assert (move in flow.open_to(actor, matter)) == (expected is None)


@pytest.mark.parametrize("flow", FLOWS.values(), ids=FLOWS)
def test_a_move_of_the_unit_is_closed_to_the_same_role_elsewhere(flow):
    for move in flow:
        for status, role in product(move.sources, move.roles):
            opened = move in flow.open_to(Actor(role, in_unit=False), Matter(status))
            assert opened is not move.in_unit


@pytest.mark.parametrize("flow", FLOWS.values(), ids=FLOWS)
def test_every_state_is_reached_and_none_is_a_trap(flow):
    assert {move.target for move in flow} | {flow.initial} == set(flow.statuses)
    left = {status for move in flow for status in move.sources}
    assert set(flow.statuses) - flow.closed <= left


@pytest.mark.parametrize("flow", FLOWS.values(), ids=FLOWS)
def test_in_every_open_state_somebody_is_waited_for(flow):
    for status in set(flow.statuses) - flow.closed:
        turns = [role for role in Role if any(status in flow.turns(role, in_unit=u) for u in (True, False))]
        assert turns, status


@pytest.mark.parametrize("flow", FLOWS.values(), ids=FLOWS)
def test_who_has_the_turn_has_the_right(flow):
    assert all(move.turn <= move.roles for move in flow)


@pytest.mark.parametrize("flow", FLOWS.values(), ids=FLOWS)
def test_a_refusal_names_the_states_and_roles_in_chinese(flow):
    move = next(iter(flow))
    closed = next(iter(flow.closed))
    with pytest.raises(IllegalMove, match=flow.statuses(closed).label):
        flow.check(move.name, Matter(closed), by=Actor(Role.OFFICE))
    with pytest.raises(MoveDenied, match=Role(min(move.roles)).label):
        flow.check(move.name, Matter(min(move.sources)), by=Actor(Role.MEDIATOR))
