"""Hearings planned (XF-56), tasks on the to-do list (XF-51), the printed file, what grows from it."""

from datetime import datetime, time, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from casework.exceptions import MoveDenied
from casework.gatherings import gatherings
from casework.models import Matter
from petitions.models import HearingPlan, Paper
from petitions.services import hearing, papers
from security import clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def inside(client, official):
    client.force_login(official)
    return client


@pytest.fixture
def accepted(line):
    return line.to("accept")


def page(name, petition, *more):
    return reverse(f"petitions:{name}", args=[petition.number, *more])


def plan(petition, by, **more):
    given = {"on": clock.today() + timedelta(days=10), "begins": time(9), "ends": time(11), "place": "会议室"}
    return hearing.plan_hearing(petition, by=by, **(given | more))


def brought_to_today(planned):
    """In its place one that is on today: what was announced is not moved."""
    kept = {name: getattr(planned, name) for name in ("matter", "stage", "begins", "ends", "place", "by")}
    hearing.call_off_hearing(planned, reason="改到今天。", by=planned.by)
    return HearingPlan.objects.create(noticed_on=clock.today(), on=clock.today(), **kept)


def test_xf_56_the_notice_is_signed_before_the_hearing(accepted, official):
    planned = plan(accepted, official)
    paper = papers.sign(
        papers.with_papers(Matter.objects).get(), kind="hearing", about=planned.pk, by=official
    )
    whole = "".join(part.get("text", "") for part in Paper.objects.get(pk=paper.pk).form["parts"])
    assert "09:00" in whole
    assert "会议室" in whole
    assert not accepted.hearings.exists()


def test_xf_56_one_hearing_at_a_time_on_a_day_to_come(accepted, official, clerk):
    with pytest.raises(MoveDenied, match="今天以后"):
        plan(accepted, official, on=clock.today())
    with pytest.raises(MoveDenied, match="结束要晚于开始"):
        plan(accepted, official, ends=time(8))
    with pytest.raises(MoveDenied, match="承办单位"):
        plan(accepted, clerk)
    planned = plan(accepted, official)
    with pytest.raises(MoveDenied, match="一次约一场"):
        plan(accepted, official)
    own = {"matter": accepted, "stage": "handling", "noticed_on": clock.today(), "place": "别处"}
    with pytest.raises(IntegrityError), transaction.atomic():
        HearingPlan.objects.create(on=planned.on, by=official, **own)


def test_xf_56_it_is_held_on_its_day_or_called_off(line, accepted, official):
    planned, today = plan(accepted, official), clock.today()
    given = {"noticed_on": today, "held_from": today, "place": "会议室"}
    with pytest.raises(MoveDenied, match="先取消再约"):
        line.do(accepted, "hear", **given)
    now = brought_to_today(planned)
    fresh = line.do(Matter.objects.get(pk=accepted.pk), "hear", **given)
    now.refresh_from_db()
    assert now.hearing == fresh.hearings.get()
    with pytest.raises(MoveDenied, match="已经开始"):
        hearing.call_off_hearing(now, reason="不办了。", by=official)
    with pytest.raises(IntegrityError), transaction.atomic():
        HearingPlan.objects.filter(pk=now.pk).update(called_off="不办了。")


def test_xf_56_a_hearing_to_come_is_in_the_calendar_of_whoever_sees_it(accepted, official, worker):
    planned = plan(accepted, official)
    first = timezone.make_aware(datetime.combine(planned.on, time(0)))
    span = (first, first + timedelta(days=1))
    own = gatherings(Matter.objects.visible_to(official), *span)
    assert [(one.what, one.where, timezone.localtime(one.begins).hour) for one in own] == [("听证", "", 9)]
    assert gatherings(Matter.objects.visible_to(worker), *span) == []
    hearing.call_off_hearing(planned, reason="一方有事。", by=official)
    assert gatherings(Matter.objects.visible_to(official), *span) == []


def test_xf_56_a_hearing_is_planned_and_called_off_on_its_pages(inside, accepted, clerk):
    said = {
        "on": f"{clock.today() + timedelta(days=9)}",
        "begins": "09:00",
        "ends": "08:00",
        "place": "会议室",
    }
    wrong = inside.post(page("plan_hearing", accepted), said)
    assert wrong.status_code == 400
    assert "结束要晚于开始" in wrong.content.decode()
    inside.post(page("plan_hearing", accepted), said | {"ends": "11:00"})
    planned = HearingPlan.objects.get()
    off = page("call_hearing_off", accepted, planned.pk)
    assert off in inside.get(accepted.get_absolute_url()).content.decode()
    assert inside.get(page("plan_hearing", accepted)).url == accepted.get_absolute_url()
    assert inside.post(off, {"reason": ""}).status_code == 400
    inside.post(off, {"reason": "一方有事。"})
    assert "一方有事。" in inside.get(accepted.get_absolute_url()).content.decode()
    inside.force_login(clerk)
    assert inside.get(page("plan_hearing", accepted)).url == accepted.get_absolute_url()


def test_the_file_is_printed_without_buttons_and_without_a_hidden_name(inside, line):
    petition = line.to("accept", veiled=True)
    printed = inside.get(page("print", petition)).content.decode()
    assert petition.number in printed
    assert "路坏了半年，没有人修。" in printed
    assert petition.people.get().masked_name not in printed
    assert page("plan_hearing", petition) not in printed
    assert "查看完整信息" not in printed


def test_what_grows_from_a_petition_is_begun_from_its_page_and_names_nobody_of_it(inside, line):
    petition = line.to("accept", veiled=True)
    inside.force_login(line.people["clerk"])
    begun = reverse("petitions:new", query={"from": petition.number})
    assert begun.replace("&", "&amp;") in inside.get(petition.get_absolute_url()).content.decode()
    form = inside.get(begun).content.decode()
    assert f'value="{petition.number}"' in form
    assert "张三丰" not in form
    assert petition.people.get().masked_name not in form
