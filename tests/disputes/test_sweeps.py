"""排查: a row for each unit and period, missing until its head signs (MD-42, MD-43)."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.db import IntegrityError, InternalError, ProgrammingError, transaction
from django.urls import reverse
from openpyxl import load_workbook

from accounts.models import Role
from casework.errands import errands
from casework.models import Notice
from disputes.exceptions import SweepDenied
from disputes.models import Fault, Found, Sweep, SweepPlan
from disputes.services import sweeping
from disputes.tasks import make_sweeps
from security import clock
from tests.factories import DutyFactory, UnitFactory

FORM = {"sort": "regular", "tier": "village", "rhythm": "once", "grace": 3, "words": ""}


@pytest.fixture
def office(county):
    unit = UnitFactory(area=county, name="平安办")
    return DutyFactory(role=Role.OFFICE, unit=unit).user


@pytest.fixture
def village_unit(village):
    return UnitFactory(area=village, name="桥东村委会")


@pytest.fixture
def head(village_unit):
    return DutyFactory(role=Role.VILLAGE, unit=village_unit, leads=True).user


@pytest.fixture
def clerk(village_unit):
    return DutyFactory(role=Role.VILLAGE, unit=village_unit).user


@pytest.fixture
def plan(office, county, head):
    def one(ago=5, days=3, **fields):
        first = clock.today() - timedelta(days=ago)
        given = FORM | {"name": "十月排查", "area": county, "starts_on": first}
        given |= {"ends_on": first + timedelta(days=days)} | fields
        return sweeping.plan_sweeps(by=office, **given)

    return one


def row_of(plan):
    return plan.sweeps.get()


def test_each_unit_has_a_missing_row_at_once_and_no_second_one_md_43(plan, village_unit):
    made = plan()
    row = row_of(made)
    assert (row.state, row.unit, row.count) == ("missing", village_unit, None)
    assert make_sweeps() == 0
    assert sweeping.make_rows(made, clock.today()) == 0


def test_a_unit_that_comes_later_owes_the_period_that_runs_and_none_before(plan, county, office):
    made = plan(ago=8, days=30, rhythm="weekly")
    late = DutyFactory(role=Role.VILLAGE, leads=True, unit=UnitFactory(area=county, name="新村")).unit
    sweeping.make_rows(made, clock.today())
    (only,) = made.sweeps.filter(unit=late)
    assert only.starts_on <= clock.today() <= only.ends_on


def test_towns_report_where_the_plan_says_so(plan, officer, centre, village_unit):
    assert {row.unit for row in plan(tier="town").sweeps.all()} == {centre}
    assert {row.unit for row in plan(tier="both").sweeps.all()} == {centre, village_unit}


def test_zero_is_a_signed_report_too_md_43(plan, head):
    row = row_of(plan())
    with pytest.raises(SweepDenied, match="零报告"):
        sweeping.sign(row, by=head, seen=0, zero=False)
    signed = sweeping.sign(row, by=head, seen=0, zero=True)
    assert (signed.state, signed.count, signed.signed_name) == ("zero", 0, str(head))
    with pytest.raises(SweepDenied, match="已经由"):
        sweeping.sign(row, by=head, seen=0, zero=True)


def test_only_the_head_signs_and_not_before_the_last_day(plan, head, clerk, officer):
    row = row_of(plan())
    for other in (clerk, officer):
        with pytest.raises(SweepDenied, match="负责人签报"):
            sweeping.sign(row, by=other, seen=0, zero=True)
    running = row_of(plan(ago=0, days=9))
    with pytest.raises(SweepDenied, match="才满"):
        sweeping.sign(running, by=head, seen=0, zero=True)
    assert not Sweep.objects.exclude(state="missing").exists()


def test_the_database_keeps_a_row_missing_until_it_is_signed_and_what_was_signed(plan, head):
    row = row_of(plan())
    for wrong in ({"state": "zero", "count": 0}, {"state": "reported", "count": 2}, {"count": 1}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Sweep.objects.filter(pk=row.pk).update(**wrong)
    sweeping.sign(row, by=head, seen=0, zero=True)
    with pytest.raises(InternalError), transaction.atomic():
        Sweep.objects.filter(pk=row.pk).update(count=3)
    with pytest.raises(ProgrammingError), transaction.atomic():
        row.delete()


def test_the_number_reported_is_that_of_the_disputes_found_and_the_county_s_is_their_sum(
    plan, head, register, client, office
):
    row = row_of(plan())
    for _ in range(2):
        register(sweep=row)
    with pytest.raises(SweepDenied, match="现在记了 2 件"):
        sweeping.sign(row, by=head, seen=1, zero=False)
    with pytest.raises(SweepDenied, match="不是零报告"):
        sweeping.sign(row, by=head, seen=2, zero=True)
    signed = sweeping.sign(row, by=head, seen=2, zero=False)
    assert (signed.state, signed.count) == ("reported", Found.objects.filter(sweep=row).count())
    client.force_login(office)
    page = client.get(reverse("disputes:sweep_plan", args=[row.plan_id])).content.decode()
    assert "发现 <strong data-count>2</strong> 件" in page
    assert client.get(reverse("disputes:sweep", args=[row.pk])).content.decode().count("邻里纠纷：两家") == 2


def test_late_missed_and_concealed_are_different_codes_md_43(plan, head, register, office):
    late = row_of(plan(ago=20, grace=3))
    sweeping.sign(late, by=head, seen=0, zero=True)
    assert [fault.code for fault in late.faults.all()] == ["late"]
    on_time = row_of(plan())
    sweeping.sign(on_time, by=head, seen=0, zero=True)
    assert not on_time.faults.exists()
    dispute = register(sweep=on_time)
    assert (dispute.found.later, [f.code for f in on_time.faults.all()]) == (True, ["missed"])
    sweeping.fault(on_time, code=Fault.Code.CONCEALED, reason="群众早就报过村里", by=office)
    assert {fault.code for fault in on_time.faults.all()} == {"missed", "concealed"}
    with pytest.raises(SweepDenied, match="已经这样认定过"):
        sweeping.fault(on_time, code=Fault.Code.CONCEALED, reason="再说一次", by=office)
    assert Sweep.objects.get(pk=on_time.pk).state == "zero"


def test_the_office_names_the_dispute_that_was_missed_and_no_dispute_counts_twice(
    plan, head, register, office, clerk
):
    row, other = row_of(plan()), row_of(plan())
    dispute = register()
    missed = {"code": Fault.Code.MISSED, "reason": "那时已经有", "by": office}
    with pytest.raises(SweepDenied, match="还没有报"):
        sweeping.fault(row, matter=dispute, **missed)
    for one in (row, other):
        sweeping.sign(one, by=head, seen=0, zero=True)
    with pytest.raises(SweepDenied, match="办公室认定"):
        sweeping.fault(row, matter=dispute, **(missed | {"by": clerk}))
    sweeping.fault(row, matter=dispute, **missed)
    with pytest.raises(SweepDenied, match="不能再算一次"):
        sweeping.fault(other, matter=dispute, **missed)


def test_all_that_have_not_reported_are_asked_once_a_period(plan, head, office, officer):
    made = plan()
    assert sweeping.chase(made, by=office) == 1
    assert sweeping.chase(made, by=officer) == 0
    (notice,) = Notice.objects.filter(recipient=head)
    assert "十月排查" in notice.text


def test_nobody_is_asked_for_what_was_reported_or_is_not_over(plan, head, office):
    reported, running = plan(), plan(ago=0, days=9)
    sweeping.sign(row_of(reported), by=head, seen=0, zero=True)
    assert sweeping.chase(reported, by=office) == sweeping.chase(running, by=office) == 0


def test_what_is_to_be_signed_is_on_the_head_s_list_and_on_no_other(plan, head, clerk, office, again):
    row = row_of(plan())
    now = clock.now()
    (errand,) = errands(again(head), now)
    assert (errand.url, errand.light.words) == (reverse("disputes:sweep", args=[row.pk]), "剩 1 天")
    assert not [one for user in (clerk, office) for one in errands(again(user), now) if "排查" in one.what]
    sweeping.sign(row, by=head, seen=0, zero=True)
    assert not errands(again(head), now)


def test_what_is_confidential_is_in_no_number_and_in_no_fault(plan, head, register, office, client):
    row = row_of(plan())
    dispute = register(sweep=row, minors=True)
    sweeping.sign(row, by=head, seen=0, zero=True)
    register(sweep=row, minors=True)
    assert dispute.found.sweep == row
    assert not row.faults.exists()
    client.force_login(office)
    page = client.get(reverse("disputes:sweep", args=[row.pk])).content.decode()
    assert "<span data-count>0</span> 件" in page
    assert dispute.number not in page


def test_the_office_lays_down_a_plan_on_its_page_and_others_may_not(client, office, county, head, clerk):
    today = clock.today()
    given = FORM | {"name": "专项", "area": county.pk, "starts_on": today, "ends_on": today}
    client.force_login(office)
    response = client.post(reverse("disputes:sweep_new"), given)
    assert response.url == reverse("disputes:sweep_plan", args=[SweepPlan.objects.get().pk])
    client.force_login(clerk)
    assert client.post(reverse("disputes:sweep_new"), given).status_code == 403
    assert SweepPlan.objects.count() == 1


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"name": ""}, "给这次排查起个名称"),
        ({"area": "110101"}, "这个地方不归您管"),
        ({"sort": "evil"}, "选"),
        ({"ends_on": "2020-01-01"}, "不能早于"),
        ({"ends_on": "2099-01-01"}, "一次最多定一年"),
        ({"starts_on": "0001-01-01"}, "检查一下年份"),
        ({"grace": "99"}, "写 0 到 30 之间的数"),
    ],
)
def test_a_wrong_plan_is_told_in_words_and_makes_nothing(client, office, county, given, words):
    client.force_login(office)
    today = clock.today()
    whole = FORM | {"name": "专项", "area": county.pk, "starts_on": today, "ends_on": today}
    response = client.post(reverse("disputes:sweep_new"), whole | given)
    assert response.status_code == 400
    assert words in response.content.decode()
    assert not SweepPlan.objects.exists()


def test_the_head_finds_and_signs_on_the_page(client, plan, head, village):
    row = row_of(plan())
    client.force_login(head)
    url = reverse("disputes:sweep", args=[row.pk])
    assert reverse("disputes:new", query={"sweep": row.pk}) in client.get(url).content.decode()
    form = client.get(reverse("disputes:new"), {"sweep": row.pk}).context["form"]
    assert (form["sweep"].value(), form["area"].value(), form["source"].value()) == (
        row.pk,
        village.pk,
        "initiative",
    )
    client.post(
        reverse("disputes:new"),
        {
            "facts": "两家争水。",
            "justice_type": "neighbour",
            "party1_name": "演示甲",
            "party2_name": "演示乙",
            "sweep": row.pk,
        },
    )
    assert Found.objects.get().sweep == row
    bare = client.post(f"{url}sign/", {"seen": 1})
    assert (bare.status_code, "核对过再勾选" in bare.content.decode()) == (400, True)
    stale = client.post(f"{url}sign/", {"seen": 0, "true": "on"})
    assert (stale.status_code, "刚才您看到的是 0 件" in stale.content.decode()) == (403, True)
    assert client.post(f"{url}sign/", {"seen": 1, "true": "on"}).status_code == 302
    assert Sweep.objects.get().count == 1


def test_no_sweep_out_of_sight_takes_a_dispute(inside, plan):
    row = row_of(plan())
    given = {"facts": "?", "justice_type": "neighbour", "party1_name": "演示甲", "party2_name": "演示乙"}
    response = inside.post(reverse("disputes:new"), {**given, "sweep": row.pk})
    assert (response.status_code, "没有找到这一期排查" in response.content.decode()) == (400, True)


def test_the_workbook_holds_the_rows_and_the_disputes_as_text(client, plan, office, head, register, village):
    made = plan(name="=1+1")
    register(sweep=row_of(made))
    register(sweep=row_of(made), minors=True)
    client.force_login(office)
    response = client.get(reverse("disputes:sweep_export", args=[made.pk]))
    book = load_workbook(BytesIO(response.content))
    rows, found = book["排查表"], book["排查出的纠纷"]
    assert (rows["A3"].value, rows["D3"].value, rows["E3"].value) == ("桥东村委会", "未报", "1")
    assert (rows["A1"].data_type, rows["A1"].value[:4]) == ("s", "=1+1")
    assert found.max_row == 3
