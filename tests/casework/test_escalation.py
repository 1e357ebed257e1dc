"""A late limit climbs: whoever has it, the head of the unit, the office; each once."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from accounts.models import Role
from casework.clocks import Calendar, working_day_before
from casework.models import Notice
from casework.services import remind_all
from grids import services
from tests.factories import CaseFactory, CategoryFactory, DutyFactory, SourceFactory, UnitFactory, end_running

ZONE = ZoneInfo("Asia/Shanghai")
TUESDAY = datetime(2026, 11, 24, 10, tzinfo=ZONE)
FRIDAY_ENDS = datetime(2026, 11, 21, tzinfo=ZONE)  # the midnight after Friday's limit: Saturday is too late


@pytest.fixture
def office(county):
    return DutyFactory(role=Role.OFFICE, unit=UnitFactory(area=county)).user


@pytest.fixture
def late(worker, grid, officer, unit, handler, head, office):
    """Since when a limit of a case in the handler's hands is late."""

    def make(due_at, unit_of_time="个工作日", urgency="general"):
        case = services.register(
            text="路灯不亮",
            category=CategoryFactory(),
            source=SourceFactory(),
            area=grid,
            by=worker,
            urgency=urgency,
        )
        case = services.accept(services.dispatch(case, to=unit, by=officer), by=handler)
        Notice.objects.all().delete()
        early = due_at - timedelta(days=2)
        end_running(case.deadlines, warn_at=early, due_at=due_at, unit=unit_of_time)

    return make


def told():
    return {(notice.recipient.name, notice.heading) for notice in Notice.objects.all()}


@pytest.mark.parametrize(
    ("now", "since"),
    [
        (TUESDAY, datetime(2026, 11, 23, tzinfo=ZONE)),
        (datetime(2026, 11, 23, 10, tzinfo=ZONE), datetime(2026, 11, 20, tzinfo=ZONE)),  # Monday: Friday
    ],
)
def test_the_working_day_before(now, since):
    assert working_day_before(now, Calendar(published=frozenset({2026})), ZONE) == since


def test_first_holder_and_head_then_the_office_each_once(late, handler, head, office):
    late(FRIDAY_ENDS)
    monday = TUESDAY - timedelta(days=1)
    remind_all(now=monday)
    first = {(handler.name, "超期"), (head.name, "超期")}
    assert told() == first
    for hours in (0, 1, 30, 90):
        remind_all(now=TUESDAY + timedelta(hours=hours))
    assert told() == first | {(office.name, "一直超期")}
    assert Notice.objects.count() == 3


def test_where_a_step_was_slept_through_nobody_is_left_out(late, handler, head, office):
    late(FRIDAY_ENDS)
    remind_all(now=TUESDAY + timedelta(days=9))
    assert told() == {(handler.name, "超期"), (head.name, "超期"), (office.name, "一直超期")}


def test_a_limit_in_hours_climbs_in_hours_and_of_an_urgent_case_at_night(late, office):
    late(TUESDAY, "小时", "urgent")
    remind_all(now=TUESDAY + timedelta(minutes=119))
    assert office.name not in {name for name, _ in told()}
    remind_all(now=TUESDAY + timedelta(minutes=121))
    assert (office.name, "一直超期") in told()
    assert set(Notice.objects.values_list("pace", flat=True)) == {"vital"}


@pytest.mark.parametrize(("unit_of_time", "pace"), [("小时", "soon"), ("个工作日", "later"), ("日", "later")])
def test_what_is_not_urgent_lets_people_sleep(late, unit_of_time, pace):
    late(TUESDAY, unit_of_time)
    remind_all(now=TUESDAY)
    assert set(Notice.objects.values_list("pace", flat=True)) == {pace}


def test_an_urgent_case_is_dispatched_at_any_hour(town, officer, unit, handler):
    services.dispatch(CaseFactory(area=town, urgency="urgent"), to=unit, by=officer)
    assert Notice.objects.get(recipient=handler).pace == "vital"
