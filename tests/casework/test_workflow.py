"""Every table of moves: each state and move is tried against each role, with no database."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product
from types import SimpleNamespace
from typing import Any, ClassVar

import pytest

from accounts.models import Role
from casework.exceptions import IllegalMove, MoveDenied
from casework.kinds import kinds
from casework.workflow import ITSELF

TODAY = date(2026, 4, 10)
FLOWS = {kind: model.workflow for kind, model in kinds().items()}
MOVES = [pytest.param(flow, move, id=f"{kind}.{move.name}") for kind, flow in FLOWS.items() for move in flow]


class Rows(tuple):
    """Rows as a guard asks for them."""

    __slots__ = ()

    def __new__(cls, *rows):
        return super().__new__(cls, rows)

    def all(self):
        return self

    filter = order_by = lambda self, *which, **how: self

    def last(self):
        return self[-1] if self else None


@dataclass
class Matter:
    """Stands in each status just so that no guard is in the way of the move that is tried."""

    status: str
    move: str = ""
    holder_id: int | None = None
    unit_id: int | None = 1
    postponement: Any = None
    declarations: ClassVar[Any] = ()
    # Of a dispute: two parties, one session, and a file in which nothing is missing.
    people: ClassVar[Any] = Rows(*[SimpleNamespace(part="party")] * 2)
    sessions: ClassVar[Any] = Rows("one")
    # Of a petition: a claim by its own way, of whom nobody stepped aside, and what each guard asks for.
    stand_downs: ClassVar[Any] = Rows()
    # Of a task: nobody handed it in or asked to cancel it who now decides.
    events: ClassVar[Any] = Rows()
    refusals: ClassVar[Any] = Rows()
    extensions: ClassVar[Any] = Rows(SimpleNamespace(granted=True, told_on=None))
    opinions: ClassVar[Any] = Rows(
        SimpleNamespace(issued_on=date(2026, 4, 1), unit=SimpleNamespace(parent_id=2))
    )

    @property
    def own(self):
        category = {"transfer_discipline": "accuse", "reply": "suggest"}.get(self.move, "claim")
        waiting = SimpleNamespace(report_by=date(2026, 4, 15), reported_on=None)
        return SimpleNamespace(
            justice_type="neighbour",
            papers=(),
            mediator=None,
            source="court",
            category=category,
            path={"guide": "p4"}.get(self.move, "p6"),
            veiled=self.move == "unveil",
            is_repeat=self.move == "mark_first",
            reported_at=None,
            routing=waiting,
            answer_sender_by=date(2026, 4, 15),
            answered_sender_on=None,
            # Of a risk assessment: nothing lacks, and what was decided is what the move asks for.
            lacks=lambda what: "",
            level="medium",
            level_by_id=None,
            get_decision_display=lambda: "实施",
            decision={"track": "go", "close": "no"}.get(self.move, ""),
        )

    @property
    def deadlines(self):
        until = TODAY - timedelta(days=1) if self.move == "lapse" else TODAY
        limits = ("xf.objection", "xf.review_apply")
        return Rows(*(SimpleNamespace(limit=limit, runs=True, legal_on=until) for limit in limits))

    @property
    def executions(self):
        undone = SimpleNamespace(done_on=None, void=False)
        return Rows(undone) if self.move == "executed" else Rows()

    # It was entrusted, and reported back unless the move is that; handed on, and no end is known.
    hand_offs: ClassVar[Any] = Rows(SimpleNamespace(outcome=""))

    @property
    def appointments(self):
        return Rows(SimpleNamespace(stands=True)) if self.move == "call_off" else Rows()

    @property
    def appraisals(self):
        return Rows(SimpleNamespace(pending=True)) if self.move == "appraised" else Rows()

    @property
    def referral(self):
        told_on = None if self.move == "report_back" else date(2026, 4, 1)
        return SimpleNamespace(reported_on=told_on, sender="法院")

    @property
    def returns(self):
        return int(self.move == "refer")

    @property
    def agreement(self):
        owing = self.move in {"pay", "order"}
        owed = SimpleNamespace(done_on=None if owing else date(2026, 4, 15), owed=3000 if owing else 0)
        effective = None if self.move == "reopen" else date(2026, 4, 1)
        return SimpleNamespace(form="written", unsigned=[], effective_on=effective, items=Rows(owed))

    @property
    def confirmations(self):
        """What the court has, or ruled, where the move is about that."""
        taken = None if self.move == "court_answer" else date(2026, 4, 10)
        if self.move in {"court_answer", "ruling"}:
            return Rows(SimpleNamespace(pending=True, accepted_on=taken, way="confirmation", result=""))
        if self.move in {"renegotiate", "to_court"}:
            return Rows(
                SimpleNamespace(pending=False, accepted_on=taken, way="confirmation", result="rejected")
            )
        return Rows()

    @property
    def supervision(self):
        running = SimpleNamespace(by_id=Actor.pk, by="李某", until=date(2026, 4, 15))
        return running if self.move == "lift" else None

    @property
    def follows(self):
        return SimpleNamespace(closed_at=None)


@dataclass
class Actor:
    """Holds one role everywhere; `in_unit` says whether the matter is in their unit."""

    role: str
    in_unit: bool = True
    pk: ClassVar[int] = 1

    def leads(self, matter):
        return True

    def holds(self, roles, matter):
        return self.role in roles

    def handles(self, roles, matter):
        return self.in_unit and self.role in roles


def answer(flow, move, status, role):
    """What becomes of this move of somebody with this role: the move, or the name of the refusal."""
    actor, matter = Actor(role), Matter(status, move.name)
    try:
        answered = flow.check(move.name, matter, by=actor)
    except (IllegalMove, MoveDenied) as refused:
        answered = type(refused)
    assert (move in flow.open_to(actor, matter)) == (answered is move), (status, role)
    return answered


@pytest.fixture(autouse=True)
def a_day(monkeypatch):
    """Guards that ask which day it is are told, without a database."""
    monkeypatch.setattr("security.clock.today", lambda: TODAY)


@pytest.mark.parametrize(("flow", "move"), MOVES)
def test_a_move_is_open_only_from_its_sources_and_to_its_roles(flow, move):
    """In every state, for every role."""
    allowed = move.roles | move.also
    for status, role in product(flow.statuses, Role):
        expected = move if role in allowed else MoveDenied
        expected = expected if status in move.sources else IllegalMove
        assert answer(flow, move, status, role) is expected, (status, role)


@pytest.mark.parametrize("flow", FLOWS.values(), ids=FLOWS)
def test_a_move_of_the_unit_is_closed_to_the_same_role_elsewhere(flow):
    for move in flow:
        for status, role in product(move.sources, move.roles):
            opened = move in flow.open_to(Actor(role, in_unit=False), Matter(status, move.name))
            assert opened is (not move.in_unit or role in move.also)


@pytest.mark.parametrize("flow", FLOWS.values(), ids=FLOWS)
def test_every_state_is_reached_and_none_is_a_trap(flow):
    assert {move.target for move in flow if move.target} | {flow.initial} == set(flow.statuses)
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
    other = next(role for role in Role if role not in move.roles | move.also)
    with pytest.raises(MoveDenied, match=Role(min(move.roles)).label):
        flow.check(move.name, Matter(min(move.sources)), by=Actor(other))


@pytest.mark.parametrize("flow", FLOWS.values(), ids=FLOWS)
def test_the_portal_itself_makes_the_moves_that_come_by_themselves_and_no_other(flow):
    for move in flow:
        matter = Matter(min(move.sources), move.name)
        if move.itself:
            assert flow.check(move.name, matter, by=ITSELF) is move
        else:
            with pytest.raises(MoveDenied):
                flow.check(move.name, matter, by=ITSELF)


@pytest.mark.parametrize("flow", FLOWS.values(), ids=FLOWS)
def test_every_status_has_a_plain_word_for_residents(flow):
    assert flow.resident.keys() == set(flow.statuses)
    assert not [words for words in flow.resident.values() if "派单" in words or "核查" in words]


def test_returns_are_two_and_each_has_its_own_move():
    flow = FLOWS["case"]
    for returns, opened in ((0, {"hand_back"}), (1, {"refer"}), (2, set())):
        matter = SimpleNamespace(
            status="handling", returns=returns, supervision=None, postponement=None, holder_id=None
        )
        found = {move.name for move in flow.open_to(Actor(Role.COMPETENT_ORG), matter)}
        assert found & {"hand_back", "refer"} == opened


def test_what_was_put_into_somebodys_hands_is_theirs_to_decide():
    flow, matter = FLOWS["case"], Matter("referred", "decide", holder_id=7)
    matter.holder = "李某"
    with pytest.raises(MoveDenied, match="这件由李某来定"):
        flow.check("decide", matter, by=Actor(Role.TOWN))


def test_nobody_approves_what_they_asked_for_themselves():
    flow = FLOWS["case"]
    matter = Matter("postponing", "approve", postponement=SimpleNamespace(asked_by_id=Actor.pk))
    for name in ("approve", "refuse"):
        with pytest.raises(MoveDenied, match="要由另一个人来批"):
            flow.check(name, matter, by=Actor(Role.TOWN))


def test_what_puts_a_matter_in_its_place_stands_first_until_it_has_one():
    flow = kinds()["dispute"].workflow
    place = Actor(Role.TOWN, in_unit=False)
    lost, placed = Matter("registered", unit_id=None), Matter("registered")
    assert flow.main_for(place, lost).name == "assign"
    assert flow.open_to(place, lost)[0].name == "assign"
    assert flow.main_for(place, placed) is None
    assert flow.places(Role.TOWN) == frozenset({"registered"})
    assert flow.places(Role.MEDIATOR) == frozenset()
