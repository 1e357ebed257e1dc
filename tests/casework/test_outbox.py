"""What may have left goes to a person: the page of messages of the system administrator."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from casework.models import Message
from casework.services import notify
from jobs.models import Heartbeat
from tests.coming import come_in
from tests.factories import CaseFactory


@pytest.fixture
def unknown(handler, town):
    case = CaseFactory(area=town, holder=handler, title="很私密的标题")
    notify([handler], key="n", text="x", matter=case, heading="催办")
    Message.objects.update(
        state="unknown", parcel=uuid4(), attempts=1, error="发送时中断，请人工核对是否已发出。"
    )
    return Message.objects.get()


def test_it_lists_what_is_stuck_without_a_word_of_the_matter(client, keeper, unknown, handler):
    come_in(client, keeper)
    page = client.get("/messages/").content.decode()
    assert f"电子邮件 → {handler.name}" in page
    assert "不知道发出没有" in page
    assert str(unknown.parcel) in page
    assert "私密" not in page
    assert unknown.notice.matter.number not in page


@pytest.mark.parametrize(("verdict", "state"), [("sent", "sent"), ("again", "waiting")])
def test_a_press_settles_it_and_a_second_press_says_so(client, keeper, unknown, verdict, state):
    come_in(client, keeper)
    url = f"/messages/{unknown.parcel}/{verdict}/"
    client.post(url)
    unknown.refresh_from_db()
    assert unknown.state == state
    assert "已经有人处理过" in client.post(url, follow=True).content.decode()


def test_the_menu_counts_what_waits_for_a_decision(client, keeper, unknown):
    come_in(client, keeper)
    page = client.get("/messages/").content.decode()
    assert "外发消息" in page
    Message.objects.update(state="sent", sent_at=timezone.now())
    assert "没有要核对的" in client.get("/messages/").content.decode()


@pytest.mark.parametrize("who", ["officer", "handler", "guard", "auditor"])
def test_for_all_others_there_is_no_such_page(client, unknown, who, request):
    come_in(client, request.getfixturevalue(who))
    assert client.get("/messages/").status_code == 404
    assert client.post(f"/messages/{unknown.parcel}/sent/").status_code == 404
    unknown.refresh_from_db()
    assert unknown.state == "unknown"


def test_an_odd_verdict_is_no_page(client, keeper, unknown):
    come_in(client, keeper)
    assert client.post(f"/messages/{unknown.parcel}/burn/").status_code == 404


def test_a_clock_that_stands_still_is_shown(client, keeper):
    come_in(client, keeper)
    assert "还没有跑过" in client.get("/messages/").content.decode()
    for task in ("remind", "resume_postponed", "deliver_messages"):
        Heartbeat.objects.create(task=f"casework.tasks.{task}")
    for task in ("jobs.tasks.resume_jobs", "audit.tasks.seal"):
        Heartbeat.objects.create(task=task)
    assert "定时任务停了" not in client.get("/messages/").content.decode()
    Heartbeat.objects.filter(task="audit.tasks.seal").update(at=timezone.now() - timedelta(hours=1))
    page = client.get("/messages/").content.decode()
    assert "定时任务停了" in page
    assert "audit.tasks.seal" in page
    assert "casework.tasks.remind" not in page
