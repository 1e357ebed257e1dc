from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from casework.drilldown import filters_from, horizon_at
from casework.models import Matter
from tests.factories import AreaFactory, CaseFactory, CategoryFactory, SourceFactory, UnitFactory

pytestmark = pytest.mark.django_db

ZONE = timezone.get_default_timezone()
JULY = {"figure": "cases.on_time", "from": "2026-07-01", "to": "2026-07-31"}


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def found(instant=None, **params):
    rows, captions = filters_from(params, kind="case", now=instant or timezone.now())
    return list(Matter.objects.filter(rows).order_by("pk")), captions


def test_nothing_asked_is_nothing_filtered():
    case = CaseFactory()
    assert found() == ([case], [])


def test_parts_of_a_figure_make_up_its_population():
    kept, late = (
        CaseFactory(
            handle_due_at=at("2026-07-31T23:59"),
            finished_at=at("2026-07-20T08:00"),
            on_time=on_time,
            result="好",
        )
        for on_time in (True, False)
    )
    CaseFactory(
        handle_due_at=at("2026-08-01T00:00"), finished_at=at("2026-07-20T08:00"), on_time=True, result="好"
    )
    assert found(**JULY) == ([kept, late], ["按期处置率：全部", "2026-07-01 ～ 2026-07-31"])
    assert found(**JULY, part="hit")[0] == [kept]
    assert found(**JULY, part="miss") == ([late], ["按期处置率：不符合的", "2026-07-01 ～ 2026-07-31"])


def test_an_area_with_all_in_it_or_alone():
    town = AreaFactory(parent=AreaFactory())
    placed, vague = CaseFactory(area=AreaFactory(parent=town)), CaseFactory(area=town)
    assert found(area=town.pk) == ([placed, vague], [town.name])
    assert found(area=town.pk, exact="1")[0] == [vague]


def test_a_unit_or_none():
    unit = UnitFactory(name="市政所")
    sent, waiting = CaseFactory(unit=unit), CaseFactory()
    assert found(unit=str(unit.pk)) == ([sent], ["市政所"])
    assert found(unit="none") == ([waiting], ["没有承办单位"])


def test_a_category_with_all_below_it_and_a_source():
    CategoryFactory(code="101", name="市容")
    case = CaseFactory(category=CategoryFactory(code="101002"), source=SourceFactory(name="巡查"))
    CaseFactory(category=CategoryFactory(code="102"), source=SourceFactory(name="热线"))
    assert found(category="101") == ([case], ["类别：市容"])
    assert found(source=str(case.own.source_id)) == ([case], ["来源：巡查"])


def test_how_things_stand_now():
    now = at("2026-07-15T10:00")  # a Wednesday; the year's notice is not imported
    late = CaseFactory(due_at=now)
    today = CaseFactory(due_at=at("2026-07-16T00:00"))
    soon = CaseFactory(due_at=at("2026-07-21T00:00"), status="finished")
    later = CaseFactory(due_at=at("2026-07-21T00:01"), returned=2)
    CaseFactory(due_at=now - timedelta(days=9), closed_at=now + timedelta(days=999), status="closed")
    expected = {
        "overdue": [late],
        "today": [today],
        "soon": [today, soon],
        "returned": [later],
        "to_dispatch": [late, today, later],
        "to_check": [soon],
    }
    assert {key: found(now, now=key)[0] for key in expected} == expected


def test_three_working_days_step_over_the_weekend():
    assert horizon_at(at("2026-07-17T10:00")).soon == at("2026-07-23T00:00")


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({**JULY, "figure": "cases.nonsense"}, "没有“cases.nonsense”这个指标"),
        ({**JULY, "part": "half"}, "没有“half”这一部分"),
        ({**JULY, "figure": "cases.reported", "part": "hit"}, "“上报案件”没有“hit”这一部分"),
        ({**JULY, "from": "2026-02-30"}, "开始日期“2026-02-30”写得不对"),
        ({**JULY, "to": ""}, "结束日期“”写得不对"),
        ({**JULY, "to": "2026-06-30"}, "早于开始日期"),
        ({**JULY, "to": "9999-12-31"}, "太远了"),
        ({"now": "sometime"}, "没有“sometime”这个数"),
        ({"area": "330424"}, "没有编号是“330424”的区划"),
        ({"area": "33\x0024"}, "的区划"),
        ({"unit": "²"}, "的单位"),
        ({"unit": "9" * 40}, "的单位"),
        ({"category": "999"}, "的类别"),
        ({"source": "x"}, "的来源"),
    ],
)
def test_what_makes_no_sense_is_said(params, words):
    with pytest.raises(ValueError, match=words):
        filters_from(params, kind="case", now=timezone.now())
