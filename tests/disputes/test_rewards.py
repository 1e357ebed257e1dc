"""以案定补: once a dispute, for a complete file of what was settled and performed; checked by another."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from openpyxl import load_workbook

from accounts.models import Role, User
from casework.errands import errands
from casework.models import Matter
from disputes.exceptions import RewardDenied
from disputes.models import Claim, Dispute, Publication, RewardRate
from disputes.services import rewarding
from security import clock
from tests.factories import DutyFactory, UnitFactory


@pytest.fixture
def rates(county):
    """The county's table, and one line that is over."""
    first = clock.today() - timedelta(days=400)
    common = {"area": county, "basis": "县政法〔2026〕1号", "valid_from": first}
    for sort, amount in (("oral", 50), ("written", 200), ("difficult", 500)):
        RewardRate.objects.create(sort=sort, amount=amount, **common)
    over = common | {"valid_from": first - timedelta(days=9), "valid_until": first}
    return RewardRate.objects.create(sort="group", amount=900, **over)


@pytest.fixture
def judge(county):
    """Of the county's judicial office."""
    return DutyFactory(role=Role.JUDICIAL, unit=UnitFactory(area=county, name="司法局")).user


@pytest.fixture
def filed(line):
    def one(**fields):
        return Matter.objects.get(pk=line.to("file", **fields).pk)

    return one


@pytest.fixture
def claimed(filed, rates, mediator):
    return rewarding.claim(filed(), by=mediator)


def test_the_amount_is_the_county_s_line_of_today(filed, rates, mediator):
    assert rewarding.claim(filed(), by=mediator).amount == 200
    assert rewarding.claim(filed(difficult=True), by=mediator).amount == 500
    assert rewarding.claim(filed(heads=9, scale="02"), by=mediator).amount == 200  # its own line is over


@pytest.mark.parametrize(
    ("last", "words"),
    [("agree", "没有生效的协议"), ("take_effect", "还没有全部履行"), ("visit", "还没有立卷")],
)
def test_only_a_complete_file_of_what_was_settled_and_performed_is_claimed(
    line, rates, mediator, last, words
):
    dispute = Matter.objects.get(pk=line.to(last).pk)
    with pytest.raises(RewardDenied, match=words):
        rewarding.claim(dispute, by=mediator)
    claim = {"matter": dispute, "confidential": False, "volume": "?", "area": dispute.area}
    claim |= {"unit": dispute.unit, "mediator": line.chair, "payee": mediator, "claimed_by": mediator}
    rate = RewardRate.objects.first()
    with pytest.raises(IntegrityError, match="reward_is_earned"), transaction.atomic():
        Claim.objects.create(rate=rate, amount=1, **claim)


def test_a_file_that_lacks_a_paper_is_not_claimed(filed, rates, mediator):
    dispute = filed()
    Dispute.objects.filter(pk=dispute.pk).update(identified=False)
    with pytest.raises(RewardDenied, match="卷宗还缺：当事人身份证明"):
        rewarding.claim(Matter.objects.get(pk=dispute.pk), by=mediator)


def test_a_second_claim_is_refused_with_a_sentence(claimed, mediator, inside):
    dispute = claimed.matter
    with pytest.raises(RewardDenied, match="一件只能申报一次"):
        rewarding.claim(dispute, by=mediator)
    page = inside.post(reverse("disputes:reward_claim", args=[dispute.number]), follow=True)
    assert "一件只能申报一次" in page.content.decode()
    assert Claim.objects.count() == 1


def test_nobody_claims_for_another_or_without_a_table(filed, mediator, seat):
    dispute = filed()
    with pytest.raises(RewardDenied, match="本人申报"):
        rewarding.claim(dispute, by=seat().user)
    with pytest.raises(RewardDenied, match="还没有定补贴标准"):
        rewarding.claim(dispute, by=mediator)


def test_another_one_checks_and_the_database_says_so_too(claimed, mediator, officer, judge, body):
    own = DutyFactory(role=Role.JUDICIAL, unit=body.unit, user=mediator).user
    for who in (User.objects.get(pk=own.pk), officer):
        with pytest.raises(RewardDenied, match="另一个人审核"):
            rewarding.check(claimed, by=who, passed=True)
    decided = {"checked_by": mediator, "checked_at": clock.now(), "passed": True}
    with pytest.raises(IntegrityError, match="claim_is_checked_by_somebody_else"), transaction.atomic():
        Claim.objects.filter(pk=claimed.pk).update(**decided)
    with pytest.raises(RewardDenied, match="写一句为什么"):
        rewarding.check(claimed, by=judge, passed=False)
    assert rewarding.check(claimed, by=judge, passed=True).checked_by == judge
    with pytest.raises(RewardDenied, match="已经审核过"):
        rewarding.check(claimed, by=judge, passed=False, reason="再想想")


def test_what_passed_is_put_up_and_may_be_objected_to_while_it_is(claimed, judge, officer):
    with pytest.raises(RewardDenied, match="没有要公示的"):
        rewarding.publish(by=judge)
    with pytest.raises(RewardDenied, match="不在公示期"):
        rewarding.object_to(claimed, text="?", by=officer)
    rewarding.check(claimed, by=judge, passed=True)
    put_up = rewarding.publish(by=judge)
    assert (put_up.ends_on - put_up.starts_on).days == 7
    claim = Claim.objects.get()
    assert rewarding.stands(claim).startswith("公示到")
    objection = rewarding.object_to(claim, text="没有去调解", by=officer)
    assert rewarding.stands(Claim.objects.get()) == "有异议，等答复"
    with pytest.raises(RewardDenied, match="另一个人来查"):
        rewarding.answer(objection, upheld=True, words="查实", by=officer)
    rewarding.answer(objection, upheld=True, words="查实", by=judge)
    assert rewarding.stands(Claim.objects.get()) == "异议成立，不补"
    with pytest.raises(RewardDenied, match="答复过了"):
        rewarding.answer(objection, upheld=False, words="?", by=judge)


def test_what_is_confidential_is_not_put_up_nor_shown_to_the_judicial_office(filed, rates, mediator, judge):
    claim = rewarding.claim(filed(minors=True), by=mediator)
    assert not Claim.objects.visible_to(judge).exists()
    assert list(Claim.objects.visible_to(mediator)) == [claim]


def test_the_judicial_office_of_another_place_sees_none(claimed, judge):
    other = DutyFactory(role=Role.JUDICIAL, unit=UnitFactory(name="别处司法所")).user
    assert not Claim.objects.visible_to(other).exists()
    assert Claim.objects.visible_to(judge).exists()


def test_the_whole_way_on_the_pages(client, filed, rates, mediator, judge, officer):
    dispute = filed()
    client.force_login(mediator)
    assert "申报以案定补" in client.get(dispute.get_absolute_url()).content.decode()
    url = client.post(reverse("disputes:reward_claim", args=[dispute.number])).url
    assert "申报以案定补" not in client.get(dispute.get_absolute_url()).content.decode()
    assert client.post(f"{url}check/", {"verdict": "pass"}).status_code == 403
    client.force_login(judge)
    assert "写一句为什么不通过" in client.post(f"{url}check/", {"verdict": "refuse"}).content.decode()
    assert client.post(f"{url}check/", {"verdict": "pass"}).status_code == 302
    client.post(reverse("disputes:reward_publish"))
    assert Publication.objects.get().claims.count() == 1
    assert client.post(f"{url}object/", {"text": ""}).status_code == 400
    client.post(f"{url}object/", {"text": "没有去调解"})
    objection = Claim.objects.get().objections.get()
    answer = {"objection": objection.pk, "upheld": "no", "words": "查过，去了三次"}
    assert client.post(f"{url}answer/", answer).status_code == 302
    listed = client.get(reverse("disputes:rewards")).content.decode()
    assert ("200.00" in listed, "公示到" in listed) == (True, True)
    book = load_workbook(BytesIO(client.get(reverse("disputes:reward_export")).content))
    assert [book.active["E3"].value, book.active["E3"].data_type] == ["200.00", "s"]


def test_the_table_is_kept_in_the_administration(keeper_client, county):
    given = {
        "area": county.pk,
        "sort": "written",
        "amount": "200",
        "valid_from": "2026-01-01",
        "basis": "文件",
    }
    assert keeper_client.post("/admin/disputes/rewardrate/add/", given).status_code == 302
    again = keeper_client.post("/admin/disputes/rewardrate/add/", given)
    assert "自这天起已有标准" in again.content.decode()
    page = keeper_client.get(f"/admin/disputes/rewardrate/{RewardRate.objects.get().pk}/change/")
    assert 'name="amount"' not in page.content.decode()


def waiting_for(user):
    return [one.what for one in errands(User.objects.get(pk=user.pk), clock.now())]


def test_a_claim_waits_on_the_to_do_list_of_the_judicial_office_until_it_is_checked(
    client, claimed, judge, mediator, officer, body
):
    assert waiting_for(judge) == ["1 件以案定补等审核"]
    client.force_login(judge)
    shown = client.get("/todo/").content.decode()
    assert "1 件以案定补等审核" in shown
    assert reverse("disputes:rewards") in shown
    DutyFactory(role=Role.JUDICIAL, unit=body.unit, user=mediator)  # their own claim is another's to check
    elsewhere = DutyFactory(role=Role.JUDICIAL, unit=UnitFactory(name="别的县")).user
    assert [waiting_for(user) for user in (mediator, officer, elsewhere)] == [[], [], []]
    rewarding.check(claimed, by=judge, passed=True)
    assert waiting_for(judge) == []
    rewarding.publish(by=judge)
    objection = rewarding.object_to(Claim.objects.get(), text="没有去调解", by=officer)
    assert waiting_for(judge) == ["1 件以案定补有异议，等答复"]
    rewarding.answer(objection, upheld=False, words="去了", by=judge)
    assert waiting_for(judge) == []
