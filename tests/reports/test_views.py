import re
from html import unescape
from io import BytesIO
from urllib.parse import unquote

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from docx import Document as WordDocument
from openpyxl import load_workbook
from pypdf import PdfReader
from pypdf.generic import NameObject

from figures.periods import Quarter
from jobs import services as jobs
from jobs.models import Job
from reports import services
from reports.models import Download, Report

pytestmark = pytest.mark.django_db(transaction=True)

Q3 = Quarter(2025, 3)
LIST, BUILD, DETAIL = reverse("reports:list"), reverse("reports:build"), reverse("reports:detail", args=[Q3])


@pytest.fixture(autouse=True)
def shelf(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def built(quarters, clerk):
    def build():
        job, _ = services.order(Q3, by=clerk)
        jobs.run(job.pk)
        return Report.objects.ready().first()

    return build


def paper_of(client, report, format_):
    address = reverse("reports:download", args=[report.quarter, report.version, format_])
    response = client.get(address)
    content = BytesIO(b"".join(response.streaming_content))
    response.close()
    return response, content


def status(client, address):
    response = client.get(address)
    response.close()
    return response.status_code


def pdf_text(content):
    """A PDF's text without spaces; pypdf is told that the fonts' own two-byte encoding is Identity-H."""
    found = []
    for sheet in PdfReader(content).pages:
        for font in sheet["/Resources"]["/Font"].values():
            font.get_object()[NameObject("/Encoding")] = NameObject("/Identity-H")
        found.append(sheet.extract_text())
    return re.sub(r"\s", "", "".join(found))


def words(response):
    """A page's text, without its tags."""
    return unescape(re.sub(r"<[^>]+>", "", response.content.decode()))


def test_only_the_office_and_the_leading_group_see_reports(client, built, clerk, leader, officer, stranger):
    report = built()
    addresses = [LIST, DETAIL, reverse("reports:download", args=["2025Q3", report.version, "pdf"])]
    for user, expected in ((clerk, 200), (leader, 200), (officer, 403), (stranger, 403)):
        client.force_login(user)
        assert [status(client, address) for address in addresses] == [expected] * 3
        assert client.post(BUILD, {"quarter": "2025Q9"}).status_code == (400 if expected == 200 else 403)
    assert "季度报告给领导小组和领导小组办公室看" in words(client.get(LIST))
    assert set(Download.objects.values_list("by", flat=True)) == {clerk.pk, leader.pk}


def test_the_form_orders_the_report_and_goes_to_its_progress(client, quarters, clerk):
    client.force_login(clerk)
    response = client.post(BUILD, {"quarter": "2025Q3"})
    job = Job.objects.get()
    assert (response.status_code, response.url) == (302, reverse("jobs:detail", args=[job.pk]))
    assert client.post(BUILD, {"quarter": "2025Q3"}).url == response.url
    jobs.run(job.pk)
    assert DETAIL in client.get(response.url).content.decode()
    assert client.get(DETAIL).status_code == 200


def test_a_second_reader_is_told_that_the_report_is_being_built(client, quarters, clerk, leader):
    services.order(Q3, by=clerk)
    client.force_login(leader)
    response = client.post(BUILD, {"quarter": "2025Q3"}, follow=True)
    assert f"{clerk}刚才已在生成2025年第三季度报告" in words(response)


@pytest.mark.parametrize(
    ("quarter", "sentence"),
    [
        ("2026Q1", "2026年第一季度没有案件，做不了报告。换一个季度，或先导入案件。"),
        ("2025-3", "季度“2025-3”写得不对，要像 2026Q3 这样写"),
        ("", "选一个季度，比如 2026Q3。"),
        ("<script>", "季度“<script>”写得不对"),
    ],
)
def test_what_cannot_be_reported_is_said_and_nothing_written(client, quarters, clerk, quarter, sentence):
    client.force_login(clerk)
    response = client.post(BUILD, {"quarter": quarter})
    assert response.status_code == 400
    assert sentence in words(response)
    assert "<script>”" not in response.content.decode()
    assert not Job.objects.exists()


def test_a_quarter_to_come_is_refused(client, quarters, clerk):
    client.force_login(clerk)
    coming = Quarter.of(timezone.localdate()).following
    assert f"{coming.label}还没开始，做不了报告" in words(client.post(BUILD, {"quarter": str(coming)}))


def test_a_quarter_without_report_leads_to_the_form(client, quarters, clerk):
    client.force_login(clerk)
    assert "2024年第一季度没有这份报告" in words(client.get("/reports/2024Q1/", follow=True))
    assert "2025年第三季度没有这份报告" in words(client.get("/reports/2025Q3/v7/", follow=True))
    assert client.get("/reports/2025-3/").status_code == 404


def test_screen_word_excel_and_pdf_say_the_same_figures(client, built, clerk):
    report = built()
    client.force_login(clerk)
    page = words(client.get(DETAIL))
    word = WordDocument(paper_of(client, report, "docx")[1])
    in_word = "".join(node.text or "" for node in word.element.body.iter() if node.tag.endswith("}t"))
    book = load_workbook(paper_of(client, report, "xlsx")[1])
    numbers = [cell.value for sheet in book for line in sheet for cell in line]
    in_pdf = pdf_text(paper_of(client, report, "pdf")[1])
    cells = [cell for table in report.says.tables for line in table.rows for cell in line]
    assert len(cells) > 100
    for cell in cells:
        assert cell.text in page
        assert cell.text in in_word
        assert re.sub(r"\s", "", cell.text) in in_pdf
    for cell in cells:
        if cell.is_number:
            assert any(
                isinstance(one, int | float) and one == pytest.approx(float(cell.value)) for one in numbers
            )
    sentence = "全县上报案件8件，上年同期为0，不计同比，环比上升100.0%；"
    assert all(sentence in text for text in (page, in_word, in_pdf))


def test_numbers_on_the_page_open_the_list_here(client, built, clerk):
    built()
    client.force_login(clerk)
    page = client.get(DETAIL).content.decode()
    link = re.search(r'全县上报案件<a href="([^"]+)">8</a>件', page)
    assert link
    address = unescape(link[1])
    assert address.startswith("/cases/?")
    assert "<strong data-count>8</strong>" in client.get(address).content.decode()


def test_a_paper_comes_as_a_file_with_a_chinese_name_and_is_remembered(client, built, clerk):
    report = built()
    client.force_login(clerk)
    response, content = paper_of(client, report, "docx")
    name = unquote(response.headers["Content-Disposition"])
    assert name == "attachment; filename*=utf-8''2025年第三季度社会治理工作情况报告.docx"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Type"].endswith("wordprocessingml.document")
    assert len(content.getvalue()) == report.papers.get(format="docx").size
    download = Download.objects.get()
    assert (download.by, download.paper.format) == (clerk, "docx")
    assert f"{clerk} · Word" in words(client.get(DETAIL))
    assert client.get("/reports/2025Q3/v1/exe/").status_code == 404


def test_a_lost_file_is_said_and_not_remembered(client, built, clerk):
    report = built()
    paper = report.papers.get(format="pdf")
    paper.file.storage.delete(paper.file.name)
    client.force_login(clerk)
    response = client.get(reverse("reports:download", args=["2025Q3", 1, "pdf"]), follow=True)
    assert "这份文件不在了" in words(response)
    assert not Download.objects.exists()


def test_an_older_version_stays_to_be_read_and_taken(client, built, clerk, case):
    older = built()
    case("2025-09-29T10:00")
    built()
    client.force_login(clerk)
    assert "全县上报案件9件" in words(client.get(DETAIL))
    page = words(client.get("/reports/2025Q3/v1/"))
    assert "全县上报案件8件" in page
    assert "这是旧版" in page
    assert paper_of(client, older, "pdf")[0].status_code == 200
    assert [report.version for report in client.get(LIST).context["reports"]] == [2]


def test_a_half_built_report_is_seen_by_nobody(client, quarters, clerk):
    job, _ = services.order(Q3, by=clerk)
    now = timezone.now()
    services.begin(Q3, services.compose(Q3, now=now), job=job, now=now)
    client.force_login(clerk)
    assert list(client.get(LIST).context["reports"]) == []
    assert client.get(DETAIL).status_code == 302


def test_the_page_asks_the_database_as_often_for_many_downloads(
    client, built, clerk, django_assert_max_num_queries, django_assert_num_queries
):
    report = built()
    client.force_login(clerk)
    services.remember(report.papers.first(), by=clerk)
    with django_assert_max_num_queries(14) as few:  # five of them count what waits, for the menu
        client.get(DETAIL)
    for _ in range(25):
        services.remember(report.papers.first(), by=clerk)
    with django_assert_num_queries(len(few.captured_queries)):
        client.get(DETAIL)


def test_the_checks_of_django_are_content():
    call_command("check")
