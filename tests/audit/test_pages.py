"""The auditor's pages: who did what, when, from where; for the auditor alone."""

import csv
import io
from contextlib import contextmanager
from datetime import timedelta

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Role
from audit import services
from audit.exceptions import ExtractRefused
from audit.models import Entry, Extract
from audit.selectors import Asked
from audit.services import extracting
from casework.models import HolidayNotice
from jobs.models import Job
from jobs.services import run
from security.context import acting, everything
from tests.factories import AdministratorFactory, CaseFactory, SourceFactory, UserFactory

LIST = "/audit/"


@pytest.fixture
def browse(client, auditor):
    """Asks for the list as the auditor, and gives its text."""
    client.force_login(auditor)
    return lambda **asked: client.get(LIST, asked).content.decode()


@pytest.fixture
def clerk(db):
    return UserFactory(name="李办事", username="lbs")


@contextmanager
def writing(user, purpose="POST /somewhere/", **says):
    """Write in a request of this user's, past what their duties let them write."""
    with acting(user.pk, **says), everything(purpose):
        yield


@pytest.mark.parametrize("page", ["audit:list", "audit:head"])
def test_for_all_others_there_is_no_such_page(client, officer, auditor, page):
    client.force_login(officer)
    assert client.get(reverse(page)).status_code == 404
    client.force_login(auditor)
    assert client.get(reverse(page)).status_code == 200


@pytest.mark.parametrize("page", ["audit:export", "audit:extract"])
def test_nobody_else_takes_anything_away(client, officer, page):
    client.force_login(officer)
    url = reverse(page, args=[1] if page == "audit:extract" else [])
    assert client.post(url, {"format": "csv"}).status_code in {404, 405}
    assert client.get(url).status_code in {404, 405}
    assert Extract.objects.count() == 0


def test_the_database_too_shows_the_record_to_the_auditor_alone(officer, auditor):
    SourceFactory()
    with acting(officer.pk):
        assert Entry.objects.count() == 0
    with acting(auditor.pk):
        assert Entry.objects.count() > 0


def test_only_the_auditor_sees_the_room_in_the_menu(client, officer, auditor):
    client.force_login(officer)
    assert 'href="/audit/"' not in client.get("/me/").content.decode()
    client.force_login(auditor)
    assert 'href="/audit/"' in client.get("/me/").content.decode()


def test_an_entry_says_who_when_from_where_and_what(browse, clerk):
    with writing(clerk, "POST /cases/new/", address="10.1.2.3", request="req-77"):
        source = SourceFactory(name="窗口", place=4)
        source.place = 5
        source.save()
    text = browse(who="lbs")
    assert f"李办事 新增案件来源 {source.pk}" in text
    assert f"李办事 修改案件来源 {source.pk}" in text
    assert "POST /cases/new/ · 10.1.2.3" in text
    assert "请求 req-77" in text
    assert "排序" in text


def test_a_text_is_shown_as_there_and_not_as_what_it_was(browse, clerk):
    with writing(clerk):
        clerk.phone = "13800138000"
        clerk.save()
    text = browse(who="李办事")
    assert "（文字，不留原文）" in text
    assert "13800138000" not in text


def test_by_person_day_table_and_request(browse, clerk, auditor):
    with writing(clerk, request="req-1"):
        SourceFactory(name="一")
    with writing(auditor, request="req-2"):
        SourceFactory(name="二")
    today = timezone.localdate()
    assert "李办事 新增" in browse(who="李办事", first=today, last=today, relation="grids_source")
    assert "李办事 新增" not in browse(who="李办事", last=today - timedelta(days=1))
    assert "李办事 新增" not in browse(relation="accounts_unit")
    assert "李办事 新增" in browse(request="req-1")
    assert "李办事 新增" not in browse(request="req-2")


def test_by_the_number_of_a_matter_that_the_auditor_does_not_see(browse, client):
    case, other = CaseFactory(), CaseFactory()
    assert client.get(case.get_absolute_url()).status_code == 404
    text = browse(number=case.number)
    assert f"新增事项 {case.pk}" in text
    assert f"新增事项 {other.pk}" not in text
    assert f"新增事项 {case.pk}" in browse(matter=case.pk)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"who": "没这个人"}, "没有叫“没这个人”的人"),
        ({"number": "202601-999999"}, "没有编号是“202601-999999”的事项"),
        ({"first": "2026-11-02", "last": "2026-11-01"}, "结束日期早于开始日期"),
        ({"first": "十一月"}, "日期要像 2026-11-22 这样写"),
        ({"relation": "no_such_table"}, "no_such_table"),
    ],
)
def test_what_cannot_be_found_is_said_and_nothing_shown(browse, asked, said):
    text = browse(**asked)
    assert said in text
    assert "row-what" not in text


def test_the_record_is_read_page_by_page_without_gap_or_repetition(browse, client):
    SourceFactory.create_batch(120)
    wanted = [str(pk) for pk in Entry.objects.newest().values_list("pk", flat=True)]
    url, found = LIST, []
    while url:
        page = client.get(url).context["page"]
        found += [str(row.pk) for row in page.rows]
        url = f"{LIST}?after={page.older}" if page.older else ""
    assert found[-len(wanted) :] == wanted
    assert len(set(found)) == len(found)


@pytest.mark.parametrize("after", ["x", "9~", "~3", "2026-01-01~4", "~", "0~0", f"{10**30}~1", f"1~{10**30}"])
def test_odd_addresses_break_nothing(browse, client, after):
    assert client.get(LIST, {"after": after}).status_code == 200


def test_a_page_asks_the_database_twelve_times_at_most(browse, client, django_assert_max_num_queries):
    SourceFactory.create_batch(60)
    with django_assert_max_num_queries(12):
        assert client.get(LIST, {"relation": "grids_source"}).status_code == 200


def test_a_matter_beyond_all_numbers_is_no_matter(browse, client):
    assert client.get(LIST, {"matter": 10**30}).status_code == 200


def test_htmx_gets_the_rows_alone(browse, client):
    answer = client.get(LIST, headers={"HX-Request": "true"}).content.decode()
    assert "row-what" in answer
    assert "<html" not in answer


def take(client, **asked):
    answer = client.post("/audit/export/", {"format": "csv", **asked}, follow=True)
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def test_a_csv_holds_what_the_conditions_name(browse, client, clerk):
    with writing(clerk):
        SourceFactory(name="一")
    data = take(client, who="李办事").decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(data)))
    assert rows[0] == ["姓名或用户名：李办事"]
    assert rows[1][:5] == ["编号", "时间", "谁", "用户名", "做了什么"]
    assert [row[2:5] for row in rows[2:]] == [["李办事", "lbs", "新增案件来源"]]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_no_cell_becomes_a_formula(browse, client, kind):
    bad = UserFactory(name="=HYPERLINK(1)", username="bad")
    with writing(bad, "+1", address="@SUM(1)"):
        SourceFactory(name="=1+1")
    data = take(client, who="bad", format=kind)
    if kind == "xlsx":
        cells = [cell for row in openpyxl.load_workbook(io.BytesIO(data)).active.iter_rows() for cell in row]
        assert "=HYPERLINK(1)" in {cell.value for cell in cells}
        assert {cell.data_type for cell in cells if cell.value is not None} == {"s"}
    else:
        cells = [cell for row in csv.reader(io.StringIO(data.decode("utf-8-sig"))) for cell in row]
        assert "'=HYPERLINK(1)" in cells
        assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


def test_an_export_is_recorded_itself(browse, client, auditor):
    take(client)
    made = Entry.objects.get(relation="audit_extract", op="insert")
    assert made.actor == auditor.pk
    assert (made.after["by_id"], made.after["format"]) == (auditor.pk, "csv")


def test_an_empty_list_is_told_as_empty(browse, auditor):
    HolidayNotice.objects.create(year=2026)
    page = browse(relation="casework_holidaynotice")
    assert "（空）" in page
    services.order(Asked(relation="casework_holidaynotice"), words="", format="csv", by=auditor)


def test_nothing_to_export_is_said(browse, client):
    page = client.post("/audit/export/", {"format": "csv", "last": "2001-01-01"}, follow=True)
    assert "没有东西可导出" in page.content.decode()
    assert Extract.objects.count() == 0


def test_too_much_is_refused_with_what_to_do(auditor, monkeypatch):
    monkeypatch.setattr(extracting, "MOST", 2)
    SourceFactory.create_batch(3)
    with pytest.raises(ExtractRefused, match="把日期缩短些"):
        services.order(Asked(), words="", format="csv", by=auditor)


def test_another_auditors_file_is_not_handed_out(browse, client):
    other = AdministratorFactory(role=Role.AUDIT_ADMIN).user
    extract = services.order(Asked(), words="", format="csv", by=other)
    assert client.get(reverse("audit:extract", args=[extract.pk])).status_code == 404


def test_files_are_forgotten_after_a_week(auditor, owner_free_clock):
    extract = services.order(Asked(), words="", format="csv", by=auditor)
    assert services.forget_old_files() == 0
    owner_free_clock(timedelta(days=8))
    assert services.forget_old_files() == 1
    extract.refresh_from_db()
    assert not extract.file


@pytest.fixture
def owner_free_clock(monkeypatch):
    """Moves the clock by which files are old."""
    from security import clock

    usual = clock.now

    def move(by):
        monkeypatch.setattr(clock, "now", lambda: usual() + by)

    return move


@pytest.mark.django_db(transaction=True)
def test_much_is_a_job_with_progress_and_a_file_at_its_end(client, auditor, monkeypatch):
    monkeypatch.setattr(extracting, "AT_ONCE", 10)
    monkeypatch.setattr(extracting, "BATCH", 7)
    SourceFactory.create_batch(30)
    client.force_login(auditor)
    answer = client.post("/audit/export/", {"format": "csv", "relation": "grids_source"})
    job = Job.objects.get()
    assert answer.url == f"/jobs/{job.pk}/"
    assert run(job.pk)
    job.refresh_from_db()
    assert (job.done, job.total, job.error) == (30, 30, "")
    taken = client.get(job.result_url)
    assert b"".join(taken.streaming_content).count(b"grids") == 0
    assert Extract.objects.get().count == 30
