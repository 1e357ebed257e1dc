"""The pages of tasks, their API, and the year's list as a workbook."""

from datetime import date, timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import Workbook

from casework.models import Matter
from pilot.models import Task
from security import clock
from tests.pilot.tasks import tasks_of

pytestmark = pytest.mark.django_db
TASKS, NEW, IMPORT = (reverse(f"pilot:{name}") for name in ("list", "task_new", "task_import"))
API = "/api/v1/tasks/"
DUE = f"{timezone.localdate() + timedelta(days=60)}"
HEADS = ["任务名称", "要求", "牵头单位", "配合单位", "完成日期", "要交的佐证", "第一季度", "第三季度"]
GOOD = ["排查欠薪", "每个工地查一遍", "住建局", "人社局", DUE, "排查表", "摸底", ""]


@pytest.fixture
def inside(client, clerk):
    client.force_login(clerk)
    return client


def given(bureau, **instead):
    said = {"title": "排查欠薪", "text": "查一遍", "lead": bureau.pk, "due_on": DUE}
    said |= {"evidence": "排查表", "source": "list", "year": 2026, "q1": "摸底", "submission": f"{uuid4()}"}
    return said | instead


def text_of(response):
    return response.content.decode()


def test_a_task_is_written_down_given_and_seen_by_its_unit(inside, line, bureau, member):
    said = given(bureau)
    assert inside.post(NEW, said).status_code == 302
    assert inside.post(NEW, said).status_code == 302  # a second press
    task = Matter.objects.get(kind="task")
    page = text_of(inside.get(task.get_absolute_url()))
    for words in ("待交办", "第 1 季度：摸底", "交办", "住建局"):
        assert words in page
    assert inside.post(f"{task.get_absolute_url()}assign/", {"note": ""}).status_code == 302
    inside.force_login(member)
    assert DUE in text_of(inside.get(task.get_absolute_url()))
    assert "打印于" in text_of(inside.get(f"{task.get_absolute_url()}print/"))


def test_what_is_wrong_is_said_and_what_was_typed_is_kept(inside, bureau, member):
    wrong = inside.post(NEW, given(bureau, title="", due_on="月底", lead=0, year="今年", text="我写的"))
    assert wrong.status_code == 400
    for words in ("写任务的名称", "日期像", "没有这个单位", "年度像 2026", "我写的"):
        assert words in text_of(wrong)
    assert not Task.objects.exists()
    inside.force_login(member)
    assert inside.get(NEW).status_code == 302
    assert inside.get(IMPORT).status_code == 302


def test_the_list_narrows_by_quarter_unit_source_and_state(inside, line, bureau, other_bureau, other_member):
    year = clock.today().year + 1
    mine = line.register(title="二季度的", year=year, due_on=date(year, 5, 31))
    third = {"due_on": date(year, 8, 31), "lead": other_bureau, "source": "meeting"}
    other = line.register(title="三季度的", year=year, **third)
    for query, shown, hidden in (
        ({"quarter": f"{year}Q2"}, mine, other),
        ({"lead": bureau.pk}, mine, other),
        ({"source": "meeting"}, other, mine),
        ({"q": "二季度"}, mine, other),
    ):
        page = text_of(inside.get(TASKS, query))
        assert shown.number in page
        assert hidden.number not in page
    for query, words in (
        ({"quarter": "春天"}, "季度像 2026Q1 这样写"),
        ({"lead": "x"}, "没有这个单位"),
        ({"source": "x"}, "没有“x”这一项"),
        ({"status": "x"}, "没有“x”这个状态"),
    ):
        assert words in text_of(inside.get(TASKS, query))


def test_the_pages_cost_the_same_for_any_number(inside, line):
    line.to("assign")
    inside.get(TASKS)
    with CaptureQueriesContext(connection) as few:
        inside.get(TASKS)
    for _ in range(24):
        line.to("assign")
    with CaptureQueriesContext(connection) as many:
        assert "<strong data-count>25<" in text_of(inside.get(TASKS))
    assert len(many) == len(few)


def test_every_state_has_its_page_and_its_moves_have_theirs(inside, line, leader):
    for task in tasks_of(line):
        inside.force_login(leader if task.status in {"postponing", "cancelling"} else line.colleague)
        assert task.status_label in text_of(inside.get(task.get_absolute_url()))
        for move in task.flow.open_to(line.colleague, task):
            page = inside.get(f"{task.get_absolute_url()}{move.name}/")
            assert page.status_code in {200, 302}, move.name


def test_another_unit_finds_no_such_task(client, line, other_member):
    task = line.to("accept")
    client.force_login(other_member)
    assert client.get(task.get_absolute_url()).status_code == 404
    assert task.number not in text_of(client.get(TASKS))


def test_the_api_reads_registers_and_moves(inside, line, bureau, member):
    made = inside.post(API, given(bureau))
    assert made.status_code == 201
    number = made.json()["number"]
    assert inside.post(f"{API}{number}/assign/").json()["status"] == "assigned"
    assert inside.post(f"{API}{number}/assign/").status_code == 409
    assert inside.post(API, given(bureau, evidence="")).status_code == 400
    inside.force_login(member)
    assert inside.post(API, given(bureau)).status_code == 403
    assert inside.post(f"{API}{number}/accept/").status_code == 200
    assert inside.post(f"{API}{number}/submit/", {"result": "好了"}).status_code == 403
    proof = SimpleUploadedFile("佐证.txt", "办了".encode())
    answered = inside.post(f"{API}{number}/submit/", {"result": "好了", "attachments": proof})
    assert answered.json()["status"] == "submitted"


def workbook(*rows, heads=HEADS):
    book, place = Workbook(), BytesIO()
    for row in (heads, *rows):
        book.active.append(row)
    book.save(place)
    return SimpleUploadedFile("清单.xlsx", place.getvalue())


def test_the_years_list_comes_in_and_bad_rows_say_what_to_mend(
    inside, line, other_bureau, other_member, member
):
    bad = [
        ["", *GOOD[1:]],
        [*GOOD[:2], "没有的局", *GOOD[3:]],
        ["另一件", *GOOD[1:4], "月底", *GOOD[5:]],
        [],
    ]
    page = inside.post(IMPORT, {"workbook": workbook(GOOD, *bad)})
    assert page.status_code == 400
    for words in (
        "收下 <strong data-count>1</strong> 件",
        "第 3 行“任务名称”：写任务的名称",
        "第 4 行“牵头单位”：没有“没有的局”这个单位",
        "第 5 行“完成日期”：日期像 2026-04-15 这样写",
    ):
        assert words in text_of(page)
    task = Task.objects.get()
    assert (task.matter.title, f"{task.due_on}", task.lead) == ("排查欠薪", DUE, line.lead)
    assert [one.unit for one in task.matter.supports.all()] == [other_bureau]
    assert [str(one) for one in task.matter.milestones.all()] == ["第 1 季度：摸底"]
    again = inside.post(IMPORT, {"workbook": workbook(GOOD)})
    assert again.status_code == 200
    assert "原来就有 1 件" in text_of(again)
    assert Task.objects.count() == 1


def test_a_file_that_is_no_list_says_so(inside):
    for file, words in (
        (SimpleUploadedFile("清单.txt", "任务".encode()), "要 .xlsx 的文件"),
        (workbook(heads=["任务名称", "要求"]), "第一行表头里没有：牵头单位、完成日期、要交的佐证"),
        (workbook(*[GOOD] * 501), "一次最多 500 行"),
    ):
        page = inside.post(IMPORT, {"workbook": file})
        assert page.status_code == 400
        assert words in text_of(page)
    assert "选一个 Excel 文件" in text_of(inside.post(IMPORT, {}))
    assert not Task.objects.exists()
