"""Each day the head of the chain leaves the database: into a file, and by e-mail."""

import smtplib

import pytest
from django.core import mail
from django.core.management import call_command
from django.core.management.base import CommandError

from audit import services, tasks
from audit.anchors import Anchored, read, words_of
from audit.models import Anchor, Seal
from audit.verifying import verify
from tests.factories import SourceFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def head(fresh, settings, tmp_path):
    """Something is sealed, and there is a folder for anchors."""
    settings.DATA_DIR = tmp_path
    settings.MEDIA_ROOT = tmp_path
    SourceFactory()
    return services.seal()


def files(tmp_path):
    return sorted((tmp_path / "anchors").glob("*"))


def test_without_a_seal_there_is_nothing_to_anchor(fresh, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    assert services.anchor() is None
    with pytest.raises(CommandError, match="还没有封存过"):
        call_command("audit_head")


def test_the_days_head_is_written_once_and_verifies(head, tmp_path):
    services.anchor()
    SourceFactory()
    services.seal()
    services.anchor()
    (file,) = files(tmp_path)
    assert head.hash in file.read_text("utf-8")
    assert read(str(tmp_path / "anchors")) == read(str(file)) == [Anchored(head.hash, 1)]
    assert verify(read(str(file))).findings == []


def test_what_is_printed_can_be_read_again(head, capsys):
    call_command("audit_head")
    printed = capsys.readouterr().out
    assert printed == words_of(Seal.objects.head())
    assert f"封存号 {head.number}" in printed
    assert read(head.hash) == [Anchored(head.hash)]


def test_the_command_takes_hashes_files_and_folders(head, tmp_path, capsys):
    services.anchor()
    call_command("verify_audit", "--anchor", head.hash, str(tmp_path / "anchors"))
    assert "没有发现问题" in capsys.readouterr().out
    with pytest.raises(CommandError, match="发现 1 处问题"):
        call_command("verify_audit", "--anchor", "0" * 64)
    assert "整条链被重写过" in capsys.readouterr().out


@pytest.mark.parametrize("given", ["no-such-file", "abc"])
def test_an_anchor_that_cannot_be_read_is_said(head, given):
    with pytest.raises(CommandError, match="读不出来") as refused:
        call_command("verify_audit", "--anchor", given)
    assert refused.value.returncode == 2


def test_a_file_without_a_hash_and_a_day_that_is_none_are_said(head, tmp_path):
    (tmp_path / "x.txt").write_text("没有")
    with pytest.raises(CommandError, match="没有校验码"):
        call_command("verify_audit", "--anchor", str(tmp_path / "x.txt"))
    with pytest.raises(CommandError, match="2026-11-01 这样写"):
        call_command("verify_audit", "--since", "昨天")


def test_it_is_mailed_where_somebody_is_named(head, settings):
    settings.AUDIT_ANCHOR_TO = ["auditor@example.org"]
    assert tasks.anchor() == 1
    assert tasks.anchor() == 0
    (letter,) = mail.outbox
    assert letter.to == ["auditor@example.org"]
    assert head.hash in letter.body


def test_a_mail_that_fails_is_seen_and_tried_again(head, settings, monkeypatch, client, auditor):
    settings.AUDIT_ANCHOR_TO = ["auditor@example.org"]

    def away(*args, **kwargs):
        raise smtplib.SMTPServerDisconnected("邮件服务器没有应答")

    with monkeypatch.context() as broken:
        broken.setattr("audit.services.anchoring.send_mail", away)
        assert tasks.anchor() == 0
    assert Anchor.objects.get().error == "邮件服务器没有应答"
    client.force_login(auditor)
    assert "没寄出去：邮件服务器没有应答" in client.get("/audit/").content.decode()
    assert tasks.anchor() == 1
    assert Anchor.objects.get().error == ""
    assert "已寄出" in client.get("/audit/head/").content.decode()


def test_nobody_named_nothing_mailed(head):
    assert tasks.anchor() == 0
    assert mail.outbox == []
    assert Anchor.objects.get().mailed_at is None


def test_the_head_can_be_printed_from_the_page(head, client, auditor):
    client.force_login(auditor)
    page = client.get("/audit/head/").content.decode()
    assert head.hash in page
    assert "抄录人" in page


def test_sealing_by_the_clock_and_by_hand(fresh, capsys):
    SourceFactory.create_batch(2)
    assert tasks.seal() == 2
    SourceFactory()
    call_command("seal_audit")
    assert capsys.readouterr().out == "封存了 1 条。\n"


def test_the_auditors_page_says_when_sealing_stopped(head, owner, client, auditor):
    client.force_login(auditor)
    assert "还没封存。看看后台任务" not in client.get("/audit/").content.decode()
    owner("UPDATE audit_entry SET at = at - interval '1 hour' WHERE xid >= %s", head.horizon)
    assert "等了 10 分钟还没封存" in client.get("/audit/").content.decode()
