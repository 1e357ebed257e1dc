"""A machine that leads a petition through random steps of the real services, and what holds after each."""

from datetime import timedelta
from typing import Any, ClassVar

from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from casework.exceptions import IllegalMove, MoveDenied
from casework.models import Matter
from casework.models.records import RUNNING
from petitions import services
from petitions.services.accusing import units_accused
from security import clock
from tests.petitions.conftest import OPINION
from tests.petitions.table import ENDED, TABLE, leads

NOTE = {"note": "说明。"}
WORKING = {"accepted", "investigating", "hearing", "drafted"}
# Steps that ask for nothing but who makes them.
PLAIN = {"accept", "issue", "review_issue", "recheck_issue", "confirm_refusal", "confirm_decline", "lapse"}
PLAIN |= {"conclude", "veil", "lift"}
LEFT_OUT = {"link", "merge", "mark_repeat", "split"}  # of more than one petition
LEFT_OUT |= {"divide", "correct", "announce", "supervise"}


class Course(RuleBasedStateMachine):
    """One petition's course."""

    world: ClassVar[Any]
    starts: ClassVar[tuple[str, ...]]
    often: ClassVar[tuple[str, ...]] = ()

    def __init__(self) -> None:
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)

    @initialize(choice=st.randoms(use_true_random=False))
    def begin(self, choice: Any) -> None:
        self.petition = self.world.line.to(choice.choice(self.starts))

    @rule(choice=st.randoms(use_true_random=False))
    def go_on(self, choice: Any) -> None:
        """One of the steps that lead from here; most are lawful."""
        status = self.petition.status
        open_ = [name for name in TABLE if leads(name, status) and name not in LEFT_OUT]
        favoured = [name for name in open_ if name in self.often and choice.random() < 0.6]
        self.step(choice.choice(favoured or open_), choice)

    @rule(name=st.sampled_from(sorted({*TABLE} - LEFT_OUT)), choice=st.randoms(use_true_random=False))
    def press(self, name: str, choice: Any) -> None:
        """Any step, as somebody with an old page might press it."""
        self.step(name, choice)

    def step(self, name: str, choice: Any) -> None:
        """Make it; refused, nothing has changed."""
        before = self.fresh()
        try:
            with transaction.atomic():
                by = self.world.by(name, before, choice)
                getattr(services, name)(before, by=by, **self.world.given(name, before, choice))
        except (IllegalMove, MoveDenied):
            assert self.fresh().version == before.version
        self.petition = self.fresh()

    def fresh(self) -> Matter:
        return Matter.objects.select_related("petition", "unit").get(pk=self.petition.pk)

    @invariant()
    def history_is_of_the_table(self) -> None:
        stands = ""
        for event in self.petition.events.order_by("pk"):
            assert event.from_status == stands
            assert (
                event.move == "register"
                or "limit" in event.move
                or leads(event.move, stands) == event.to_status
            )
            stands = event.to_status
        assert stands == self.petition.status
        assert bool(self.petition.closed_at) == (stands in ENDED)

    @invariant()
    def what_is_worked_on_has_its_clock_and_its_path(self) -> None:
        own, running = self.petition.own, self.running()
        if self.petition.status in WORKING and own.category == "claim":
            assert running & {"xf.handle", "xf.org_notify"}, self.petition.status
        if self.petition.status in {"accepted", "drafted", "answered"} and own.category == "claim":
            last = self.petition.events.order_by("pk").last()
            assert own.path == "p6" or last.move != "accept"
        if self.petition.status in {"registered", "classified", "refusing"}:
            assert "xf.office_route" in running

    def running(self) -> set[str]:
        return set(self.petition.deadlines.filter(RUNNING).values_list("limit", flat=True))

    @invariant()
    def whoever_is_accused_has_it_not(self) -> None:
        assert self.petition.unit_id not in units_accused(self.petition)
        if self.petition.own.category == "accuse":
            assert self.petition.unit_id is None

    @invariant()
    def the_citizens_days_run_from_a_delivery(self) -> None:
        if self.petition.deadlines.filter(limit="xf.review_apply").exists():
            assert self.petition.deliveries.filter(document="handling").exists()

    @invariant()
    def nobody_acts_after_stepping_aside(self) -> None:
        for gone in self.petition.stand_downs.all():
            assert (
                not self.petition.events.filter(by=gone.user, at__gt=gone.at).exclude(move="recuse").exists()
            )

    @invariant()
    def a_refusal_has_two_hands(self) -> None:
        if self.petition.status == "not_accepted":
            refusal = self.petition.refusals.last()
            assert refusal.agreed
            assert refusal.reviewed_by_id != refusal.by_id


class World:
    """Who is there, and what each might give."""

    def __init__(self, line: Any, colleague: Any, joint: Any) -> None:
        self.line, self.people = line, line.people | {"colleague": colleague, "joint": joint}

    def by(self, name: str, petition: Matter, choice: Any) -> Any:
        """Whoever may make it, or somebody beside them."""
        inside, around = TABLE[name][2], TABLE[name][3]
        if name == "decide_competence":
            return self.people["joint"]
        if "xf_office" in around and (not inside or choice.random() < 0.3):
            return self.people[choice.choice(["clerk", "colleague"])]
        place = {"government": "above", "higher": "top"}
        for unit, pair in place.items():
            if petition.unit_id == self.line.units[unit].pk:
                return choice.choice(self.people[pair])
        return self.people[choice.choice(["official", "head"])]

    def given(self, name: str, petition: Matter, choice: Any) -> dict[str, Any]:
        """The arguments of a step."""
        today, units = clock.today(), self.line.units
        sent = {"to": units["bureau"]}
        applied = {"applied_on": today, "received_on": today}
        delivered = {"way": "signed", "delivered_on": today, "proof": "回证"}
        hearing = {"noticed_on": today, "held_from": today, "place": "会议室"}
        heard = {"held_until": today, "minutes": "说了。", **NOTE}
        category = choice.choice(["claim", "claim", "suggest", "accuse"])
        path = choice.choice(["p6", "p6", "p4"]) if category == "claim" else ""
        supported = {"result": "support", "task": "修", "task_due_on": today + timedelta(days=9)}
        opinion = OPINION | choice.choice([{"result": "reject"}, supported])
        refusal = {"ground": "n4", "elsewhere": "找别处。", **NOTE}
        said: dict[str, dict[str, Any]] = {
            "classify": {"category": category, "path": path, "subject": "11"},
            "route": sent,
            "decide_competence": sent | NOTE,
            "send_out": {"outside": "外县"},
            "transfer_discipline": {"outside": "纪委"},
            "guide": {"elsewhere": "法院", "until": "三年内"},
            "refuse": refusal,
            "decline": refusal,
            "change_path": {"path": choice.choice(["p6", "p4"]), **NOTE},
            "assign": {"to": self.people[choice.choice(["official", "head"])]},
            "hear": hearing,
            "recheck_hear": hearing,
            "heard": heard,
            "recheck_heard": heard,
            "mediate": {"settlement": "settled", **NOTE},
            "reply": {"adoption": "part", **NOTE},
            "draft": opinion,
            "review_draft": opinion | {"verdict": "changed"},
            "recheck_draft": opinion | {"verdict": choice.choice(["upheld", "changed"])},
            **dict.fromkeys(("deliver", "review_deliver", "recheck_deliver"), delivered),
            "hand_over": delivered | {"document": "acceptance", "document_on": today},
            "apply_review": applied | {"to": units["government"]},
            "apply_recheck": applied | {"to": units["higher"]},
            "executed": {"done_on": today, **NOTE},
            "follow_up": {"label": "solved", "done_on": today, **NOTE},
            "recuse": {"user": self.people[choice.choice(["official", "head"])], "reason": "relative"},
            "accuse": {"units": [units["bureau"]]},
        }
        return said.get(name, {} if name in PLAIN else NOTE)


def run(world: World, starts: str, *, examples: int, steps: int, often: str = "") -> None:
    """Lead so many petitions, led up to one of these steps, through so many more.

    Raises where one of them breaks what holds.
    """
    given = {"world": world, "starts": (*starts.split(" "),), "often": (*often.split(),)}
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
    run_state_machine_as_test(type("CourseHere", (Course,), given), settings=how)
