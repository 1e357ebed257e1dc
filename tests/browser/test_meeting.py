"""What a meeting decided, followed in the browser to the finished task; nothing is written a second time."""

from datetime import timedelta

import pytest

from accounts.models import Role
from areas.models import Area
from casework.models import Matter
from security import clock
from tests.browser.conftest import DESKTOP, PHONE, somebody
from tests.factories import UnitFactory

pytestmark = pytest.mark.browser
PROOF = {"name": "排查台账.txt", "mimeType": "text/plain", "buffer": "一个工地一行".encode()}


@pytest.fixture
def bureau(people):
    """A bureau with somebody in it, and a second person of the county's office."""
    county = Area.objects.get(name="海盐县")
    unit = UnitFactory(area=county, name="海盐县住建局")
    somebody("zhujian", role=Role.MEMBER_UNIT, unit=unit, leads=True)
    somebody("zhuren", role=Role.OFFICE, unit=people["mishu"].held[0].unit, leads=True)
    return unit


def press(page, label, **said):
    """Fill in the form that is open, and press its button."""
    for question, words in said.items():
        page.get_by_label(question).first.fill(words)
    page.get_by_role("main").get_by_role("button", name=label, exact=True).click()


def do(page, task, label, **said):
    """Make this move on the task's page."""
    page.goto(task.get_absolute_url())
    link = page.get_by_role("link", name=label, exact=True).first
    if not link.is_visible():
        page.locator(".actions summary").click()
    link.click()
    page.get_by_role("heading", name=label).first.wait_for()
    if label == "提交完成情况":
        page.locator("input[type=file]").first.set_input_files(PROOF)
    press(page, label, **said)
    page.wait_for_url(f"**{task.get_absolute_url()}")


def test_lg_02_a_decision_of_a_meeting_is_followed_to_the_finished_task(sign_in, bureau):
    clerk = sign_in("mishu", size=DESKTOP)
    clerk.goto("/pilot/meetings/")
    clerk.get_by_role("link", name="记一次会议").click()
    said = {"会议名称": "领导小组第三次会议", "地点": "县委三楼", "主持": "组长", "参加": "各成员单位"}
    press(clerk, "记一次会议", **said, 纪要="听取了欠薪排查的情况。")
    clerk.get_by_role("link", name="加一条议定事项").click()
    clerk.get_by_label("哪个单位办").select_option(label=bureau.name)
    day = f"{clock.today() + timedelta(days=30)}"
    press(clerk, "加一条议定事项", 议定什么="每个工地排查一遍欠薪", 哪天以前办完=day, 交什么佐证="排查台账")
    clerk.get_by_text("议定事项（1 项）").wait_for()
    meeting = clerk.url

    head = sign_in("zhuren", size=DESKTOP)
    head.goto(meeting)
    head.get_by_role("link", name="签发纪要").click()
    press(head, "签发纪要", 纪要文号="盐平领〔2026〕3号")
    head.get_by_role("button", name="交办议定事项").click()
    head.get_by_text("交办了 1 件任务").wait_for()

    task = Matter.objects.get(kind="task")
    unit = sign_in("zhujian", size=PHONE)
    unit.goto("/todo/")
    unit.get_by_text("每个工地排查一遍欠薪").first.wait_for()
    do(unit, task, "接收")
    do(unit, task, "写进展", 进展="排查了 20 个工地。")
    do(unit, task, "提交完成情况", 完成情况="31 个工地都排查了，欠薪 2 起，已补发。")
    do(head, task, "审核通过")

    clerk.goto(meeting)
    row = clerk.get_by_role("listitem").filter(has_text="每个工地排查一遍欠薪")
    assert task.number in row.inner_text()
    task.refresh_from_db()
    assert task.status == "done"
    assert task.status_label in row.inner_text()
