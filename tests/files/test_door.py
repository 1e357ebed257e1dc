"""The one door of files: asked at each request, and nothing that comes out of it can act."""

import shutil
from collections import namedtuple
from io import StringIO
from pathlib import Path
from urllib.parse import quote

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from accounts.models import Role
from casework.models import Attachment, Matter
from casework.services import attach, grant
from security import clock
from security.uploads.checking import check
from tests.coming import come_in
from tests.factories import CaseFactory, DutyFactory
from tests.files.conftest import upload
from tests.files.papers import paper
from tests.files.pictures import picture

pytestmark = pytest.mark.django_db


def ask(client, name, pk, *size):
    response = client.get(reverse(f"casework:{name}", args=[pk, *size]))
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return response, body


def page_of(client, case):
    return client.get(case.get_absolute_url()).content.decode()


def test_a_file_is_saved_never_opened_and_kept_by_no_browser(client, attachment, handler):
    client.force_login(handler)
    response, body = ask(client, "attachment", attachment.pk)
    assert body.startswith(b"\xff\xd8")
    assert response["Content-Disposition"] == f"attachment; filename*=utf-8''{quote('现场.jpg')}"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert "no-store" in response["Cache-Control"]


def test_a_photo_is_shown_and_a_paper_is_not(client, attachment, case, handler):
    note = attach(case, check([paper()], name="通知.pdf"), by=handler)
    client.force_login(handler)
    for size in ("small", "large"):
        response, _ = ask(client, "picture", attachment.pk, size)
        assert (response["Content-Type"], response["Content-Disposition"][:6]) == ("image/jpeg", "inline")
        assert ask(client, "picture", note.pk, size)[0].status_code == 404
    assert ask(client, "picture", attachment.pk, "huge")[0].status_code == 404
    response, body = ask(client, "attachment", note.pk)
    assert (response["Content-Type"], body[:5]) == ("application/pdf", b"%PDF-")


def test_whoever_loses_the_matter_loses_its_files_with_the_next_request(client, attachment, case, officer):
    leader = DutyFactory(role=Role.LEADING_GROUP, unit__area=DutyFactory().unit.area).user
    given = grant(matter=case, to=leader, reason="包案", until=clock.today(), by=officer)
    come_in(client, leader)
    assert ask(client, "attachment", attachment.pk)[0].status_code == 200
    given.delete()
    for name, *size in (("attachment",), ("picture", "small"), ("picture", "large"), ("original",)):
        assert ask(client, name, attachment.pk, *size)[0].status_code == 404


def test_nginx_is_told_the_file_and_nothing_is_read_here(client, attachment, handler, settings):
    settings.FILES_BY_NGINX = True
    client.force_login(handler)
    response, body = ask(client, "attachment", attachment.pk)
    assert body == b""
    assert response["X-Accel-Redirect"] == "/kept-files/" + attachment.file.name.removeprefix("matters/")
    assert response["Content-Type"] == "image/jpeg"
    assert response["Content-Disposition"].startswith("attachment")


def test_a_file_that_is_gone_from_the_disk_is_not_there_and_is_logged(client, attachment, handler, caplog):
    Path(attachment.file.path).unlink()
    client.force_login(handler)
    assert ask(client, "attachment", attachment.pk)[0].status_code == 404
    assert "is not on the disk" in caplog.text


def test_files_are_added_at_any_time_by_who_handles_it_and_the_same_one_once(client, case, handler):
    client.force_login(handler)
    to = reverse("casework:add_files", args=[case.number])
    assert to in page_of(client, case)
    sent = [upload(), upload(picture(size=(50, 40)), "二.jpg"), upload("说明".encode(), "说明.txt"), upload()]
    assert client.post(to, {"attachments": sent, "stage": "other"}).url == case.get_absolute_url()
    assert [file.name for file in case.attachments.all()] == ["现场.jpg", "二.jpg", "说明.txt"]
    client.post(to, {"attachments": [upload()], "stage": "other"})
    assert case.attachments.count() == 3
    shown = page_of(client, case)
    assert "没有重复加" in shown
    assert "全部附件（3 个）" in shown


def test_nobody_adds_to_what_is_closed_or_not_theirs(client, case, handler, stranger, county):
    leader = DutyFactory(role=Role.LEADING_GROUP, unit__area=county).user
    to = reverse("casework:add_files", args=[case.number])
    client.force_login(leader)
    assert client.post(to, {"attachments": [upload()], "stage": "other"}).url == case.get_absolute_url()
    assert to not in page_of(client, case)
    client.force_login(stranger)
    assert client.get(to).status_code == 404
    Matter.objects.filter(pk=case.pk).update(status="closed", closed_at=clock.now())
    client.force_login(handler)
    client.post(to, {"attachments": [upload()], "stage": "other"})
    assert not Attachment.objects.exists()


def test_photos_of_before_and_after_stand_side_by_side_with_their_days(client, case, handler):
    for name, stage in (("前.jpg", "before"), ("后.jpg", "after"), ("另.jpg", "before")):
        attach(case, check([picture(size=(60, 40))], name=name), by=handler, stage=stage)
    client.force_login(handler)
    shown = page_of(client, case)
    assert shown.count('class="photo-pair"') == 2
    assert "没有办理后的照片" in shown
    assert f"{clock.today():%Y-%m-%d}" in shown


def test_a_step_takes_several_files_or_none_of_them(client, case, handler):
    client.force_login(handler)
    to = reverse("grids:handle", args=[case.number])
    mixed = [upload(), upload(b"MZ", "a.exe"), upload(b"x", "b.zip")]
    bad = client.post(to, {"note": "在办", "attachments": mixed})
    shown = bad.content.decode()
    assert "“a.exe”是程序" in shown
    assert "“b.zip”不是平台能收的文件" in shown
    assert "在办" in shown
    assert not case.attachments.exists()
    client.post(to, {"note": "在办", "attachments": [upload(), upload(paper(), "单.pdf")]})
    assert [file.stage for file in case.attachments.all()] == ["after", "after"]


@pytest.mark.parametrize(
    ("setting", "value", "words"),
    [
        ("UPLOAD_AT_ONCE", 1, "一次最多传 1 个，现在选了 2 个"),
        ("UPLOAD_MAX_BYTES", 100, "太大了。压缩、拆开"),
        ("UPLOAD_MATTER_FILES", 2, "这一件已有 1 个附件，最多 2 个"),
        ("UPLOAD_MATTER_BYTES", 2000, "这一件的附件加起来超过"),
        ("UPLOAD_DAY_FILES", 2, "您今天已传 1 个附件，一天最多 2 个"),
        ("UPLOAD_DAY_BYTES", 2000, "文字可以先提交，附件明天再补"),
        ("UPLOAD_SECONDS_AT_ONCE", -1, "分几次交"),
        ("UPLOAD_DISK_FREE", 1.1, "服务器的存储快满了"),
    ],
)
def test_a_bound_that_is_reached_is_told_and_what_was_typed_stays(
    client, attachment, case, handler, settings, setting, value, words
):
    client.force_login(handler)
    setattr(settings, setting, value)
    two = [upload(), upload(picture(size=(50, 40)))]
    answer = client.post(reverse("grids:handle", args=[case.number]), {"note": "在办呢", "attachments": two})
    assert words in answer.content.decode()
    assert "在办呢" in answer.content.decode()
    assert case.attachments.count() == 1


def test_the_quota_of_a_day_counts_what_went_into_matters_out_of_sight(client, case, handler, settings):
    other = CaseFactory()
    attach(other, check([picture(size=(40, 30))], name="a.jpg"), by=handler)
    settings.UPLOAD_DAY_FILES = 1
    client.force_login(handler)
    to = reverse("grids:handle", args=[case.number])
    answer = client.post(to, {"note": "在办", "attachments": [upload()]})
    assert "您今天已传 1 个附件" in answer.content.decode()


def test_below_fifteen_percent_free_no_file_is_taken_and_it_is_logged(
    client, case, handler, settings, monkeypatch, caplog
):
    settings.UPLOAD_DISK_FREE = 0.15
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage(1000, 851, 149))
    client.force_login(handler)
    to = reverse("grids:handle", args=[case.number])
    assert (
        "可以不带附件先提交" in client.post(to, {"note": "在办", "attachments": [upload()]}).content.decode()
    )
    assert "15 % of the disk is free" in caplog.text
    with pytest.raises(CommandError, match="存储只剩"):
        call_command("files_left", stdout=StringIO())
    assert client.post(to, {"note": "在办"}).status_code == 302
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage(1000, 850, 150))
    client.post(to, {"note": "又办", "attachments": [upload()]})
    assert case.attachments.count() == 1


def test_the_command_says_how_much_there_is_and_whether_viruses_are_looked_for(attachment, settings):
    said = StringIO()
    call_command("files_left", stdout=said)
    assert "附件 1 个" in said.getvalue()
    assert "没有设 CLAMD_URL" in said.getvalue()
    settings.CLAMD_URL = "tcp://127.0.0.1:1"
    with pytest.raises(CommandError, match="查病毒的服务连不上"):
        call_command("files_left", stdout=StringIO())


def test_a_script_that_uploads_is_told_where_to_go_and_its_message_waits_there(client, case, handler):
    client.force_login(handler)
    to = reverse("casework:add_files", args=[case.number])
    given = {"attachments": [upload()], "stage": "other"}
    answer = client.post(to, given, headers={"X-Upload": "true"})
    assert (answer.status_code, answer["X-Goes-To"]) == (204, case.get_absolute_url())
    assert "加上了 1 个附件" in page_of(client, case)
    refused = client.post(to, {"stage": "other"}, headers={"X-Upload": "true"})
    assert (refused.status_code, "X-Goes-To" in refused) == (400, False)


def test_many_files_cost_the_page_no_more_questions(client, case, handler, django_assert_max_num_queries):
    client.force_login(handler)
    one = check([picture(size=(40, 30))], name="a.jpg")
    attach(case, one, by=handler)
    with django_assert_max_num_queries(100) as few:
        page_of(client, case)
    for _ in range(5):
        attach(case, one, by=handler)
    with django_assert_max_num_queries(len(few)):
        page_of(client, case)
