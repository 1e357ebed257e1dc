"""A request for data: answered from what is stored; the rest is asked once it is admitted, until its end."""

from contextlib import contextmanager
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import Error, IntegrityError, transaction

from activities.models import Activity
from admission import selectors, services
from admission.exceptions import AdmissionDenied
from admission.models import Column, Request, Value
from admission.services.drafting import Said
from casework.errands import errands
from casework.figures import figures
from progress import services as returns
from security import clock
from security.context import acting
from tests.factories import CaseFactory

pytestmark = pytest.mark.django_db


@contextmanager
def refused(name):
    """The database refuses it by this constraint or trigger."""
    with pytest.raises(Error, match=name), transaction.atomic():
        yield


def said_to_all(request, by):
    return {
        line.column.pk: Said(line.likely[0].choice if line.likely else "asked")
        for line in selectors.lines_of(request, by)
    }


def test_f3_of_sixteen_columns_fourteen_are_stored_and_two_are_asked(asking):
    """ux.md F3: “已有 14/16 列，直接取”, only the rest may be asked."""
    returns.add_item(by=asking.clerk, label="排查工地", sort="number", basis="三号文", since="2020Q1")
    before = asking.admitted("校车台数")
    asking.fill(before, 校车台数="12")
    wanted = [*figure_names(11), "排查工地数", "活动", "校车台数", "塔吊台数", "围挡米数"]
    assert len(wanted) == 16
    request = asking.draft(*wanted, title="一张大表")
    assert services.settle(request, said_to_all(request, asking.member), by=asking.member) == {}
    lines = selectors.lines_of(request, asking.member)
    assert selectors.in_sum([line.column for line in lines]) == "已有 14/16 列，直接取；要问 2 列"
    assert [one.name for one in selectors.asked_columns(request)] == ["塔吊台数", "围挡米数"]
    assert {line.column.source for line in lines} == {"figure", "item", "ledger", "form", ""}
    assert all(line.stored.text for line in lines if line.column.source)


def figure_names(count):
    """Names as declared, of figures that none other is called like."""
    return [one.name for one in figures().values()][:count]


def test_f3_what_is_stored_is_given_with_its_source_within_the_askers_reach(asking):
    CaseFactory(area=asking.area)
    request = asking.draft("上报案件", "活动")
    asking.settle(request)
    figure, book = selectors.lines_of(request, asking.clerk)
    assert figure.column.words.startswith("平台指标：")
    assert "figure=cases.reported" in figure.stored.url
    assert book.stored.text == f"{Activity.objects.count()} 条"
    done = services.press(request, "take", by=asking.member)
    assert done.state == "taken"
    with pytest.raises(AdmissionDenied):
        services.press(done, "submit", by=asking.member)


def test_f3_a_column_that_is_alike_is_asked_only_with_a_reason(asking):
    request = asking.draft("上报案件数")
    column = request.columns.get()
    wrong = services.settle(request, {column.pk: Said("asked")}, by=asking.member)
    assert "写一句为什么不合用" in wrong[column.pk]
    assert request.columns.get().answer == "open"
    assert services.settle(request, {column.pk: Said("asked", "要分镇的")}, by=asking.member) == {}
    assert request.columns.get().why == "要分镇的"


def test_f3_a_word_that_was_confirmed_leads_the_next_request_to_the_same(asking):
    first = asking.draft("上访苗头")
    assert selectors.lines_of(first, asking.member)[0].likely == []
    services.settle(first, {first.columns.get().pk: Said("figure:cases.reported")}, by=asking.member)
    second = asking.draft("上访苗头（件）", title="另一张")
    assert selectors.lines_of(second, asking.member)[0].likely[0].key == "cases.reported"


def test_f3_nothing_is_handed_in_before_every_column_was_looked_up(asking):
    request = asking.draft("塔吊台数", "围挡米数")
    with pytest.raises(AdmissionDenied, match="还有 2 列没有核对"):
        services.press(request, "submit", by=asking.member)
    with pytest.raises(IntegrityError, match="stored_is_looked_up_first"), transaction.atomic():
        Request.objects.filter(pk=request.pk).update(state="submitted", sent_by=asking.member)
    asking.settle(request)
    with pytest.raises(AdmissionDenied, match="有要问的栏就送审批"):
        services.press(request, "take", by=asking.member)


def test_f3_the_office_admits_and_never_who_asked(asking):
    request = asking.submitted()
    for who in (asking.member, asking.second, asking.other):
        assert "approve" not in services.open_to(who, request)
        with pytest.raises(AdmissionDenied, match="另一个人来审批"):
            services.press(request, "approve", by=who)
    own = asking.draft("井盖个数", by=asking.clerk, unit=asking.office)
    asking.settle(own, by=asking.clerk)
    services.press(own, "submit", by=asking.clerk)
    with pytest.raises(AdmissionDenied):
        services.press(own, "approve", by=asking.clerk)
    done = services.press(own, "approve", by=asking.colleague)
    assert (done.state, done.decided_by) == ("approved", asking.colleague)
    with pytest.raises(IntegrityError, match="request_is_decided_by_somebody_else"), transaction.atomic():
        Request.objects.filter(pk=own.pk).update(decided_by=asking.clerk)


def test_f3_raw_sql_of_a_unit_admits_nothing(asking):
    request = asking.submitted()
    said = {"state": "approved", "decided_by": asking.second, "decided_at": clock.now()}
    asked = Request.objects.filter(pk=request.pk)
    with acting(asking.second.pk), refused("office_alone_admits"):
        asked.update(**said)
    with acting(asking.clerk.pk), refused("office_alone_admits"):  # in somebody else's name
        asked.update(**said | {"decided_by": asking.colleague})


def test_f3_what_was_handed_in_is_not_changed(asking):
    request = asking.submitted()
    with pytest.raises(AdmissionDenied, match="不能改"):
        asking.settle(request)
    with pytest.raises(IntegrityError, match="columns_are_settled_in_draft"), transaction.atomic():
        Column.objects.create(request=request, position=9, name="又一栏")
    with refused("handed_in_request_is_kept"):
        Request.objects.filter(pk=request.pk).update(until=clock.today() + timedelta(days=9999))
    back = services.press(request, "redo", by=asking.member)
    assert (back.state, back.decided_by) == ("draft", None)


def test_f3_a_refusal_says_why_and_can_be_mended(asking):
    request = asking.submitted()
    with pytest.raises(AdmissionDenied, match="写一句为什么不准入"):
        services.press(request, "refuse", by=asking.clerk)
    services.press(request, "refuse", by=asking.clerk, note="上个月刚问过")
    assert request.steps.last().note == "上个月刚问过"
    assert services.press(asking.again(request), "redo", by=asking.member).state == "draft"


def test_f3_after_the_end_date_nobody_is_asked(asking):
    today = clock.today()
    asking.admitted(until=today, title="今天止")
    past = asking.draft("井盖个数", since=today - timedelta(days=9), until=today - timedelta(days=1))
    asking.settle(past)
    with pytest.raises(AdmissionDenied, match="已经过了"):
        services.press(past, "submit", by=asking.member)
    rows = Request.objects.filter(pk=past.pk)
    rows.update(state="submitted", sent_by=asking.member, spent=1)
    rows.update(state="approved", decided_by=asking.clerk, decided_at=clock.now())
    assert [str(one.request) for one in selectors.to_fill(asking.other, today)] == ["今天止"]
    fresh = asking.again(past)
    assert (fresh.is_over, fresh.standing) == (True, "到期，不再填")
    with pytest.raises(AdmissionDenied, match="现在不填"):
        asking.fill(fresh)
    given = {"unit": asking.units[0], "period": "once", "text": "5", "by": asking.other}
    with acting(asking.other.pk), refused("only_what_is_admitted_is_asked"):
        Value.objects.create(column=past.columns.get(), **given)


def test_f3_raw_sql_answers_nothing_that_is_not_asked(asking):
    request = asking.submitted()
    column = request.columns.first()
    given = {"column": column, "unit": asking.units[0], "period": "once", "text": "5", "by": asking.other}
    with acting(asking.other.pk), refused("only_what_is_admitted_is_asked"):
        Value.objects.create(**given)
    services.press(request, "approve", by=asking.clerk)
    with acting(asking.third.pk), refused("only_what_is_admitted_is_asked"):  # for another unit
        Value.objects.create(**given)
    with acting(asking.other.pk):
        Value.objects.create(**given)


def test_f1_what_was_filled_in_answers_the_next_request(asking):
    first = asking.admitted("校车台数")
    asking.fill(first, 校车台数="12")
    asking.fill(first, unit=1, 校车台数="30")
    taken = asking.draft("校车台数", by=asking.other, unit=asking.units[0], units=[asking.bureau], title="乙")
    asking.settle(taken, by=asking.other)
    (line,) = selectors.lines_of(taken, asking.member)
    assert line.column.form == first.columns.get()
    (seen,) = selectors.lines_of(taken, asking.clerk)
    assert seen.stored.text == "这一次 2 个单位报了，合计 42"
    (own,) = selectors.lines_of(taken, asking.other)
    assert own.stored.text == "这一次 12"  # as long as it is not admitted, its own value alone


def test_f1_an_admitted_form_lets_who_asked_read_what_it_takes_from_another(asking):
    first = asking.admitted("校车台数")
    asking.fill(first, 校车台数="12")
    request = asking.draft(
        "校车台数", "塔吊台数", by=asking.third, unit=asking.units[1], units=[asking.bureau]
    )
    asking.settle(request, by=asking.third)
    values = Value.objects.visible_to(asking.third)
    with acting(asking.third.pk):
        assert (values.count(), Value.objects.count()) == (0, 0)
    services.press(request, "submit", by=asking.third)
    services.press(request, "approve", by=asking.clerk)
    with acting(asking.third.pk):
        assert (values.count(), Value.objects.count()) == (1, 1)


def test_f1_what_was_said_last_stands_there_already(asking):
    first = asking.admitted("校车台数", "塔吊台数")
    asking.fill(first, 校车台数="12", 塔吊台数="3")
    asking.fill(first, 校车台数="13", 塔吊台数="3")
    assert list(Value.objects.newest().filter(unit=asking.units[0]).values_list("text", flat=True)) == [
        "13",
        "3",
    ]
    assert sorted(selectors.last_values(first, asking.units[0].pk).values()) == ["13", "3"]
    with pytest.raises(AdmissionDenied, match="还有 1 栏没有填：塔吊台数"):
        asking.fill(first, 塔吊台数=" ")


def test_f5_the_hours_are_said_and_added_up_by_unit_and_year(asking):
    today = clock.today()
    request = asking.admitted(minutes=Decimal(15))
    assert request.hours == Decimal("1.0")  # 2 columns × 2 units × once × 15 minutes
    asking.admitted("井盖个数", title="又一张", minutes=Decimal(30))
    asking.submitted("路灯盏数", title="没有批的")
    (burden,) = selectors.burdens(asking.clerk, today.year)
    assert (burden.unit, burden.forms, burden.hours) == (asking.bureau, 2, Decimal("2.0"))
    assert selectors.burdens(asking.clerk, today.year - 1) == []


def test_the_list_of_what_waits_names_forms_to_fill_and_requests_to_decide(asking):
    request = asking.submitted()
    assert lines_for(asking.clerk) == ["表格准入：欠薪隐患摸底"]
    assert lines_for(asking.other) == lines_for(asking.member) == []
    services.press(request, "approve", by=asking.clerk)
    assert lines_for(asking.clerk) == []
    assert lines_for(asking.other) == ["填表格：欠薪隐患摸底"]
    asking.fill(asking.again(request))
    assert lines_for(asking.other) == []
    assert lines_for(asking.third) == ["填表格：欠薪隐患摸底"]


def lines_for(user):
    fresh = type(user).objects.get(pk=user.pk)
    return [one.what for one in errands(fresh, clock.now()) if "表格" in one.what]


def test_a_draft_is_its_units_alone_and_what_was_admitted_the_countys(asking):
    request = asking.draft("井盖个数")
    everybody = (asking.member, asking.second, asking.other, asking.clerk)
    assert [seen_by(who, request) for who in everybody] == [True, True, False, False]
    asking.settle(request)
    services.press(request, "submit", by=asking.member)
    assert [seen_by(who, request) for who in everybody] == [True, True, False, True]
    services.press(request, "approve", by=asking.clerk)
    assert all(seen_by(who, request) for who in everybody)


def seen_by(user, request):
    """By the queryset and by the database alike."""
    with acting(user.pk):
        found = {
            rows.filter(pk=request.pk).exists()
            for rows in (Request.objects.visible_to(user), Request.objects)
        }
    (seen,) = found
    return seen
