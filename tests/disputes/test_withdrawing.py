"""A sweep that was laid down wrongly is withdrawn with its reason, while nobody has signed (MD-42)."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, InternalError, transaction
from django.urls import reverse

from accounts.models import Role, User
from casework.errands import errands
from disputes import services
from disputes.exceptions import SweepDenied
from disputes.models import Found, Sweep, SweepPlan
from disputes.services import sweeping
from disputes.services.withdrawing import withdraw
from disputes.tasks import make_sweeps
from security import clock
from tests.disputes.conftest import PARTIES
from tests.factories import AreaFactory, DutyFactory, UnitFactory

WHY = "地方选错了，重新定"
FACTS = {"facts": "两家为通道吵了半年。", "justice_type": "neighbour", "parties": PARTIES}


def office_of(area):
    return DutyFactory(role=Role.OFFICE, unit=UnitFactory(area=area)).user


@pytest.fixture
def office(county):
    return office_of(county)


@pytest.fixture
def head(village):
    unit = UnitFactory(area=village, name="桥东村委会")
    return DutyFactory(role=Role.VILLAGE, unit=unit, leads=True).user


@pytest.fixture
def plan(office, town, head):
    day = clock.today() - timedelta(days=1)
    days = {"starts_on": day, "ends_on": day, "grace": 3}
    given = {"name": "十月排查", "sort": "regular", "tier": "village", "rhythm": "once", "area": town}
    return sweeping.plan_sweeps(by=office, **given | days)


@pytest.fixture
def over(plan):
    """Its row, whose period is over, so that it can be signed."""
    return plan.sweeps.get()


def press(client, plan, why=WHY):
    return client.post(reverse("disputes:sweep_withdraw", args=[plan.pk]), {"why": why}, follow=True)


def test_its_rows_are_no_more_and_all_who_were_to_report_read_why(client, office, over, plan, head):
    assert [one.what for one in errands(head, clock.now())] == [f"十月排查：{over.period} 还没报"]
    client.force_login(office)
    assert (
        "定错了，撤销这次排查" in client.get(reverse("disputes:sweep_plan", args=[plan.pk])).content.decode()
    )
    assert "撤销了：十月排查" in press(client, plan).content.decode()
    for user in (office, head):
        client.force_login(user)
        shown = client.get(reverse("disputes:sweep_plan", args=[plan.pk])).content.decode()
        assert [word for word in ("已撤销", WHY, str(office)) if word not in shown] == []
        assert "撤销这次排查</summary>" not in shown
        assert "· 已撤销" in client.get(reverse("disputes:sweeps")).content.decode()
        assert client.get(reverse("disputes:sweep", args=[over.pk])).status_code == 404
    assert errands(User.objects.get(pk=head.pk), clock.now()) == []
    assert make_sweeps() == 0
    assert sweeping.chase(plan, by=office) == 0
    with pytest.raises(SweepDenied, match="刚刚撤销了"):
        sweeping.sign(over, by=head, seen=0, zero=True)


def test_without_a_reason_or_twice_it_is_not_withdrawn(client, office, plan):
    client.force_login(office)
    answer = press(client, plan, why="")
    assert (answer.status_code, "写一句为什么撤销" in answer.content.decode()) == (400, True)
    assert SweepPlan.objects.get().withdrawn_at is None
    withdraw(plan, why=WHY, by=office)
    answer = press(client, plan)
    assert (answer.status_code, "已经撤销了" in answer.content.decode()) == (400, True)
    assert SweepPlan.objects.get().withdrawn_why == WHY


def test_what_somebody_signed_for_stands(client, office, over, plan, head):
    sweeping.sign(over, by=head, seen=0, zero=True)
    client.force_login(office)
    page = client.get(reverse("disputes:sweep_plan", args=[plan.pk])).content.decode()
    assert "撤销这次排查" not in page
    assert "已经有单位签报了" in press(client, plan).content.decode()
    said = {"withdrawn_at": clock.now(), "withdrawn_by": office, "withdrawn_why": WHY}
    with pytest.raises(IntegrityError, match="signed_plan_is_not_withdrawn"), transaction.atomic():
        SweepPlan.objects.filter(pk=plan.pk).update(**said)


def test_the_database_lets_nobody_sign_for_a_withdrawn_one_or_take_it_back(office, over, plan, head):
    withdraw(plan, why=WHY, by=office)
    signed = {"state": "zero", "count": 0, "signer": head, "signed_name": "x", "signed_at": clock.now()}
    with pytest.raises(IntegrityError, match="withdrawn_sweep_is_not_signed"), transaction.atomic():
        Sweep.objects.filter(pk=over.pk).update(**signed)
    with pytest.raises(InternalError), transaction.atomic():
        SweepPlan.objects.update(withdrawn_at=None, withdrawn_by=None, withdrawn_why="")


def test_a_reason_is_the_database_s_rule_too(office, plan):
    with pytest.raises(IntegrityError, match="withdrawn_for_a_reason"), transaction.atomic():
        SweepPlan.objects.update(withdrawn_at=clock.now(), withdrawn_by=office)


def test_only_the_office_that_laid_it_down_or_one_above_withdraws(
    client, office, plan, county, town, officer
):
    below, stranger = office_of(town), office_of(AreaFactory())
    for user, status in ((below, 403), (officer, 403), (stranger, 404)):
        client.force_login(user)
        assert press(client, plan).status_code == status
    with pytest.raises(SweepDenied, match="定它的办公室"):
        withdraw(plan, why=WHY, by=below)
    assert withdraw(plan, why=WHY, by=office_of(county)).withdrawn_why == WHY


def test_an_office_below_may_withdraw_its_own_and_the_one_above_too(county, town, head):
    below = office_of(town)
    day = clock.today()
    given = {"name": "镇里的", "sort": "regular", "tier": "village", "rhythm": "once", "area": town}
    for by in (below, office_of(county)):
        own = sweeping.plan_sweeps(by=below, **given, starts_on=day, ends_on=day, grace=0)
        assert withdraw(own, why=WHY, by=by).withdrawn_by == by


def test_a_dispute_written_down_meanwhile_is_registered_all_the_same(office, over, plan, head, village):
    withdraw(plan, why=WHY, by=office)
    dispute = services.register(by=head, area=village, sweep=over, source="initiative", **FACTS)
    assert dispute.status == "registered"
    assert not Found.objects.exists()
