"""The articles that no other test of petitions names, each through the services and pages as they are."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.models import Role
from casework.exceptions import MoveDenied
from casework.models import Matter, Notice, Person
from petitions import rating, services
from petitions.dictionaries import Aftercare, Channel
from petitions.figures import COUNTS, RATES
from petitions.services import residing
from security import clock
from tests.factories import DutyFactory, UnitFactory
from tests.petitions.test_residents import CODE

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("channel", Channel.values)
def test_xf_01_04_a_petition_comes_by_every_channel_and_is_registered(line, channel):
    petition = line.register(channel=channel, read_back=True)
    assert (petition.status, petition.own.channel) == ("registered", channel)
    assert petition.number


def test_xf_02_bodies_and_foreigners_petition_like_anybody(line):
    company = {"name": "演示建材有限公司", "is_body": True}
    petition = line.register(petitioners=[company], foreigner=True)
    assert petition.people.get().petitioner.is_body
    assert line.do(line.do(petition, "classify"), "route").status == "routed"


def test_xf_03_what_is_said_is_written_down_and_read_back(line):
    for channel in ("visit", "phone"):
        with pytest.raises(IntegrityError, match="spoken_petition_is_read_back"), transaction.atomic():
            line.register(channel=channel)
    assert line.register(channel="visit", read_back=True).own.read_back


def test_xf_05_a_visit_that_skips_a_level_is_registered_all_the_same(line):
    petition = line.register(channel="visit", read_back=True, skipped_level=True)
    assert (petition.own.skipped_level, petition.status) == (True, "registered")
    assert line.do(line.do(petition, "classify"), "route").status == "routed"


def test_xf_06_six_do_not_speak_at_a_visit_and_may_in_a_letter(line):
    people = [{"name": f"演示{n}号", "represents": True} for n in range(6)]
    many = {"joint": True, "headcount": 20, "petitioners": people}
    with pytest.raises(MoveDenied, match="代表最多 5 人"):
        line.register(channel="visit", read_back=True, **many)
    assert line.register(channel="letter", **many).people.count() == 6


def test_xf_08_whom_nobody_can_reach_is_registered_and_told_nothing(line):
    petition = line.register(petitioners=[], anonymous=True, unreachable=True)
    petition = line.do(line.do(petition, "classify"), "route")
    petition = line.do(petition, "accept")
    today = clock.today()
    said = {"document": "acceptance", "document_on": today, "delivered_on": today, "way": "signed"}
    with pytest.raises(MoveDenied, match="不用告知"):
        services.hand_over(petition, by=line.people["official"], proof="回证", **said)


def test_xf_09_21_what_is_for_the_courts_is_guided_there_and_starts_no_sixty_days(line):
    petition = line.do(line.register(), "classify", path="p1")
    petition = services.guide(
        petition, elsewhere="向县人民法院申请再审", until="六个月内", by=line.people["clerk"]
    )
    assert petition.status == "guided"
    assert not petition.deadlines.filter(limit="xf.handle").exists()


def test_xf_11_what_is_grave_is_reported_in_one_press_with_its_moment(line, county):
    leader = DutyFactory(role=Role.LEADING_GROUP, unit=UnitFactory(area=county)).user
    petition = services.urge(line.register(), by=line.people["clerk"], note="有人聚集。")
    assert petition.own.urgent
    assert abs(petition.own.reported_at - clock.now()) < timedelta(minutes=1)
    assert Notice.objects.filter(recipient=leader, matter=petition, pace=Notice.Pace.VITAL).exists()


def test_xf_20_nothing_goes_on_before_the_path_is_known(line):
    with pytest.raises(MoveDenied, match="途径"):
        line.do(line.register(), "classify", path="")


def test_xf_30_32_fifteen_days_to_send_it_on_of_which_the_county_has_four(line):
    petition = line.register()
    amounts = dict(petition.deadlines.values_list("limit", "amount"))
    assert amounts == {"xf.office_route": 15, "xf.county_route": 4}
    petition = line.do(line.do(petition, "classify"), "route")
    assert not petition.deadlines.filter(limit__in=amounts, met_at=None).exists()


def test_xf_31_only_what_is_assigned_has_a_report_to_make(line, tomorrow):
    sent = line.to("route")
    assert not sent.deadlines.filter(limit="xf.feedback").exists()
    assigned = line.do(line.to("classify"), "route", sending="assign", report_by=tomorrow)
    assert assigned.deadlines.get(limit="xf.feedback").legal_on >= tomorrow
    assert services.report_back(assigned, note="办完了。", by=line.people["official"])


def test_xf_33_who_received_it_has_the_time_from_that_day(line, bureau):
    window = DutyFactory(role=Role.COMPETENT_ORG, unit=bureau).user
    day = clock.today() - timedelta(days=5)
    petition = line.do(line.register(by=window, received_on=day), "classify")
    petition = line.do(petition, "route")
    assert petition.deadlines.get(limit="xf.org_notify").started_at == clock.day_begins(day)


def test_xf_34_after_five_working_days_no_objection(line, monkeypatch):
    petition = line.to("route")
    late = petition.deadlines.get(limit="xf.objection").legal_on + timedelta(days=1)
    monkeypatch.setattr("security.clock.today", lambda: late)
    with pytest.raises(MoveDenied, match="提异议的期限已经过了"):
        services.object(petition, note="不归我们。", by=line.people["official"])


def test_xf_35_who_cannot_agree_is_told_by_the_conference(line, county):
    petition = services.object(line.to("route"), note="归水利局。", by=line.people["official"])
    petition = services.to_joint(petition, note="都说不归自己。", by=line.people["clerk"])
    joint = DutyFactory(role=Role.XF_JOINT, unit=UnitFactory(area=county)).user
    petition = services.decide_competence(petition, to=line.units["bureau"], note="归交通局。", by=joint)
    assert (petition.status, petition.unit) == ("routed", line.units["bureau"])


def test_xf_41_the_same_again_is_refused_only_where_an_earlier_one_is_final(line):
    said = {"ground": "n2", "note": "一样的事。", "elsewhere": "向法院起诉。", "by": line.people["clerk"]}
    with pytest.raises(MoveDenied, match="终结了的那一件"):
        services.refuse(line.to("classify"), **said)
    first = line.to("conclude")
    again = services.mark_repeat(line.to("classify"), of=first, by=line.people["clerk"])
    assert services.refuse(again, **said).status == "refusing"


@pytest.mark.parametrize("label", Aftercare.values)
def test_xf_57_58_after_the_end_somebody_still_looks_after_them(line, label):
    petition = line.to("conclude")
    today, by = clock.today(), line.people["official"]
    petition = services.follow_up(petition, label=label, done_on=today, note="上门走访。", by=by)
    assert petition.aftercare.get().label == label


def test_xf_61_who_is_not_in_the_chain_sees_nobody_and_who_is_sees_the_mask(line, county):
    petition = line.to("route")
    other = DutyFactory(role=Role.COMPETENT_ORG, unit=UnitFactory(area=county)).user
    assert not Person.objects.visible_to(other).exists()
    shown = Person.objects.visible_to(line.people["official"]).get(matter=petition)
    assert "张三丰" not in shown.masked_name


def test_xf_65_74_the_annual_report_has_its_figures_and_shares():
    counted = {one.key.split(".")[1] for one in COUNTS}
    assert {"registered", "accepted", "answered", "opinion_due", "opinion_kept"} <= counted
    assert {one.counter for one in RATES} <= {one.key for one in RATES}


def test_xf_66_facts_are_written_down_and_no_column_judges_a_person():
    names = {field.name for field in Person._meta.get_fields()} | {
        field.name for field in Matter._meta.get_field("petition").related_model._meta.get_fields()
    }
    assert not {name for name in names if any(word in name for word in ("label", "risk", "black", "score"))}


def test_xf_70_71_a_code_of_the_slip_shows_what_the_petitioner_may_know(client, line, clerk):
    petition = line.to("accept")
    client.force_login(clerk)
    page = client.post(reverse("petitions:slip", args=[petition.number]), {"tail": "2468"})
    code = CODE.search(page.content.decode())[1]
    client.logout()
    text = client.post("/s/q/", {"code": code, "tail": "2468"}).content.decode()
    assert all(word in text for word in ("登记", "转送", "受理"))
    assert "张三丰" not in text


def test_xf_72_what_came_first_is_rated_and_a_repeat_is_not(line):
    first = line.to("deliver")
    assert rating.until(first) >= clock.today() + rating.WINDOW
    again = services.mark_repeat(line.to("deliver"), of=first, by=line.people["clerk"])
    assert rating.until(again) is None
    with pytest.raises(MoveDenied, match="现在不能评"):
        residing.rate(again, levels={"organ": "bad"})
