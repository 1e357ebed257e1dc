from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from casework.figures import Period, figures
from casework.models import Matter
from figures.selectors import by_group, compare, count
from figures.selectors.counting import groupable
from tests.factories import AreaFactory, CaseFactory, CategoryFactory, SourceFactory, UnitFactory

pytestmark = pytest.mark.django_db

ZONE = timezone.get_default_timezone()
JULY = Period(date(2026, 7, 1), date(2026, 8, 1))


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def counted(key, by="", period=JULY, **how):
    answers = count(Matter.objects.all(), [key], period, by, **how)
    return [(answer.label, answer.n) for answer in answers]


def test_all_figures_over_nothing_are_zero_or_unknown():
    answers = count(Matter.objects.all(), figures(), JULY)
    assert [answer.figure.key for answer in answers] == list(figures())
    assert {answer.n for answer in answers} == {0}
    assert {answer.text for answer in answers} == {"0", "0.00", "——"}


def test_a_period_ends_with_its_last_day_in_local_time():
    for moment in ("2026-06-30T23:59", "2026-07-01T00:00", "2026-07-31T23:59", "2026-08-01T00:00"):
        CaseFactory(registered_at=at(moment))
    assert counted("cases.reported") == [("", 2)]


def test_by_area_what_is_placed_no_closer_is_a_group_of_its_own(county, town, village, grid):
    other = AreaFactory(parent=county, name="桥西镇")
    for area in (county, town, village, grid, grid):
        CaseFactory(area=area, registered_at=at("2026-07-02T08:00"))
    assert counted("cases.reported", "area", level=9, area=county.pk) == [
        ("未落到乡镇", 1),
        ("桥东镇", 4),
        ("桥西镇", 0),
    ]
    assert counted("cases.reported", "area", level=12, area=town.pk) == [("未落到村", 1), ("桥东村", 3)]
    assert counted("cases.reported", "area", level=15, area=county.pk) == [
        ("未落到网格", 1),
        ("桥东镇（未落到网格）", 1),
        ("桥东村（未落到网格）", 1),
        ("第一网格", 2),
    ]
    assert other.pk > town.pk


def test_by_unit_category_source_in_official_order(town):
    first, second = UnitFactory(area=town, name="市政所"), UnitFactory(area=town, name="城管中队")
    late, early = SourceFactory(name="热线", place=2), SourceFactory(name="巡查", place=1)
    litter = CategoryFactory(code="102", name="市容")
    lamp = CategoryFactory(code="101", name="市政")
    below = CategoryFactory(code="101001", name="路灯")
    when = at("2026-07-02T08:00")
    CaseFactory(unit=second, source=late, category=litter, registered_at=when)
    CaseFactory(unit=first, source=early, category=below, registered_at=when)
    CaseFactory(source=early, category=lamp, registered_at=when)
    assert counted("cases.reported", "unit") == [("市政所", 1), ("城管中队", 1), ("没有承办单位", 1)]
    assert counted("cases.reported", "category") == [("市政", 2), ("市容", 1)]
    assert counted("cases.reported", "source") == [("巡查", 2), ("热线", 1)]


def test_by_month_and_week_of_the_figures_own_moment():
    CaseFactory(registered_at=at("2026-06-30T23:30"), closed_at=at("2026-08-03T00:10"), status="closed")
    quarter = Period(date(2026, 6, 29), date(2026, 8, 10))
    months = [("2026年6月", 1), ("2026年7月", 0), ("2026年8月", 0)]
    assert counted("cases.reported", "month", quarter) == months
    assert counted("cases.closed", "month", quarter)[-1] == ("2026年8月", 1)
    weeks = counted("cases.closed", "week", quarter)
    assert weeks[0] == ("6月29日起", 0)
    assert weeks[-1] == ("8月3日起", 1)
    assert len(weeks) == 6


def test_shares_means_and_medians():
    unit = UnitFactory()
    for place in range(6):
        begun = at("2026-07-01T00:00") + timedelta(days=place)
        CaseFactory(
            unit=unit,
            registered_at=begun - timedelta(hours=12),
            dispatched_at=begun,
            handle_due_at=begun + timedelta(days=3),
            finished_at=begun + timedelta(days=place),
            on_time=place < 3,
            result="好了",
        )
    found = {answer.figure.key: answer for answer in count(Matter.objects.all(), figures(), JULY)}
    on_time = found["cases.on_time"]
    assert (on_time.n, on_time.hits, on_time.value, on_time.text) == (6, 3, 0.5, "50.0%")
    assert found["cases.hours"].text == "72.0"
    assert found["cases.in_hand"].text == "2.5"


def test_what_is_not_due_yet_is_no_miss():
    soon = timezone.now() + timedelta(hours=2)
    day = timezone.localdate(soon)
    CaseFactory(handle_due_at=soon)
    CaseFactory(handle_due_at=soon, finished_at=timezone.now(), on_time=True, result="好了")
    period = Period(day, day + timedelta(days=1))
    assert counted("cases.on_time", period=period) == [("", 1)]


def test_few_rows_make_no_share():
    for _ in range(4):
        CaseFactory(registered_at=at("2026-07-02T08:00"), settled=True)
    [answer] = count(Matter.objects.all(), ["cases.settled"], JULY)
    assert (answer.value, answer.text, answer.note) == (1.0, "——", "只有 4 件，太少，不算比例")


def test_periods_side_by_side_in_one_query(django_assert_num_queries):
    for moment in ("2025-07-02T08:00", "2026-07-02T08:00", "2026-07-03T08:00"):
        CaseFactory(registered_at=at(moment))
    last_year = Period(date(2025, 7, 1), date(2025, 8, 1))
    with django_assert_num_queries(1):
        now, before = compare(Matter.objects.all(), figures(), [JULY, last_year])
    assert (now["cases.reported"].n, before["cases.reported"].n) == (2, 1)


def test_two_queries_however_many_rows_and_figures(town, django_assert_num_queries):
    for _ in range(5):
        CaseFactory(area=town, unit=UnitFactory(area=town), registered_at=at("2026-07-02T08:00"))
    with django_assert_num_queries(2):
        groups = by_group(count(Matter.objects.all(), figures(), JULY, "unit"))
    assert [len(group) for group in groups] == [len(figures())] * 5


@pytest.mark.parametrize("by", ["", "area", "unit", "category", "source", "month", "week"])
def test_every_answer_opens_exactly_its_rows(by, county, village):
    """The number, and what its address filters, agree for every figure, group and part."""
    from django.http import QueryDict

    from casework.drilldown import filters_from

    units = [None, UnitFactory(area=village)]
    for place in range(12):
        begun = at("2026-06-28T10:00") + timedelta(days=place)
        CaseFactory(
            area=[county, village][place % 2],
            unit=units[place % 3 > 0],
            registered_at=begun,
            dispatched_at=begun,
            handle_due_at=begun + timedelta(days=2),
            finished_at=begun + timedelta(days=place % 4),
            closed_at=begun + timedelta(days=5),
            first_closed_at=begun + timedelta(days=5),
            checked_at=begun + timedelta(days=5),
            checked_on_time=bool(place % 2),
            dispatched_on_time=True,
            status="closed",
            on_time=place % 4 < 2,
            result="好了",
        )
    asked = [figure for figure in figures().values() if not by or figure.kind == "case"]
    answers = count(Matter.objects.all(), asked, JULY, by, area=county.pk)
    assert any(answer.n for answer in answers)
    for answer in answers:
        for part, number in (
            ("population", answer.n),
            ("hit", answer.hits),
            ("miss", answer.n - answer.hits),
        ):
            if part == "population" or answer.figure.hit is not None:
                params = QueryDict(answer.url(part).split("?")[1])
                rows, _ = filters_from(params, kind=answer.figure.kind, now=timezone.now())
                listed = Matter.objects.filter(rows, kind=answer.figure.kind)
                assert listed.count() == number, answer.url(part)


def test_groups_add_up_to_the_whole(county, town, village):
    for area in (county, town, village):
        CaseFactory(area=area, registered_at=at("2026-07-02T08:00"), settled=area is town)
    whole = count(Matter.objects.all(), figures(), JULY)
    for by in ("area", "unit", "category", "source", "month", "week"):
        asked = [figure for figure in figures().values() if groupable(figure, by)]
        answers = count(Matter.objects.all(), asked, JULY, by)
        for one in (one for one in whole if one.figure in asked):
            parts = [answer for answer in answers if answer.figure == one.figure]
            assert (sum(part.n for part in parts), sum(part.hits for part in parts)) == (one.n, one.hits)


def test_a_figure_that_is_not_declared_is_said():
    with pytest.raises(ValueError, match=r"没有“cases\.nonsense”这个指标"):
        count(Matter.objects.all(), ["cases.nonsense"], JULY)
