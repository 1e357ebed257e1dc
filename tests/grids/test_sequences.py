"""What stands on a case after steps in an unusual order: who has it, and what its figures say."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Role
from casework.figures import figures
from casework.models import Deadline, Matter, Notice
from grids import services
from tests.factories import CategoryFactory, DutyFactory, SourceFactory, UserFactory


@pytest.fixture
def logged(worker, grid):
    def log(**fields):
        given = {"text": "路灯不亮", "area": grid, "by": worker, **fields}
        return services.register(category=CategoryFactory(), source=SourceFactory(), **given)

    return log


@pytest.fixture
def finished(logged, officer, unit, handler, head):
    """Accepted by one of the unit, finished by another."""
    case = services.accept(services.dispatch(logged(), to=unit, by=officer), by=handler)
    return services.finish(case, result="换了灯泡", by=head)


def counts(key, part="population"):
    """Ids of the cases that the figure counts, whatever the day."""
    figure = figures()[key]
    rows = figure.population if part == "population" else figure.population & figure.hit
    return set(Matter.objects.filter(rows, **{f"{figure.when}__isnull": False}).values_list("pk", flat=True))


def test_rework_goes_to_who_said_that_it_was_done(finished, officer, head):
    case = services.rework(finished, note="又灭了", by=officer)
    assert case.holder == head
    assert Notice.objects.filter(recipient=head, text__contains="要返工").exists()


def test_rework_of_somebody_who_left_goes_to_their_unit(finished, officer, handler, head, again):
    head.is_active = False
    head.save()
    case = services.rework(finished, note="又灭了", by=officer)
    assert case.holder is None
    assert Matter.objects.on_desk_of(again(handler)).get() == case
    assert Notice.objects.filter(recipient=handler, text__contains="要返工").exists()


def test_rework_of_what_was_settled_goes_to_who_settled_it(logged, centre, officer, again):
    window = DutyFactory(role=Role.WINDOW, unit=centre).user
    case = services.settle(logged(by=window), result="劝走了", by=officer)
    case = services.rework(case, note="又来了", by=officer)
    assert (case.holder, case.own.settled) == (officer, False)
    assert next(move.name for move in case.flow.open_to(again(officer), case)) == "finish"


def test_rework_of_what_was_settled_by_somebody_who_left_goes_to_the_checker(logged, worker, officer):
    case = logged(settled="搬走了")
    worker.duties.all().delete()
    assert services.rework(Matter.objects.get(pk=case.pk), note="还在", by=officer).holder == officer


def test_a_question_to_somebody_who_left_waits_for_those_who_report_there(logged, officer, worker, again):
    case = services.query(logged(by=UserFactory(is_active=False)), note="哪一盏？", by=officer)
    assert case.holder is None
    assert Matter.objects.on_desk_of(again(worker)).get() == case
    assert not Notice.objects.exists()


def test_a_failed_check_is_a_check_of_its_own_day(logged, officer):
    then = timezone.now() - timedelta(days=60)
    case = services.check(logged(settled="搬走了", at=then), by=officer, at=then)
    case = services.reopen(services.close(case, by=officer, at=then), note="又堆上了", by=officer)
    case = services.settle(case, result="又搬走了", by=officer)
    case.deadlines.filter(met_at=None).update(due_at=timezone.now())
    case = services.rework(case, note="没有搬", by=officer)
    assert case.own.checked_on_time is False
    assert case.own.checked_at > then + timedelta(days=59)


def test_what_was_declined_first_is_not_reopened(logged, officer):
    case = services.reopen(services.decline(logged(), note="不归网格", by=officer), note="归的", by=officer)
    case = services.settle(case, result="清走了", by=officer)
    case = services.close(services.check(case, by=officer), by=officer)
    assert counts("cases.reopened") == {case.pk}
    assert not counts("cases.reopened", "hit")
    services.reopen(case, note="又有了", by=officer)
    assert counts("cases.reopened", "hit") == {case.pk}


def test_what_came_back_and_was_settled_was_in_no_units_hand(logged, officer, unit, handler, finished):
    case = services.dispatch(logged(), to=unit, by=officer)
    case = services.hand_back(case, reason="other", note="不归我们", by=handler)
    services.settle(case, result="清走了", by=officer)
    assert counts("cases.in_hand") == {finished.pk}


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("。！路灯不亮！快来。", "路灯不亮"),
        ("！！！", "！！！"),
        ("一\n二。三", "一 二"),
        ("长" * 80, "长" * 59 + "…"),
    ],
)
def test_every_case_has_a_title(logged, text, title):
    assert logged(text=text).title == title


def test_a_case_whose_unit_cannot_act_is_recalled_and_dispatched_anew(logged, officer, unit, handler, town):
    case = services.accept(services.dispatch(logged(), to=unit, by=officer), by=handler)
    handler.is_active = False
    handler.save()
    case = services.recall(case, note="经办人调走了，改派。", by=officer)
    assert (case.status, case.unit, case.holder, case.own.returned) == ("reported", None, None, 0)
    assert {deadline.limit for deadline in Deadline.objects.running()} == {"grid.dispatch", "grid.total"}
    assert Matter.objects.on_desk_of(officer).get() == case
