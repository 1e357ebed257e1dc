"""A machine that leads a dispute through random steps of the real services, and what holds after each."""

from datetime import datetime, time, timedelta
from typing import Any, ClassVar

from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from casework.exceptions import IllegalMove, MoveDenied
from casework.models import Deadline, Matter
from casework.models.records import RUNNING
from disputes import services
from disputes.court import Material
from disputes.dictionaries import AgreementForm
from disputes.models import Agreement
from security import clock
from tests.disputes.table import TABLE, leads

GIVING_WAY = ("relative", "asked", "left")
NOTE = {"note": "说明。"}
# In each state the limits that have to run; in no other does a matter wait with none of them.
LIMITS = {
    "registered": frozenset({"dispute.accept"}),
    **dict.fromkeys(
        ("accepted", "notified", "mediating", "adjourned", "agreed"), frozenset({"dispute.mediate"})
    ),
    **dict.fromkeys(("handed_off", "visited"), frozenset({"dispute.file"})),
}
BEFORE = {"registered", "accepted", "notified", "mediating", "adjourned", "failed", "refused"}
IN_EFFECT = {"performing", "defaulted", "performed", "visited"}


class World:
    """Who is there: the way of a dispute, who may assign it, mediators; and another dispute."""

    def __init__(self, line: Any, officer: Any, seats: list[Any]) -> None:
        self.line, self.officer, self.seats = line, officer, seats
        self.other = line.register()


class Course(RuleBasedStateMachine):
    """One dispute's course."""

    world: ClassVar[World]
    starts: ClassVar[tuple[str, ...]]
    often: ClassVar[tuple[str, ...]] = ()  # steps that every other press is one of

    def __init__(self) -> None:
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)

    @initialize(choice=st.randoms(use_true_random=False))
    def begin(self, choice: Any) -> None:
        last = choice.choice(self.starts)
        self.dispute = self.world.line.to(last) if last else self.world.line.register(source="court")

    @rule(choice=st.randoms(use_true_random=False))
    def go_on(self, choice: Any) -> None:
        """One of the steps that lead from here; most are lawful."""
        self.onward(choice)

    @rule(choice=st.randoms(use_true_random=False))
    def go_further(self, choice: Any) -> None:
        """Once more: so that two of three steps lead from here."""
        self.onward(choice)

    def onward(self, choice: Any) -> None:
        open_ = [name for name in TABLE if leads(name, self.dispute.status)]
        favoured = [name for name in open_ if name in self.often and choice.random() < 0.5]
        self.step(choice.choice(favoured or open_), choice)

    @rule(name=st.sampled_from(sorted(TABLE)), choice=st.randoms(use_true_random=False))
    def press(self, name: str, choice: Any) -> None:
        """Any step, as somebody with an old page might press it."""
        self.step(name, choice)

    def step(self, name: str, choice: Any) -> None:
        """Make it; refused, nothing has changed."""
        before = self.fresh()
        try:
            with transaction.atomic():
                act(self.world, name, before, choice)
        except (IllegalMove, MoveDenied):
            assert self.fresh().version == before.version
        self.dispute = self.fresh()

    def fresh(self) -> Matter:
        return Matter.objects.select_related("dispute__mediator", "unit").get(pk=self.dispute.pk)

    @invariant()
    def history_is_of_the_table(self) -> None:
        stands = ""
        for event in self.dispute.events.order_by("pk"):
            assert event.from_status == stands
            assert event.move == "register" or leads(event.move, stands) == event.to_status, event
            stands = event.to_status
        assert stands == self.dispute.status

    @invariant()
    def nothing_is_in_effect_unsigned(self) -> None:
        agreement = Agreement.objects.filter(matter=self.dispute).first()
        in_effect = bool(agreement and agreement.effective_on)
        if self.dispute.status in IN_EFFECT:
            assert in_effect
        if self.dispute.status in BEFORE:
            assert not in_effect
        if in_effect and agreement.form == AgreementForm.WRITTEN:
            assert not agreement.unsigned

    @invariant()
    def no_limit_is_lost(self) -> None:
        running = set(self.dispute.deadlines.filter(RUNNING).values_list("limit", flat=True))
        assert running >= LIMITS.get(self.dispute.status, frozenset()), running
        if self.dispute.closed_at:
            assert running <= {"dispute.way", "dispute.report"}, running
        ours = Deadline.objects.running().filter(matter=self.dispute)
        binding = [limit.due_at for limit in ours if not limit.obliges_nobody]
        if not self.dispute.closed_at:
            assert self.dispute.due_at == min(binding, default=None)

    @invariant()
    def what_is_done_is_done(self) -> None:
        if self.dispute.status in {"performed", "visited"}:
            assert not self.dispute.items.filter(done_on=None).exists()

    @invariant()
    def the_file_is_whole(self) -> None:
        if self.dispute.status == "filed":
            assert not [paper for paper in self.dispute.own.papers if paper.required and not paper.there]
            assert not [one for one in self.dispute.confirmations.all() if one.pending]
            referral = getattr(self.dispute, "referral", None)
            assert referral is None or referral.reported_on

    @invariant()
    def nobody_waits_in_vain(self) -> None:
        """Where there is nothing to talk about, no session is still to come (let_go)."""
        if self.dispute.status not in {"accepted", "notified", "mediating", "adjourned"}:
            assert not self.dispute.appointments.standing().exists()

    @invariant()
    def the_mediator_may_mediate(self) -> None:
        mediator = self.dispute.own.mediator_id
        assert not self.dispute.recusals.filter(mediator=mediator).exists()

    @invariant()
    def it_is_closed_where_it_ends(self) -> None:
        assert bool(self.dispute.closed_at) == (self.dispute.status in {"filed", "declined"})


def act(world: World, name: str, dispute: Matter, choice: Any) -> None:
    """Call the step's service with what somebody might give it."""
    by = world.officer if name in {"assign", "reopen", "supervise", "lift"} else world.line.by
    getattr(services, name)(dispute, by=by, **given(world, name, dispute, choice))


def given(world: World, name: str, dispute: Matter, choice: Any) -> dict[str, Any]:
    """The arguments of a step."""
    today, makers = clock.today(), {"agree": agreed, "sign": signed, "pay": paid}
    if name in makers:
        return makers[name](dispute, choice)
    tomorrow = timezone.make_aware(datetime.combine(today + timedelta(days=1), time(9)))
    asked = {"applied_on": today, "court": "法院", "ground": "body", "materials": [*Material.values]}
    said: dict[str, dict[str, Any]] = {
        "accept": {"mediator": choice.choice(world.seats), "selection": "chosen"},
        "decline": {"refusal": "barred", **NOTE},
        "assign": {"to": world.seats[0].body},
        "notify": {"identified": choice.random() < 0.7},
        "meet": {
            "held_at": clock.now(),
            "place": "村委会",
            "notes": "谈了。",
            "planned": choice.random() < 0.3,
        },
        "plan": {
            "starts_at": tomorrow,
            "ends_at": tomorrow + timedelta(hours=1),
            "place": "村委会",
        },
        "appraise": {"organ": "鉴定所", "subject": "裂缝", "entrusted_on": today},
        "appraised": {"finding": "旧的。", "ended_on": today},
        "inquire": {"held_at": clock.now(), "place": "村委会", "asked": "邻居", "notes": "看见了。"},
        "mark": {"difficult": True, "crime_prevented": choice.choice([None, 2]), "petition_prevented": None},
        "replace": {"mediator": another(world, dispute, choice), "reason": choice.choice(GIVING_WAY)},
        "declare": {"ties": "relative"},
        "bring_in": {"role": "party", "side": "respondent", "name": "演示王五"},
        "correct": {"party": dispute.parties.first(), "name": "演示赵六", **NOTE},
        "leave": {"party": dispute.parties.last(), "ended_on": today, **NOTE},
        "fail": {"ending": "no_agreement", **NOTE},
        "hand_off": {"way": choice.choice(["court", "police"]), **NOTE},
        "entrusted": {"sender": "法院", "sent_on": today, "report_by": today + timedelta(days=9)},
        "report_back": {"reported_on": today, **NOTE},
        "outcome": {"result": "granted", "outcome_on": today},
        "follow_up": {"performance": "part", "visited_on": today},
        "visit": {"performance": "whole", "visited_on": today},
        "confirm": asked,
        "order": asked,
        "court_answer": {"answered_on": today, "refusal": choice.choice(["", "scope"])},
        "ruling": {"result": "rejected", "ruled_on": today, "number": "1", "rejection": "unclear"},
        "alert": {"risk": "acute", "police_at": clock.now()},
        "supervise": {"until": today + timedelta(days=3), **NOTE},
        "link": {"to": world.other, "grew_into": True},
    }
    plain = {"take_effect", "perform", "file", "lift"}
    return said.get(name, {} if name in plain else NOTE)


def another(world: World, dispute: Matter, choice: Any) -> Any:
    """A mediator who does not have it now."""
    return choice.choice([one for one in world.seats if one.pk != dispute.own.mediator_id])


def agreed(dispute: Matter, choice: Any) -> dict[str, Any]:
    today = clock.today()
    return {
        "form": choice.choice(["written", "oral"]),
        "facts": "争谁先让。",
        "duties": "李四让。",
        "content": "付钱。",
        "reached_on": today,
        "items": [{"text": "付钱", "amount": choice.choice([None, 300]), "due_on": today}],
    }


def signed(dispute: Matter, choice: Any) -> dict[str, Any]:
    days = ("parties_signed_on", "mediator_signed_on", "sealed_on")
    return {day: clock.today() if choice.random() < 0.8 else None for day in days}


def paid(dispute: Matter, choice: Any) -> dict[str, Any]:
    item = dispute.items.filter(done_on=None).first() or dispute.items.first()
    if item is None:
        raise MoveDenied("nothing was agreed")
    return {"item": item, "amount": item.amount and choice.choice([item.amount, 100]), "on": clock.today()}


def run(world: World, starts: str, *, examples: int, steps: int, often: str = "") -> None:
    """Lead so many disputes, led up to one of these steps, through so many more.

    Raises where one of them breaks what holds.
    """
    machine = type(
        "CourseHere", (Course,), {"world": world, "starts": (*starts.split(" "),), "often": (*often.split(),)}
    )
    how = settings(
        max_examples=examples,
        stateful_step_count=steps,
        derandomize=True,
        deadline=None,
        database=None,
        print_blob=False,
        phases=[Phase.generate],
        report_multiple_bugs=False,
        suppress_health_check=[*HealthCheck],
    )
    run_state_machine_as_test(machine, settings=how)
