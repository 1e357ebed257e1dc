"""Measures towards units: the state machine of domain.md 5.4, who may do what, papers, periods."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, transaction

from casework.models import Notice
from outcomes.exceptions import OutcomesDenied
from outcomes.models import Measure, Paper, PaperSeries, Step, Talk
from outcomes.services import measuring
from outcomes.workflow import LADDER, MOVES, Level, MeasureState
from security import clock
from security.context import acting

pytestmark = pytest.mark.django_db


def test_a_measure_goes_from_its_proposal_to_its_end(way):
    measure = way.to("lifted")
    assert (measure.state, measure.ended_by) == (MeasureState.LIFTED, way.leader)
    moves = ["propose", "approve", "issue", "plan", "submit", "inspect", "lift"]
    assert list(measure.steps.values_list("move", flat=True)) == moves
    papers = measure.papers.order_by("serial")
    assert [(one.sort, one.serial) for one in papers] == [("notice", 1), ("lifted", 2)]
    assert papers[0].number == f"结果运用〔{clock.today().year}〕1号"
    assert b"%PDF" in bytes(papers[0].pdf)[:8]
    assert Notice.objects.filter(recipient=way.member, key__startswith=f"measure:{measure.pk}:").exists()


def test_whoever_proposes_never_decides_lg_04(way):
    measure = way.propose(by=way.clerk, level="reminder")
    with pytest.raises(OutcomesDenied, match="另一个人来定"):
        measuring.approve(measure, by=way.clerk)
    with pytest.raises(IntegrityError, match="measure_is_decided_by_somebody_else"), transaction.atomic():
        Measure.objects.filter(pk=measure.pk).update(decided_by=way.clerk)


@pytest.mark.parametrize("level", [Level.TALK, Level.LISTING, Level.VETO])
def test_what_is_grave_is_decided_by_the_leading_group_lg_04(way, level):
    measure = way.propose(level=level)
    with pytest.raises(OutcomesDenied, match="由领导小组来定"):
        measuring.approve(measure, by=way.clerk)
    assert measuring.approve(measure, by=way.leader).state == MeasureState.APPROVED


def test_the_head_of_the_office_decides_what_only_reminds(way):
    assert measuring.approve(way.propose("reminder"), by=way.clerk).state == MeasureState.APPROVED


def test_whoever_inspects_does_not_end_it_lg_04(way):
    measure = way.propose("reminder")
    for move in ("approve", "issue", "plan", "submit", "pass"):
        measure = way.do(measure, move)
    with pytest.raises(OutcomesDenied, match="另一个人来定结果"):
        measuring.lift(measure, by=way.clerk)
    with pytest.raises(IntegrityError, match="measure_is_ended_by"), transaction.atomic():
        Measure.objects.filter(pk=measure.pk).update(ended_by=way.clerk)


def test_a_unit_alone_hands_in_its_plan_and_report_lg_03(way, other_member):
    measure = way.to("issued")
    for somebody in (way.clerk, way.leader, other_member):
        with pytest.raises(OutcomesDenied, match="住建局的人"):
            measuring.plan(measure, by=somebody, note="方案")
    measure = way.do(measure, "plan")
    with pytest.raises(OutcomesDenied, match="负责人来报"):
        measuring.submit(measure, by=way.member, note="报告")


def test_the_unit_knows_nothing_before_it_is_issued(way, other_member):
    measure = way.to("approved")
    seen = Measure.objects.visible_to
    assert not seen(way.member).exists()
    way.do(measure, "issue")
    assert seen(way.member).get() == measure
    assert not seen(other_member).exists()


@pytest.mark.parametrize(
    ("level", "due"),
    [
        (Level.REMINDER, date(2026, 3, 16)),  # ten working days
        (Level.CRITICISM, date(2026, 4, 2)),  # a month
        (Level.LISTING, date(2026, 9, 2)),  # six months
    ],
)
def test_the_time_to_mend_is_counted_by_the_shared_clocks_t_01(way, level, due):
    with clock.as_of(clock.day_begins(date(2026, 3, 2)) + timedelta(hours=10)):
        measure = way.to("issued", level)
    assert measure.due_on == due
    assert measure.plan_due_on == date(2026, 3, 9)


def test_a_talk_is_recorded_whole_before_anything_is_mended(way):
    measure = way.do(way.do(way.propose("talk"), "approve"), "issue")
    with pytest.raises(OutcomesDenied, match="先由办公室记下约谈"):
        way.do(measure, "plan")
    with pytest.raises(OutcomesDenied, match="还没到"):
        measuring.talk(measure, by=way.clerk, held_on=clock.today() + timedelta(days=1))
    way.do(measure, "talk")
    assert way.do(measure, "plan").state == MeasureState.RECTIFYING
    assert measure.papers.filter(sort="talk").count() == 1
    with pytest.raises(OutcomesDenied, match="已经记过"):
        way.do(measure, "talk")
    with pytest.raises(ValidationError, match="写全"):
        Talk(measure=way.to("issued"), held_on=clock.today(), by=way.clerk).validate_constraints()


def test_a_listing_says_how_it_is_accepted(way):
    with pytest.raises(ValidationError, match="验收标准"):
        way.propose("listing", criteria="")


def test_what_failed_is_prolonged_or_goes_one_step_up(way):
    failed = way.to("failed", "criticism")
    with pytest.raises(OutcomesDenied, match="不能解除"):
        measuring.lift(failed, by=way.leader)
    longer = measuring.extend(failed, by=way.leader, until=failed.due_on + timedelta(days=9), note="再整改")
    assert (longer.state, longer.papers.filter(sort="extended").count()) == (MeasureState.EXTENDED, 1)
    way.do(longer, "submit")
    failed = way.do(longer, "fail")
    above = measuring.escalate(failed, by=way.clerk, facts="还没有整改好。")
    assert (above.level, above.state, above.after) == (Level.TALK, MeasureState.PROPOSED, failed)
    assert Measure.objects.get(pk=failed.pk).state == MeasureState.ESCALATED


def test_what_is_not_late_is_not_inspected_without_a_report(way):
    measure = way.to("issued", "reminder")
    with pytest.raises(OutcomesDenied, match="过了期限可以直接检查"):
        way.do(measure, "fail")
    with clock.as_of(clock.day_begins(measure.due_on + timedelta(days=1))):
        assert Measure.objects.get().is_overdue
        assert way.do(measure, "fail").state == MeasureState.INSPECTED


def test_a_veto_is_only_recommended_and_the_decision_kept(way):
    measure = way.to("issued", "veto")
    said = {"organ": "县委", "document": "测委〔2026〕5号", "decided_on": clock.today(), "vetoed": True}
    done = measuring.record(measure, by=way.clerk, **said)
    assert (done.state, done.organ_decision.vetoed) == (MeasureState.ANSWERED, True)
    assert measure.due_on is None
    for move in ("plan", "inspect", "lift"):
        assert Level.VETO not in MOVES[move].levels
    assert LADDER[-1] == Level.VETO


def test_nobody_judges_their_own_unit(way, office):
    with pytest.raises(OutcomesDenied, match="您单位的"):
        measuring.propose(by=way.clerk, unit=office, level="reminder", happened_on=clock.today())


def test_the_database_knows_the_ways_and_keeps_the_words(way):
    measure = way.propose()
    for state in ("issued", "lifted", "escalated"):
        with pytest.raises(IntegrityError, match="measure_goes_its_way"), transaction.atomic():
            Measure.objects.filter(pk=measure.pk).update(state=state)


def test_numbers_are_gapless_and_begin_anew_each_year(way):
    for _ in range(3):
        way.to("issued", "reminder")
    assert list(Paper.objects.order_by("pk").values_list("serial", flat=True)) == [1, 2, 3]
    assert PaperSeries.objects.get().last == 3
    with clock.as_of(clock.now() + timedelta(days=366)):
        way.to("issued", "reminder")
    assert Paper.objects.last().serial == 1


def refused_by_the_database(user, act):
    """The constraint by which the database refuses it to this user, as the web's role."""
    with pytest.raises(DatabaseError) as refused, acting(user.pk), transaction.atomic():
        act()
    return refused.value.__cause__.diag.constraint_name


def test_the_database_keeps_a_unit_from_judging_itself_lg_03(way):
    measure = way.to("rectifying")
    rows = Measure.objects.filter(pk=measure.pk)
    cases = [
        (way.member, {"due_on": date(2099, 1, 1)}, "nobody_judges_their_own_unit"),
        (way.member, {"passed": True}, "nobody_judges_their_own_unit"),
        (way.member, {"state": "inspected"}, "unit_speaks_for_itself_alone"),
        (way.clerk, {"state": "submitted"}, "unit_speaks_for_itself_alone"),
    ]
    for user, values, name in cases:
        assert refused_by_the_database(user, lambda values=values: rows.update(**values)) == name
    note = {"measure": measure, "move": "report", "by": way.clerk}
    said = refused_by_the_database(way.clerk, lambda: Step.objects.create(**note))
    assert said == "step_is_written_by_whose_it_is"
