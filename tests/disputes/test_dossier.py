"""The file behind the addresses: papers to print, bound in the background, masked or in full on record."""

import io
from datetime import timedelta

import docx
import pikepdf
import pytest
from django.urls import reverse

from accounts.models import Role
from casework.exceptions import MoveDenied
from casework.models import Attachment, Matter, Reveal
from casework.services import attach
from disputes import services
from disputes.models import Inquiry, Volume
from disputes.services import dossiers
from disputes.tasks import drop_volumes
from jobs.models import Job
from jobs.services import run
from security import clock
from security.context import everything
from security.uploads.checking import check
from tests.coming import come_in
from tests.factories import DutyFactory
from tests.files.papers import paper
from tests.files.pictures import picture

pytestmark = pytest.mark.django_db
committed = pytest.mark.django_db(transaction=True)  # a reveal inside the test's own would be refused


@pytest.fixture(autouse=True)
def shelf(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.UPLOAD_DISK_FREE = 0


@pytest.fixture
def mine(client, mediator):
    """In the portal as the mediator, who has just said who they are."""
    come_in(client, mediator)
    return client


def url(name, dispute, *rest):
    return reverse(f"disputes:{name}", args=[dispute.number, *rest])


def words_of(response):
    """What a Word paper says."""
    word = docx.Document(io.BytesIO(response.content))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in word.paragraphs), *cells])


def test_an_inquiry_is_written_down_and_stands_in_the_file(line, mediator):
    dispute = line.to("notify")
    given = {"place": "通道", "asked": "组长", "notes": "通道是两家共用的。", "by": mediator}
    services.inquire(dispute, held_at=clock.now(), **given)
    dispute = Matter.objects.get(pk=dispute.pk)
    assert (Inquiry.objects.get().asked, dispute.status) == ("组长", "notified")
    assert next(paper for paper in dispute.own.papers if paper.name == "调查记录").count == 1
    with pytest.raises(MoveDenied, match="受理以后"):
        services.inquire(dispute, held_at=dispute.registered_at - timedelta(days=1), **given)


def test_the_page_lists_all_papers_and_says_why_one_cannot_be_made(inside, line):
    dispute = line.to("notify")
    shown = inside.get(url("dossier", dispute)).content.decode()
    for name in ("封面", "卷内目录", "受理登记表", "权利义务告知书", "备考表", "装订整卷"):
        assert name in shown
    assert "还没有调解记录。先“记一次调解”。" in shown
    assert url("paper", dispute, "rights", "docx") in shown
    assert url("paper", dispute, "sessions", "docx") not in shown


@pytest.mark.parametrize("count", [1, 4])
def test_the_page_asks_as_often_for_many_records_as_for_one(
    inside, line, django_assert_max_num_queries, count
):
    dispute = line.to("notify")
    for _ in range(count):
        line.meet(dispute)
    with django_assert_max_num_queries(40):
        inside.get(url("dossier", dispute))


@pytest.mark.parametrize("format_", ["docx", "pdf"])
def test_a_paper_is_saved_with_the_people_masked(inside, line, format_):
    dispute = line.to("agree")
    answer = inside.get(url("paper", dispute, "agreement", format_))
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert not Reveal.objects.exists()
    if format_ == "docx":
        words = words_of(answer)
        assert "大写：叁仟元整" in words
        assert "演示张三" not in words
        assert "13900001111" not in words
        assert "11010519491231002X" not in words


def test_what_cannot_be_made_yet_leads_back_with_the_reason(inside, line):
    answer = inside.get(url("paper", line.to("notify"), "agreement", "pdf"), follow=True)
    assert "还没有协议。先“达成协议”。" in answer.content.decode()


@pytest.mark.parametrize("rest", [("nothing", "pdf"), ("rights", "exe")])
def test_what_is_no_paper_is_not_found(inside, line, rest):
    assert inside.get(url("paper", line.to("notify"), *rest)).status_code == 404


def test_who_does_not_see_the_dispute_sees_no_paper(client, line, county):
    dispute = line.to("notify", violence=True)
    client.force_login(DutyFactory(role=Role.TOWN, unit__area=county).user)
    for name, rest in (("dossier", ()), ("paper", ("registration", "pdf")), ("volume", (1,))):
        assert client.get(url(name, dispute, *rest)).status_code == 404
    assert client.post(url("bind", dispute)).status_code == 404


def test_the_list_of_contents_of_a_single_paper_has_true_pages(inside, line):
    words = words_of(inside.get(url("paper", line.to("meet"), "contents", "docx")))
    assert "人民调解申请书\n1\n" in words


@committed
def test_a_paper_in_full_leaves_a_look_on_record_for_each_person(mine, line, mediator):
    dispute = line.to("agree")
    shown = mine.get(url("paper_full", dispute)).content.decode()
    assert "用来做什么" in shown
    assert not Reveal.objects.exists()
    given = {"paper": "agreement", "format": "docx", "purpose": "answer", "words": ""}
    words = words_of(mine.post(url("paper_full", dispute), given))
    assert "演示张三" in words
    assert "11010519491231002X" in words
    looks = Reveal.objects.all()
    assert [(look.by, look.purpose, bool(look.shown_at)) for look in looks] == [
        (mediator, "answer", True)
    ] * 2


@committed
def test_in_full_without_a_purpose_nothing_is_shown(mine, line):
    dispute = line.to("agree")
    answer = mine.post(url("paper_full", dispute), {"paper": "agreement", "format": "docx"})
    assert answer.status_code == 400
    assert "选一个用途" in answer.content.decode()
    assert not Reveal.objects.exists()


def test_who_looks_on_may_not_have_it_in_full(client, line, town):
    dispute = line.to("meet")
    come_in(client, DutyFactory(role=Role.OFFICE, unit__area=town).user)
    answer = client.get(url("paper_full", dispute), follow=True)
    assert "不能看完整信息" in answer.content.decode()


def bound(dispute, client, **given):
    """The bound file of the dispute, as the browser gets it: ordered, run, taken."""
    client.post(url("paper_full" if given else "bind", dispute), given)
    job = Job.objects.latest("pk")
    with everything("test"):
        run(job.pk)
    job.refresh_from_db()
    assert job.error == ""
    return client.get(job.result_url)


@committed
def test_the_whole_file_is_bound_with_its_files_and_masked(mine, line, mediator):
    dispute = line.to("file")
    attach(dispute, check([picture(size=(40, 30))], name="现场.jpg"), by=mediator)
    attach(dispute, check([paper()], name="收据.pdf"), by=mediator, stage=Attachment.Stage.AFTER)
    answer = bound(dispute, mine)
    assert answer.headers["Content-Type"] == "application/pdf"
    with pikepdf.open(io.BytesIO(answer.content)) as book, book.open_outline() as outline:
        names = [item.title for item in outline.root]
        files = [child.title for item in outline.root for child in item.children]
    assert names[0] == "封面"
    assert names[-1] == "备考表（封底）"
    assert files == ["现场.jpg", "收据.pdf"]
    assert not Reveal.objects.exists()
    stored = Volume.objects.get()
    with stored.file.open() as file:
        assert b"%PDF" not in file.read()[:2000]  # sealed on the disk


@committed
def test_the_whole_file_in_full_is_revealed_in_the_name_of_who_asked(mine, line, mediator):
    dispute = line.to("meet")
    given = {"paper": "whole", "format": "pdf", "purpose": "answer", "words": ""}
    answer = bound(dispute, mine, **given)
    assert answer.status_code == 200
    assert [look.by for look in Reveal.objects.all()] == [mediator, mediator]
    assert Volume.objects.get().full


@committed
def test_a_bound_file_is_its_owners_and_goes_after_a_week(client, mine, line, seat):
    dispute = line.to("meet")
    bound(dispute, mine)
    bound(dispute, mine)
    volume = Volume.objects.get()  # the second took the place of the first
    path = volume.file.path
    client.force_login(seat().user)
    assert client.get(url("volume", dispute, volume.pk)).status_code == 404
    with everything("test"):
        assert drop_volumes() == 0
        assert dossiers.drop_old(clock.now() + dossiers.KEPT) == 1
    with pytest.raises(FileNotFoundError):
        open(path)  # noqa: SIM115


@committed
def test_who_lost_the_dispute_meanwhile_gets_no_file(mine, line, mediator):
    dispute = line.to("meet")
    mine.post(url("bind", dispute))
    mediator.duties.all().delete()
    Matter.objects.filter(pk=dispute.pk).update(holder=None)
    job = Job.objects.get()
    with everything("test"):
        run(job.pk)
    job.refresh_from_db()
    assert job.error == "这件纠纷现在不归您看，装订不了。"
    assert not Volume.objects.exists()
