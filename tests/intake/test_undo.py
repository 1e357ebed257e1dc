"""T10: half a minute to take back what one press did, by whoever did it, where nobody acted since."""

from datetime import timedelta

import pytest

from accounts.models import Role
from casework.models import Event, Matter, Message, Notice, Telling
from casework.services import add_person, together
from casework.services.together import act_on, undo, undoable
from grids import services
from security import clock
from tests.factories import CategoryFactory, DutyFactory, SourceFactory, UnitFactory


@pytest.fixture
def logged(worker, grid):
    category, source = CategoryFactory(), SourceFactory()

    def log(text="路灯不亮"):
        return services.register(text=text, by=worker, area=grid, category=category, source=source)

    return log


def columns(matter):
    """All that stands in the matter and its case."""
    fresh = Matter.objects.get(pk=matter.pk)
    own = type(fresh.own).objects.get(pk=matter.pk)
    return {
        (row._meta.model_name, field.attname): getattr(row, field.attname)
        for row in (fresh, own)
        for field in row._meta.concrete_fields
        if field.attname != "version"
    }


def limits(matter):
    found = matter.deadlines.order_by("pk").values_list("limit", "due_at", "met_at", "dropped_at")
    return [limit for limit in found if limit[3] is None]


def sent(matter, unit, officer, **given):
    return act_on([(matter, "dispatch", {"to": unit, **given})], by=officer)


def test_what_was_sent_stands_as_before_with_the_limits_it_had(officer, unit, handler, logged):
    case = logged()
    before, running = columns(case), limits(case)
    outcome = sent(case, unit, officer, urgency="urgent")
    assert columns(case) != before
    assert [matter.pk for matter in undo(outcome.press, by=officer).done] == [case.pk]
    assert columns(case) == before
    assert limits(case) == running
    history = case.events.values_list("move", "from_status", "to_status")
    assert list(history)[1:] == [("dispatch", "reported", "dispatched"), ("undo", "dispatched", "reported")]
    assert Event.objects.get(move="undo").label == "撤回"


def test_a_case_that_was_returned_before_gets_its_own_earlier_moments_back(officer, unit, handler, logged):
    case = services.dispatch(logged(), to=unit, by=officer)
    case = services.hand_back(case, reason="other", note="?", by=handler)
    before = columns(case)
    undo(sent(case, unit, officer).press, by=officer)
    assert columns(case) == before


@pytest.mark.parametrize(("move", "given"), [("query", {"note": "哪栋楼"}), ("merge", {})])
def test_what_was_returned_or_merged_is_taken_back_too(officer, logged, move, given):
    case, other = logged(), logged("路灯又不亮")
    before, running = columns(case), limits(case)
    outcome = act_on([(case, move, {"into": other} if move == "merge" else given)], by=officer)
    assert outcome.done
    assert undo(outcome.press, by=officer).done
    assert columns(case) == before
    assert limits(case) == running
    assert not case.mergers.filter(ended_at=None).exists()


def test_notices_wait_out_the_half_minute_and_go_with_the_undo(officer, unit, handler, logged):
    case = logged()
    now = clock.now()
    outcome = sent(case, unit, officer)
    held = Message.objects.get(notice__matter=case, notice__recipient=handler)
    assert held.try_after >= now + timedelta(seconds=30)
    undo(outcome.press, by=officer)
    assert not Notice.objects.filter(matter=case, recipient=handler).exists()
    assert not Message.objects.filter(pk=held.pk).exists()


def test_the_resident_hears_of_the_unit_that_has_it_in_the_end(officer, unit, handler, town, logged):
    case = logged()
    add_person(case, by=officer, name="王小明", phone="13900001234")
    outcome = sent(case, unit, officer)
    held = Message.objects.get(telling__matter=case)
    assert held.try_after >= clock.now() + timedelta(seconds=29)
    assert unit.name in held.telling.text
    undo(outcome.press, by=officer)
    assert not Telling.objects.filter(matter=case).exists()
    other = DutyFactory(unit=UnitFactory(area=town, name="供电所"), role=Role.COMPETENT_ORG).unit
    sent(Matter.objects.get(pk=case.pk), other, officer)
    assert "供电所" in Message.objects.get(telling__matter=case).telling.text


def test_once_somebody_acted_it_stands(officer, unit, handler, logged):
    case = logged()
    outcome = sent(case, unit, officer)
    services.accept(Matter.objects.get(pk=case.pk), by=handler)
    undone = undo(outcome.press, by=officer)
    assert not undone.done
    assert undone.refused[0][1].endswith(f"{handler}已经“接单”。后面已经有人办了，撤不回来了。")
    assert Matter.objects.get(pk=case.pk).status == "handling"


def test_when_its_time_is_over_it_stands(officer, unit, handler, logged, monkeypatch):
    outcome = sent(logged(), unit, officer)
    assert undoable(officer, clock.now())
    assert not undoable(officer, clock.now() + timedelta(seconds=31))
    monkeypatch.setattr(together, "UNDO_FOR", timedelta(0))
    undone = undo(outcome.press, by=officer)
    assert [reason for _, reason in undone.refused] == ["过了 30 秒，不能撤回了。要改，打开这件再办。"]
    assert Matter.objects.get().status == "dispatched"
    assert not Event.objects.filter(move="undo").exists()


def test_nobody_takes_back_what_another_did(officer, centre, unit, handler, logged):
    colleague = DutyFactory(unit=centre).user
    outcome = sent(logged(), unit, officer)
    undone = undo(outcome.press, by=colleague)
    assert (undone.done, undone.refused) == ([], [])
    assert Matter.objects.get().status == "dispatched"


def test_twice_taken_back_is_once(officer, unit, handler, logged):
    case = logged()
    outcome = sent(case, unit, officer)
    assert undo(outcome.press, by=officer).done
    assert not undo(outcome.press, by=officer).done
    assert case.events.filter(move="undo").count() == 1


def test_of_many_those_that_cannot_be_are_named_and_left_alone(officer, unit, handler, logged):
    good, taken = logged(), logged("井盖破了")
    services.decline(taken, note="不归网格", by=officer)
    outcome = act_on([(good, "dispatch", {"to": unit}), (taken, "dispatch", {"to": unit})], by=officer)
    assert [matter.pk for matter in outcome.done] == [good.pk]
    assert [(matter.pk, "已经“不立案”" in reason) for matter, reason in outcome.refused] == [(taken.pk, True)]
