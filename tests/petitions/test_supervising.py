"""Supervision: what is suggested, recommended and answered, measures, receptions, who is in charge."""

from datetime import time, timedelta

import pytest

from casework.exceptions import MoveDenied
from casework.models import Extension, Matter, Notice
from petitions import services
from petitions.models import Paper, ReceptionDay
from petitions.services import papers, supervising
from petitions.supervision import grounds
from security import clock

pytestmark = pytest.mark.django_db


def suggested(petition, monkeypatch, days=0):
    """What would be suggested so many days from now."""
    now = clock.now() + timedelta(days=days)
    with monkeypatch.context() as patch:
        patch.setattr("security.clock.now", lambda: now)
        patch.setattr("security.clock.today", lambda: now.date())
        fresh = Matter.objects.prefetch_related("events", "deadlines", "extensions").get(pk=petition.pk)
        return [ground for ground, _ in grounds(fresh)]


def test_xf_62_late_notice_late_opinion_and_late_execution_are_suggested(line, monkeypatch, tomorrow):
    assert suggested(line.to("route"), monkeypatch) == []
    assert suggested(line.to("route"), monkeypatch, 40) == ["notice"]
    assert suggested(line.to("accept"), monkeypatch, 120) == ["opinion"]
    petition = line.do(
        line.to("investigate"), "draft", result="support", task="铺好路面", task_due_on=tomorrow
    )
    petition = line.do(petition, "issue")
    assert suggested(petition, monkeypatch, 60) == ["execution"]


def test_xf_62_an_extension_that_nobody_was_told_is_suggested(line, official, head, monkeypatch):
    petition = line.to("accept")
    limit = petition.deadlines.get(limit="xf.handle")
    more = {"granted": True, "decided_by": head, "decided_at": clock.now()}
    Extension.objects.create(
        matter=petition, deadline=limit, amount=30, reason="等鉴定。", asked_by=official, **more
    )
    assert suggested(petition, monkeypatch, 3) == ["extension"]


def test_xf_62_what_was_returned_twice_is_suggested(line, head, monkeypatch):
    petition = line.to("draft")
    for _ in range(2):
        petition = services.rework(petition, note="写清楚依据。", by=head)
        petition = line.do(petition, "draft")
    assert suggested(petition, monkeypatch) == ["returned"]


GIVEN = {"ground": "shirking", "kind": "work", "words": "请尽快调查。"}


def test_xf_63_a_recommendation_is_answered_in_writing_within_thirty_days(line, clerk, official, head):
    petition = line.to("accept")
    with pytest.raises(MoveDenied, match="信访部门"):
        supervising.recommend(petition, by=official, **GIVEN)
    made = supervising.recommend(petition, by=clerk, **GIVEN)
    assert (made.due_on - made.sent_on).days >= 30
    assert Notice.objects.filter(recipient=head, matter=petition, text__contains="书面反馈").exists()
    with pytest.raises(MoveDenied, match="由收到建议的单位"):
        supervising.answer(made, answer="taken", feedback="照办。", by=clerk)
    with pytest.raises(MoveDenied, match="书面写明"):
        supervising.answer(made, answer="taken", feedback=" ", by=official)
    done = supervising.answer(made, answer="part", feedback="已经去看过。", by=official)
    assert done.get_answer_display() == "部分采纳"
    with pytest.raises(MoveDenied, match="已经反馈过"):
        supervising.answer(made, answer="taken", feedback="照办。", by=official)


def test_xf_63_the_letter_of_supervision_says_why_what_and_until_when(line, clerk):
    petition = line.to("accept")
    made = supervising.recommend(petition, by=clerk, **GIVEN)
    paper = papers.sign(petition, kind="urging", about=made.pk, by=clerk)
    whole = "".join(part.get("text", "") for part in Paper.objects.get(pk=paper.pk).form["parts"])
    for words in ("推诿、敷衍、拖延", "改进工作的建议", "请尽快调查。", "书面反馈采纳情况", "第四十条"):
        assert words in whole
    assert paper.number == f"信督〔{clock.today().year}〕1号"


def test_xf_64_a_measure_has_its_document_and_mending_its_day(line, clerk, official, tomorrow):
    petition = line.to("accept")
    given = {"document": "县联席〔2026〕2号", "words": "限期改正。", "taken_on": clock.today()}
    with pytest.raises(MoveDenied, match="联席会议"):
        supervising.measure(petition, kind="talk", by=official, **given)
    with pytest.raises(MoveDenied, match="哪天以前改好"):
        supervising.measure(petition, kind="mend", by=clerk, **given)
    made = supervising.measure(petition, kind="mend", until=tomorrow, by=clerk, **given)
    assert "责令限期整改（县联席〔2026〕2号）" in str(made)


def test_a_leader_in_charge_writes_what_is_next_and_what_came_of_it(line, clerk, head, official):
    petition = line.to("accept")
    charge = supervising.take_charge(petition, leader=head, next_step="周五约见。", by=clerk)
    with pytest.raises(MoveDenied, match="已经有领导包案"):
        supervising.take_charge(petition, leader=head, next_step="再约。", by=clerk)
    with pytest.raises(MoveDenied, match="由包案的领导"):
        supervising.go_on(charge, next_step="再看。", by=official)
    ended = supervising.go_on(charge, result="路修好了。", by=head)
    assert ended.ended_on == clock.today()


def test_a_day_of_reception_is_published_and_called_off_with_a_reason(county, clerk, official, tomorrow):
    given = {"on": tomorrow, "begins": time(9), "ends": time(11), "kind": "in", "area": county}
    given |= {"post": "演示副县长", "place": "县信访局"}
    with pytest.raises(MoveDenied, match="由信访部门公布"):
        supervising.publish_day(by=official, **given)
    day = supervising.publish_day(by=clerk, **given)
    with pytest.raises(MoveDenied, match="已经公布过"):
        supervising.publish_day(by=clerk, **given)
    assert list(ReceptionDay.objects.coming(clock.today())) == [day]
    supervising.call_off(day, reason="改到下周。", by=clerk)
    assert not ReceptionDay.objects.coming(clock.today()).exists()
