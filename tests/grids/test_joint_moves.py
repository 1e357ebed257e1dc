"""并案、暂缓、转办、督办、第二次退回、关联: right, by the wrong role, out of turn."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.models import Role
from casework.exceptions import IllegalMove, MoveDenied
from casework.models import Deadline, Matter, Notice, Postponement, Supervision
from casework.services.postponing import resume_due
from casework.tasks import resume_postponed
from grids import services
from security import clock
from tests.factories import AccusationFactory, DutyFactory, UnitFactory


def day(days):
    return clock.today() + timedelta(days=days)


# 暂缓


def test_a_case_is_put_off_by_somebody_else_and_no_limit_of_the_law_moves(worked, handler, officer):
    limits = list(Deadline.objects.running().values_list("limit", "due_at"))
    asked = services.postpone(worked, until=day(5), note="要等雨停", by=handler)
    assert (asked.status, asked.holder) == ("postponing", None)
    assert Matter.objects.on_desk_of(officer).get() == asked
    put_off = services.approve(asked, by=officer)
    assert (put_off.status, put_off.holder) == ("postponed", handler)
    assert list(Deadline.objects.running().values_list("limit", "due_at")) == limits
    told = put_off.events.get(move="approve").told
    assert told == f"{day(5).month}月{day(5).day}日前再答复您，原因：要等雨停"
    assert Notice.objects.filter(recipient=handler, text__contains="同意").exists()


def test_nobody_approves_their_own_request(worked, handler, county, again):
    DutyFactory(user=handler, role=Role.OFFICE, unit=UnitFactory(area=county))
    both = again(handler)
    asked = services.postpone(worked, until=day(5), note="要等雨停", by=both)
    with pytest.raises(MoveDenied, match="要由另一个人来批"):
        services.approve(asked, by=both)
    with pytest.raises(IntegrityError, match="nobody_approves_their_own"), transaction.atomic():
        Postponement.objects.update(agreed=True, decided_by=both)


def test_a_refusal_gives_it_back_with_the_reason(worked, handler, officer):
    asked = services.postpone(worked, until=day(5), note="要等雨停", by=handler)
    back = services.refuse(asked, note="今天没有雨", by=officer)
    assert (back.status, back.holder, back.postponement) == ("handling", handler, None)
    with pytest.raises(IllegalMove):
        services.approve(back, by=officer)
    assert services.postpone(back, until=day(6), note="缺材料", by=handler).status == "postponing"


@pytest.mark.parametrize("days", [0, -1, 181])
def test_a_day_that_is_past_or_too_far_is_refused(worked, handler, days):
    with pytest.raises(MoveDenied, match="改一个日期"):
        services.postpone(worked, until=day(days), note="缺材料", by=handler)


def test_on_its_day_it_comes_back_by_itself_once(worked, handler, officer):
    services.approve(services.postpone(worked, until=day(5), note="缺材料", by=handler), by=officer)
    assert resume_due() == 0
    move_the_day_to_today()
    assert (resume_postponed(), resume_postponed()) == (1, 0)
    back = Matter.objects.get()
    assert (back.status, back.holder, back.postponement) == ("handling", handler, None)
    last = back.events.last()
    assert (last.move, str(last.by)) == ("resume", "到期处理")


def move_the_day_to_today():
    """The day is fixed once it is written: a new row stands for one that was written long ago."""
    old = Postponement.objects.get()
    values = {"asked_by": old.asked_by, "decided_by": old.decided_by, "agreed": True, "words": old.words}
    matter = old.matter
    old.delete()
    Postponement.objects.create(matter=matter, until=day(0), **values)


def test_the_unit_goes_on_before_the_day_and_the_request_is_over(worked, handler, officer):
    put_off = services.approve(services.postpone(worked, until=day(5), note="缺材料", by=handler), by=officer)
    assert services.resume(put_off, note="材料到了", by=handler).status == "handling"
    assert Postponement.objects.get().ended_at


# 督办


def test_a_case_is_supervised_once_and_lifted_by_whoever_put_it(worked, handler, officer, head, county):
    office = DutyFactory(role=Role.OFFICE, unit=UnitFactory(area=county)).user
    watched = services.supervise(worked, until=day(3), note="周五前要通车", by=office)
    assert (watched.status, watched.supervision.by) == ("handling", office)
    assert set(Notice.objects.filter(text__contains="督办").values_list("recipient", flat=True)) == {
        handler.pk,
        head.pk,
    }
    with pytest.raises(MoveDenied, match="已经在督办"):
        services.supervise(watched, until=day(4), note="再快一点", by=officer)
    with pytest.raises(MoveDenied, match=f"由{office}来解除"):
        services.lift(watched, by=officer)
    assert services.lift(watched, by=office).supervision is None


def test_supervision_ends_with_the_case(worked, handler, officer):
    watched = services.supervise(worked, until=day(3), note="周五前要通车", by=officer)
    done = services.check(services.finish(watched, result="通了", by=handler), by=officer)
    services.close(done, by=officer)
    assert Supervision.objects.get().ended_at


def test_a_handler_supervises_nobody(worked, handler):
    with pytest.raises(MoveDenied, match="领导小组办公室"):
        services.supervise(worked, until=day(3), note="快", by=handler)


# 转办


def test_a_case_is_handed_on_and_the_residents_limit_runs_on(worked, handler, second_unit):
    due = worked.own.handle_due_at
    fresh = services.transfer(worked, to=second_unit, note="灯杆归城管", by=handler)
    assert (fresh.status, fresh.unit, fresh.holder, fresh.own.handle_due_at) == (
        "dispatched",
        second_unit,
        None,
        due,
    )
    assert {limit.limit for limit in Deadline.objects.running()} == {
        "grid.handle",
        "grid.accept",
        "grid.total",
    }
    with pytest.raises(MoveDenied):
        services.transfer(fresh, to=worked.unit, note="还是归你们", by=handler)


def test_a_unit_does_not_pass_it_back_to_one_that_had_it_but_the_dispatcher_may(
    client, worked, handler, officer, second_unit, unit
):
    fresh = services.transfer(worked, to=second_unit, note="灯杆归城管", by=handler)
    other = second_unit.duties.get().user
    for user, offered in ((other, False), (officer, True)):
        client.force_login(user)
        form = client.get(reverse("grids:transfer", args=[fresh.number])).context["form"]
        assert form.fields["to"].queryset.filter(pk=unit.pk).exists() is offered


@pytest.mark.parametrize("name", ["dispatch", "transfer"])
def test_nothing_is_sent_to_a_unit_that_it_accuses_or_to_one_below(
    client, log, officer, unit, handler, town, name
):
    below = DutyFactory(role=Role.COMPETENT_ORG, unit=UnitFactory(area=town, parent=unit)).unit
    case = log()
    if name == "transfer":
        third = DutyFactory(role=Role.COMPETENT_ORG, unit=UnitFactory(area=town)).unit
        case = services.dispatch(case, to=third, by=officer)
    AccusationFactory(matter=case, unit=unit)
    client.force_login(officer)
    form = client.get(reverse(f"grids:{name}", args=[case.number])).context["form"]
    assert not form.fields["to"].queryset.filter(pk__in=[unit.pk, below.pk]).exists()
    for to in (unit, below):
        words = {"note": "x"} if name == "transfer" else {}
        with pytest.raises(MoveDenied, match="不能交给它办"):
            getattr(services, name)(case, to=to, by=officer, **words)


# 第二次退回


def returned_twice(case, officer, unit, second_unit, handler):
    """Handed back by one unit, dispatched to another, handed back by that."""
    case = services.hand_back(case, reason="not_ours", note="不归我们", by=handler)
    case = services.dispatch(case, to=second_unit, by=officer)
    return services.refer(case, reason="not_ours", note="也不归我们", by=second_unit.duties.get().user)


def test_the_second_return_goes_to_the_named_person_and_there_is_no_third(
    worked, officer, unit, second_unit, handler, decider
):
    case = returned_twice(worked, officer, unit, second_unit, handler)
    assert (case.status, case.holder, case.own.returned) == ("referred", decider, 2)
    assert not Matter.objects.on_desk_of(officer).exists()
    assert Matter.objects.on_desk_of(decider).get() == case
    with pytest.raises(MoveDenied, match=f"由{decider}来定"):
        services.decide(case, to=unit, by=officer)
    case = services.decide(case, to=unit, by=decider)
    assert (case.status, case.unit) == ("dispatched", unit)
    for move in (services.hand_back, services.refer):
        with pytest.raises(MoveDenied):
            move(case, reason="other", note="还是不归我们", by=handler)


def test_where_nobody_is_named_any_dispatcher_decides(worked, officer, unit, second_unit, handler):
    case = returned_twice(worked, officer, unit, second_unit, handler)
    assert (case.status, case.holder) == ("referred", None)
    assert Matter.objects.on_desk_of(officer).get() == case
    assert services.decide(case, to=unit, by=officer).status == "dispatched"


def test_who_decides_stands_on_the_form_before_it_is_pressed(
    client, worked, officer, unit, second_unit, handler, decider
):
    client.force_login(handler)
    page = client.get(reverse("grids:hand_back", args=[worked.number])).content.decode()
    assert f"第二次由兜底负责人{decider}来定" in page
    case = services.hand_back(worked, reason="not_ours", note="不归我们", by=handler)
    case = services.dispatch(case, to=second_unit, by=officer)
    client.force_login(second_unit.duties.get().user)
    page = client.get(reverse("grids:refer", args=[case.number])).content.decode()
    assert f"这是第二次退回，由兜底负责人{decider}来定归谁办" in page


def test_reopening_begins_a_new_count_of_returns(worked, officer, handler, unit, second_unit):
    case = services.decide(returned_twice(worked, officer, unit, second_unit, handler), to=unit, by=officer)
    case = services.finish(services.accept(case, by=handler), result="好了", by=handler)
    case = services.close(services.check(case, by=officer), by=officer)
    case = services.dispatch(services.reopen(case, note="又坏了", by=officer), to=unit, by=officer)
    assert services.hand_back(case, reason="other", note="换人了", by=handler).status == "reported"


def test_nobody_decides_about_what_accuses_them(worked, officer, unit, second_unit, handler, town, centre):
    accused = UnitFactory(area=town)
    DutyFactory(role=Role.CENTER, unit=accused, last_resort=True)
    AccusationFactory(matter=worked, unit=accused)
    assert returned_twice(worked, officer, unit, second_unit, handler).holder is None
