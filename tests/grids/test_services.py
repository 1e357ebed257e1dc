from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from casework.exceptions import IllegalMove, MoveDenied, StaleMatter
from casework.models import Deadline, Matter, Notice
from grids import services
from tests.factories import CategoryFactory, SourceFactory


@pytest.fixture
def logged(worker, grid):
    def log(**fields):
        return services.register(
            **{
                "text": "桥东路口路灯不亮，晚上看不见。",
                "category": CategoryFactory(),
                "source": SourceFactory(),
                "area": grid,
                "by": worker,
                **fields,
            }
        )

    return log


def test_a_case_goes_the_whole_way(logged, officer, unit, handler):
    case = logged()
    case = services.dispatch(case, to=unit, by=officer)
    case = services.accept(case, by=handler)
    case = services.handle(case, note="线断了，明天换。", by=handler)
    case = services.finish(case, result="换了线，灯亮了。", by=handler)
    assert case.closed_at is None
    case = services.check(case, by=officer)
    case = services.close(case, by=officer)

    assert [event.move for event in case.events.all()] == [
        "register",
        "dispatch",
        "accept",
        "handle",
        "finish",
        "check",
        "close",
    ]
    own = Matter.objects.get(pk=case.pk).own
    assert case.closed_at == own.first_closed_at
    assert (own.dispatched_on_time, own.on_time, own.checked_on_time) == (True, True, True)
    assert not Deadline.objects.running().exists()


def test_the_same_submission_is_one_case(logged, worker):
    key = uuid4()
    assert logged(submission=key) == logged(submission=key)
    assert Matter.objects.count() == 1


def test_a_case_settled_on_the_spot_waits_to_be_checked(logged):
    case = logged(settled="把纸箱搬走了。")
    assert (case.status, case.own.settled, case.own.on_time) == ("finished", True, True)


def test_handing_back_frees_the_case_and_drops_the_limit(logged, officer, unit, handler):
    case = services.dispatch(logged(), to=unit, by=officer)
    case = services.hand_back(case, reason="not_ours", by=handler, note="灯杆归城管。")
    assert (case.unit, case.holder, case.own.returned, case.own.handle_due_at) == (None, None, 1, None)
    assert {deadline.limit for deadline in Deadline.objects.running()} == {"grid.dispatch", "grid.total"}


def test_rework_returns_to_who_did_it_and_starts_a_new_limit(logged, officer, unit, handler):
    case = services.dispatch(logged(), to=unit, by=officer)
    case = services.finish(services.accept(case, by=handler), result="好了。", by=handler)
    case = services.rework(case, note="还是不亮。", by=officer)
    assert (case.status, case.holder, case.own.reworked, case.own.finished_at) == (
        "handling",
        handler,
        1,
        None,
    )
    assert case.own.handle_due_at > timezone.now()


def test_reopening_waits_for_the_dispatcher(logged, officer, unit, handler):
    case = services.close(services.check(logged(settled="好了。"), by=officer), by=officer)
    case = services.reopen(case, note="又堆上了。", by=officer)
    assert (case.status, case.closed_at, case.own.reopened) == ("reported", None, 1)
    assert Matter.objects.on_desk_of(officer).get() == case


def test_the_desk_follows_the_turn(logged, worker, officer, unit, handler, stranger, again):
    def desks():
        return [
            Matter.objects.on_desk_of(again(user)).count() for user in (worker, officer, handler, stranger)
        ]

    case = logged()
    assert desks() == [0, 1, 0, 0]
    case = services.query(case, note="哪栋楼？", by=officer)
    assert desks() == [1, 0, 0, 0]
    case = services.supplement(case, note="三号楼。", by=worker)
    case = services.dispatch(case, to=unit, by=officer)
    assert desks() == [0, 0, 1, 0]
    case = services.accept(case, by=handler)
    assert desks() == [0, 0, 1, 0]
    services.finish(case, result="好了。", by=handler)
    assert desks() == [0, 1, 0, 0]


def test_a_stale_page_is_told_who_was_faster(logged, officer, unit):
    case = logged()
    services.dispatch(case, to=unit, by=officer, seen=0)
    with pytest.raises(StaleMatter, match=f"{officer}已经“派单”"):
        services.dispatch(case, to=unit, by=officer, seen=0)


def test_a_page_left_open_for_days_is_told_when_it_was(logged, officer, unit):
    case = logged()
    services.dispatch(case, to=unit, by=officer, at=timezone.now() - timedelta(days=3))
    with pytest.raises(StaleMatter) as told:
        services.dispatch(case, to=unit, by=officer, seen=0)
    assert "刚刚" not in str(told.value)
    assert f"{timezone.localtime() - timedelta(days=3):%Y-%m-%d}" in str(told.value)


def test_out_of_turn_and_without_right_are_refused_in_words(logged, officer, worker, unit):
    case = logged()
    with pytest.raises(IllegalMove, match="待分派"):
        services.close(case, by=officer)
    with pytest.raises(MoveDenied, match="镇街分派员"):
        services.dispatch(case, to=unit, by=worker)


def test_the_unit_is_told_once(logged, officer, unit, handler):
    services.dispatch(logged(), to=unit, by=officer)
    assert Notice.objects.get().recipient == handler
