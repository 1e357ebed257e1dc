"""A task on its way: given, reported on, handed in, found done; LG-02, LG-03, LG-04 in the services."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, ProgrammingError, transaction

from accounts.models import Role
from casework.exceptions import ExtensionDenied, IllegalMove, MoveDenied
from casework.models import Matter, Notice
from casework.selectors.todo import on_desk
from casework.services import ask_extension, decide_extension, resume_due
from pilot.exceptions import PilotDenied
from pilot.limits import DUE
from pilot.models import Milestone, Support, Task
from pilot.quarters import Quarter
from pilot.selectors import of_unit_in_quarter, year_list
from security import clock
from tests.factories import DutyFactory
from tests.pilot.tasks import PROOF, tasks_of

pytestmark = pytest.mark.django_db


def running(task, limit=DUE):
    return task.deadlines.get(limit=limit, met_at=None, dropped_at=None)


def test_lg_02_a_task_has_its_unit_its_day_and_its_proof_and_goes_its_way(line, bureau):
    task = line.register(milestones={1: "摸底", 4: "", 2: "过半"}, supporting=[bureau])
    assert (task.status, task.unit, task.area.level) == ("planned", None, 6)
    assert [str(one) for one in task.milestones.all()] == ["第 1 季度：摸底", "第 2 季度：过半"]
    assert not task.supports.exists()  # who leads it does not support it
    for move, status in (
        ("assign", "assigned"),
        ("accept", "under_way"),
        ("report", "under_way"),
        ("submit", "submitted"),
        ("confirm", "done"),
    ):
        task = line.do(task, move)
        assert task.status == status
    assert (task.unit, task.own.on_time, task.own.returned) == (bureau, True, 0)
    assert task.closed_at == task.own.finished_at
    assert [event.move for event in task.events.order_by("pk")][1:] == [*line.ORDER]


def test_lg_02_what_is_handed_in_is_proved(line):
    task = line.to("accept")
    with pytest.raises(MoveDenied, match="还没有佐证材料。要交：排查表"):
        line.do(task, "submit", files=())
    reported = line.do(task, "report", files=(PROOF,))
    assert line.do(reported, "submit", files=()).status == "submitted"


def test_lg_03_a_unit_reports_for_itself_alone(line, clerk, colleague, leader, other_member):
    task = line.to("accept")
    for other in (clerk, colleague, leader, other_member):
        for move in ("report", "submit", "postpone"):
            with pytest.raises(MoveDenied):
                line.do(task, move, by=other)


def test_lg_03_the_office_returns_what_was_handed_in_and_changes_nothing_of_it(line, clerk, member):
    task = line.do(line.to("submit"), "send_back", note="少了台账")
    assert (task.status, task.own.result, task.own.returned) == ("under_way", "查完了", 1)
    assert (task.holder, task.own.submitted_at, task.own.on_time) == (member, None, None)
    said = task.events.get(move="report")
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        type(said).objects.filter(pk=said.pk).update(note="别的")
    assert line.do(line.do(task, "submit"), "confirm").own.returned == 1


def test_lg_03_whoever_supports_it_sees_it_and_writes_nothing(line, other_bureau, other_member, again):
    head = DutyFactory(role=Role.MEMBER_UNIT, unit=other_bureau, leads=True).user
    task = line.do(line.do(line.register(supporting=[other_bureau]), "assign"), "accept")
    assert Matter.objects.visible_to(again(head)).filter(pk=task.pk).exists()
    assert not Matter.objects.visible_to(again(other_member)).filter(pk=task.pk).exists()
    with pytest.raises(MoveDenied):
        line.do(task, "report", by=again(head))


def test_lg_04_whoever_asks_for_more_time_does_not_grant_it(line, member, office, clerk, again):
    task = line.to("accept")
    DutyFactory(role=Role.OFFICE, unit=office, user=member)
    last, asked = running(task), again(member)
    request = ask_extension(last, amount=10, reason="等验收", by=asked)
    with pytest.raises(ExtensionDenied, match="自己的申请由别人批"):
        decide_extension(request, granted=True, answer="", by=asked)
    decide_extension(request, granted=True, answer="同意", by=clerk)
    moved = running(task)
    assert moved.due_at > last.due_at
    assert Task.objects.get(pk=task.pk).due_on == moved.legal_on


def test_lg_04_whoever_asks_that_it_be_cancelled_or_hands_it_in_does_not_decide(line, clerk, colleague):
    asked = line.do(line.to("accept"), "ask_cancel", by=clerk)
    for move in ("cancel", "keep"):
        with pytest.raises(MoveDenied, match="另一个人来批"):
            line.do(asked, move, by=clerk)
    assert line.do(asked, "cancel", by=colleague).closed_at


def test_a_task_that_is_not_cancelled_goes_on_and_one_that_is_has_no_clock(line, colleague):
    kept = line.do(line.do(line.to("accept"), "ask_cancel"), "keep")
    assert (kept.status, running(kept).limit) == ("under_way", DUE)
    gone = line.do(line.do(line.to("accept"), "ask_cancel"), "cancel")
    assert (gone.status, gone.due_at) == ("cancelled", None)


def test_what_was_sent_back_has_the_same_last_day(line):
    task = line.to("submit")
    first = task.deadlines.get(limit=DUE)
    task = line.do(task, "send_back")
    assert running(task).legal_on == first.legal_on
    assert task.due_at == running(task).due_at


def test_a_day_that_is_over_still_leaves_a_day_and_what_comes_late_is_late(line):
    task = line.do(line.do(line.register(due_on=clock.today() - timedelta(days=9)), "assign"), "accept")
    last = running(task)
    assert last.legal_on > clock.today()
    last.delete()
    last.pk, last._state.adding = None, True
    last.warn_at = last.due_at = last.started_at + timedelta(milliseconds=1)
    last.save()
    assert line.do(task, "submit").own.on_time is False


def test_a_task_that_was_put_off_comes_back_on_its_day(line):
    task = line.do(line.do(line.to("accept"), "postpone"), "approve")
    assert (task.status, running(task).limit) == ("postponed", DUE)
    asked = task.postponements.get()
    asked.delete()
    asked.pk, asked._state.adding, asked.until = None, True, clock.today()
    asked.save()
    assert resume_due() == 1
    assert Matter.objects.get(pk=task.pk).status == "under_way"
    refused = line.do(line.do(line.to("accept"), "postpone"), "refuse")
    assert (refused.status, refused.postponement) == ("under_way", None)


def test_a_unit_gives_back_what_is_not_its_own_and_the_office_takes_it_back(line):
    for task in (line.do(line.to("assign"), "hand_back"), line.do(line.to("accept"), "recall")):
        assert (task.status, task.unit, task.holder, task.due_at) == ("planned", None, None, None)
    again = line.do(line.do(line.to("confirm"), "reopen"), "assign")
    assert (again.status, again.own.finished_at, again.closed_at) == ("assigned", None, None)


def test_whose_turn_it_is_has_it_on_the_desk(line, clerk, member, other_member, again):
    waiting = {"planned": clerk, "assigned": member, "under_way": member, "submitted": clerk}
    waiting |= {"postponing": clerk, "postponed": member, "cancelling": clerk}
    for task in tasks_of(line):
        whose = [who for who in (clerk, member, other_member) if task in on_desk(again(who))]
        assert whose == ([waiting[task.status]] if task.status in waiting else []), task.status


def test_those_concerned_are_told_and_the_heading_names_nobody(line, member, colleague):
    task = line.to("submit")
    told = {notice.recipient: notice.heading for notice in Notice.objects.filter(matter=task)}
    assert told.keys() >= {member, colleague}
    assert {*told.values()} <= {"交办任务", "任务等审核"}


def test_only_the_office_of_the_county_writes_tasks(line, member, leader, officer):
    for other in (member, leader, officer):
        line.clerk = other
        with pytest.raises(PilotDenied, match="办公室来登记"):
            line.register()


def test_the_database_refuses_tasks_that_are_none(line):
    task = line.to("accept")
    row, now = Task.objects.filter(pk=task.pk), clock.now()
    for name, broken in (
        ("task_says_what_and_by_what_it_is_proved", {"evidence": ""}),
        ("task_says_what_and_by_what_it_is_proved", {"text": ""}),
        ("task_is_finished_after_it_was_handed_in", {"finished_at": now}),
    ):
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            row.update(**broken)
    with pytest.raises(IntegrityError, match="task_is_of_a_year"), transaction.atomic():
        line.register(year=1)
    for name, broken in (
        ("one_milestone_of_a_quarter", [{"quarter": 1, "text": "一"}] * 2),
        ("milestone_is_of_a_quarter", [{"quarter": 5, "text": "一"}]),
        ("milestone_is_of_a_quarter", [{"quarter": 1, "text": ""}]),
    ):
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            Milestone.objects.bulk_create(Milestone(matter=task, **one) for one in broken)
    with pytest.raises(IntegrityError, match="a_unit_supports_once"), transaction.atomic():
        Support.objects.bulk_create([Support(matter=task, unit=line.lead) for _ in range(2)])


def test_a_step_out_of_turn_is_refused(line):
    with pytest.raises(IllegalMove, match="现在是“待交办”"):
        line.do(line.register(), "submit")


def test_the_lists_that_the_quarterly_return_asks_for(line, bureau, other_bureau):
    year = clock.today().year + 1
    given = {"year": year}
    due = line.do(line.register(due_on=date(year, 5, 31), **given), "assign")
    step = line.do(line.register(due_on=date(year, 12, 31), milestones={2: "过半"}, **given), "assign")
    before = line.do(line.register(due_on=date(year, 3, 31), **given), "assign")
    later = line.do(line.register(due_on=date(year, 12, 31), **given), "assign")
    planned = line.register(due_on=date(year, 5, 31), **given)
    assert list(of_unit_in_quarter(bureau, Quarter(year, 2))) == [before, due, step]
    assert not of_unit_in_quarter(other_bureau, Quarter(year, 2)).exists()
    assert list(year_list(year)) == [before, due, planned, step, later]
    assert not year_list(year + 1).exists()


def test_a_day_that_no_calendar_knows_is_refused(line):
    with pytest.raises(PilotDenied, match="离今天太远"):
        line.register(due_on=date(clock.today().year + 9, 1, 1))
