"""The pages of supervision and of receptions: what each shows to whom, and what each refuses, in words."""

from datetime import time, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import F
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Role
from casework.exceptions import MoveDenied
from casework.models import Matter
from petitions.models import Charge, Measure, ReceptionDay, Recommendation
from petitions.services import accusing, supervising
from petitions.supervision import asking
from security import clock
from tests.factories import DutyFactory

pytestmark = pytest.mark.django_db
ALL, DAYS = reverse("petitions:supervision"), reverse("petitions:receptions")
ADVICE = {"ground": "shirking", "kind": "work", "words": "请尽快调查。"}


@pytest.fixture
def inside(client, clerk):
    client.force_login(clerk)
    return client


@pytest.fixture
def leader(county):
    """Sits in the county's leading group."""
    return DutyFactory(role=Role.LEADING_GROUP, unit__area=county).user


def page(name, petition, *more):
    return reverse(f"petitions:{name}", args=[petition.number, *more])


def text_of(response):
    return response.content.decode()


def late(petition):
    """Its limits end as soon as they began."""
    moment = F("started_at") + timedelta(milliseconds=1)
    petition.deadlines.filter(met_at=None).update(warn_at=F("started_at"), due_at=moment)


def test_xf_62_what_is_late_asks_for_supervision_until_it_was_recommended_on(inside, line, clerk):
    petition, other = line.to("route"), line.to("accept")
    late(petition)
    shown = text_of(inside.get(ALL))
    assert petition.number in shown
    assert "没有按期告知是否受理（1 件）" in shown
    assert other.number not in shown
    assert "没有按期告知是否受理" in text_of(inside.get(petition.get_absolute_url()))
    supervising.recommend(petition, by=clerk, **(ADVICE | {"ground": "notice"}))
    assert asking(clerk) == ([], False)
    assert "提了督办建议、还没有反馈（1 件）" in text_of(inside.get(ALL))


def test_xf_62_the_page_costs_the_same_for_any_number(inside, line):
    late(line.to("route"))
    inside.get(ALL)
    with CaptureQueriesContext(connection) as few:
        inside.get(ALL)
    for _ in range(3):
        late(line.to("route"))
    with CaptureQueriesContext(connection) as many:
        assert "（4 件）" in text_of(inside.get(ALL))
    assert len(many) == len(few)


def test_xf_63_a_recommendation_is_made_and_answered_on_its_pages(inside, line, official):
    petition = line.to("accept")
    wrong = inside.post(page("recommend", petition), ADVICE | {"kind": "", "words": ""})
    assert wrong.status_code == 400
    assert "选哪一种建议" in text_of(wrong)
    assert "写一写建议什么" in text_of(wrong)
    assert inside.post(page("recommend", petition), ADVICE).url == petition.get_absolute_url()
    made = Recommendation.objects.get()
    assert page("papers", petition) in text_of(inside.get(petition.get_absolute_url()))
    assert "督办函" in text_of(inside.get(page("papers", petition)))
    answer = page("feedback", petition, made.pk)
    assert inside.get(answer).url == petition.get_absolute_url()  # not for whoever recommends
    inside.force_login(official)
    assert answer in text_of(inside.get(petition.get_absolute_url()))
    assert inside.post(answer, {"answer": "taken", "feedback": ""}).status_code == 400
    inside.post(answer, {"answer": "part", "feedback": "已经去看过。"})
    assert "部分采纳：" in text_of(inside.get(petition.get_absolute_url()))
    assert inside.get(page("recommend", petition)).url == petition.get_absolute_url()


def test_xf_64_a_measure_is_recorded_by_the_leading_group(client, line, leader, tomorrow):
    petition = line.to("accept")
    client.force_login(leader)
    said = {
        "kind": "mend",
        "document": "县联席〔2026〕2号",
        "words": "限期改正。",
        "taken_on": f"{clock.today()}",
    }
    assert "限期整改的写明哪天以前改好" in text_of(client.post(page("measure", petition), said))
    talked = said | {"kind": "talk", "until": f"{tomorrow}"}
    assert "只有责令限期整改才填" in text_of(client.post(page("measure", petition), talked))
    client.post(page("measure", petition), said | {"until": f"{tomorrow}"})
    assert "县联席〔2026〕2号" in text_of(client.get(petition.get_absolute_url()))
    assert Measure.objects.get().by == leader


def test_a_leader_takes_charge_goes_on_and_ends_it(inside, line, leader, official, county, clerk):
    petition = line.to("accept")
    given = {"on": clock.today(), "begins": time(9), "ends": time(11), "kind": "in", "area": county}
    day = supervising.publish_day(post="演示副县长", place="县信访局", by=clerk, **given)
    said = {"leader": leader.pk, "day": day.pk, "next_step": "周五约见。"}
    assert "换一位" in text_of(inside.post(page("charge", petition), said | {"leader": official.pk}))
    inside.post(page("charge", petition), said)
    charge = Charge.objects.get()
    assert petition.number in text_of(inside.get(DAYS))
    assert "领导包案（1 件）" in text_of(inside.get(ALL))
    inside.force_login(leader)
    go_on = page("go_on", petition, charge.pk)
    assert "没有化解的写下一步" in text_of(inside.post(go_on, {}))
    inside.post(go_on, {"next_step": "再约见。"})
    inside.post(go_on, {"result": "路修好了。"})
    charge.refresh_from_db()
    assert (charge.next_step, charge.result, charge.ended_on) == ("再约见。", "路修好了。", clock.today())
    assert inside.get(go_on).url == petition.get_absolute_url()


def test_xf_60_an_accused_leader_is_not_offered_and_not_taken(inside, line, leader, clerk):
    petition = line.to("classify")
    accusing.accuse(petition, users=[leader], by=clerk)
    assert "换一位" in text_of(
        inside.post(page("charge", petition), {"leader": leader.pk, "next_step": "约见。"})
    )
    fresh = Matter.objects.get(pk=petition.pk)
    with pytest.raises(MoveDenied, match="看不到这一件"):
        supervising.take_charge(fresh, leader=leader, next_step="约见。", by=clerk)
    own = {"matter": fresh, "since": clock.today(), "next_step": "约见。", "by": clerk}
    with pytest.raises(IntegrityError, match="takes no charge"), transaction.atomic():
        Charge.objects.create(leader=leader, **own)


def test_xf_60_nobody_of_an_accused_unit_takes_charge_nor_is_recommended_to(line, bureau, head, clerk):
    petition = line.do(line.to("classify"), "accuse", units=[bureau])
    own = {"matter": petition, "by": clerk}
    with pytest.raises(IntegrityError, match="takes no charge"), transaction.atomic():
        Charge.objects.create(leader=head, since=clock.today(), next_step="约见。", **own)
    days = {"sent_on": clock.today(), "due_on": clock.today() + timedelta(days=30)}
    with pytest.raises(IntegrityError, match="does not receive"), transaction.atomic():
        Recommendation.objects.create(unit=bureau, **ADVICE, **days, **own)


def test_xf_60_whoever_is_in_charge_is_not_accused_before_it_ends(line, leader, clerk):
    petition = line.to("classify")
    supervising.take_charge(petition, leader=leader, next_step="约见。", by=clerk)
    with pytest.raises(MoveDenied, match="先写包案的结果"):
        accusing.accuse(petition, users=[leader], by=clerk)


def test_xf_60_an_accused_leader_finds_nothing_of_it_on_any_page(client, line, leader, clerk):
    petition = line.to("route")
    late(petition)
    made = supervising.recommend(petition, by=clerk, **ADVICE)
    client.force_login(leader)
    assert petition.number in text_of(client.get(ALL))
    accusing.accuse(petition, users=[leader], by=clerk)
    for address in (ALL, DAYS):
        assert petition.number not in text_of(client.get(address))
    for name, more in (("recommend", []), ("measure", []), ("charge", []), ("feedback", [made.pk])):
        assert client.get(page(name, petition, *more)).status_code == 404


def test_xf_61_a_hidden_petitioner_is_named_in_no_words_of_supervision(inside, line):
    petition = line.to("route", veiled=True)
    wrong = inside.post(page("recommend", petition), ADVICE | {"words": "请尽快答复演示张三丰。"})
    assert "改成“信访人”" in text_of(wrong)
    assert not Recommendation.objects.exists()


RECEPTION = {"kind": "in", "begins": "09:00", "ends": "11:00", "post": "演示副县长", "place": "县信访局"}


def test_a_day_is_published_called_off_and_read_by_residents(inside, county, tomorrow):
    said = RECEPTION | {"on": f"{tomorrow}", "area": county.code}
    assert "结束要晚于开始" in text_of(inside.post(DAYS, said | {"ends": "08:00"}))
    assert "写今天以后" in text_of(inside.post(DAYS, said | {"on": "2020-01-01"}))
    inside.post(DAYS, said)
    day = ReceptionDay.objects.get()
    assert "已经公布过" in text_of(inside.post(DAYS, said))
    inside.logout()
    home = text_of(inside.get("/s/"))
    assert "演示副县长" in home
    assert "县信访局" in home
    inside.force_login(day.by)
    off = reverse("petitions:reception_off", args=[day.pk])
    assert "写一句为什么取消" in text_of(inside.post(off, {"reason": ""}))
    inside.post(off, {"reason": "改到下周。"})
    assert inside.get(off).url == DAYS
    inside.logout()
    assert "这一次取消了：改到下周。" in text_of(inside.get("/s/"))


def test_only_the_petition_office_publishes_and_only_its_own_are_called_off(client, official, clerk, county):
    given = {"on": clock.today(), "begins": time(9), "ends": time(11), "kind": "out", "area": county}
    day = supervising.publish_day(post="演示副县长", place="村委会", by=clerk, **given)
    client.force_login(official)
    assert "公布接访日</h2>" not in text_of(client.get(DAYS))
    assert client.post(DAYS, RECEPTION).status_code == 403
    assert client.get(reverse("petitions:reception_off", args=[day.pk])).url == DAYS


def test_whose_part_it_is_not_finds_no_such_page(client, worker):
    client.force_login(worker)
    for address in (ALL, DAYS, reverse("petitions:reception_off", args=[1])):
        assert client.get(address).status_code == 404
