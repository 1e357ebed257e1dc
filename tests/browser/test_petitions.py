"""A petition as its two sides have it: a resident on a phone, the office and the organ at their desks."""

import re

import pytest

from casework.models import Matter
from petitions.models import Unsolved
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.mediating import day
from tests.browser.petitioning import BUREAU, BY_PETITION, CLAIM, SIGNED, PetitionDesk, line_of_petition
from tests.browser.test_disputes import by_keys, write
from tests.browser.test_kindness import WIDER

pytestmark = pytest.mark.browser
CODE = re.compile(r"^[0-9A-Z]{4}(-[0-9A-Z]{4}){2}$")
PHONE_NUMBER = "13900003333"


@pytest.fixture
def line(people):
    return line_of_petition()


@pytest.fixture
def resident(browser, live_server, line):
    """A window of somebody without an account."""
    context = browser.new_context(viewport=PHONE, base_url=live_server.url, locale="zh-CN", has_touch=True)
    context.set_default_timeout(15_000)
    yield context.new_page()
    context.close()


@pytest.fixture
def desk(sign_in, line):
    """Opens the window of this official."""
    return lambda username: PetitionDesk(sign_in(username, size=DESKTOP))


def next_screen(page, number):
    page.get_by_role("button", name="下一步").tap()
    page.get_by_text(f"第 {number} 步，共 3 步").wait_for()
    assert page.evaluate(WIDER) <= 0


def filed(page):
    """Three screens, and the fourth with the code."""
    page.goto("/s/")
    page.get_by_role("link", name="反映问题").tap()
    page.get_by_text("第 1 步，共 3 步").wait_for()
    page.get_by_label("发生了什么").fill("门口的路坏了半年，下雨都是水。")
    page.get_by_label("您想怎么解决").fill("请把路修好。")
    next_screen(page, 2)
    page.get_by_label("哪里的事").select_option(label="中钱村")
    next_screen(page, 3)
    page.get_by_label("您的姓名").fill("演示张三丰")
    page.get_by_label("您的电话").fill(PHONE_NUMBER)
    page.get_by_role("button", name="提交").tap()
    page.get_by_role("heading", name="您反映的事收到了").wait_for()
    code = page.locator("code").inner_text()
    assert CODE.match(code), code
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate(WIDER) <= 0
    return code


def look(page, code):
    """Follow the code to where it stands."""
    page.goto("/s/q/")
    page.get_by_label("查询码").fill(code)
    page.get_by_label("手机尾号").fill(PHONE_NUMBER[-4:])
    page.get_by_role("main").get_by_role("button").tap()
    page.get_by_role("heading", name="您反映的事").wait_for()


def press(page, act, why=""):
    form = page.locator(f"section:has(#act-{act})")
    if why:
        form.get_by_role("textbox").fill(why)
    form.get_by_role("button").tap()


def test_a_resident_files_in_four_screens_follows_it_and_asks_for_a_review(resident, line):
    code = filed(resident)
    petition = Matter.objects.get()
    look(resident, code)
    assert "已登记，正在安排" in resident.locator("main").inner_text()
    for name in ("classify", "route", "accept", "investigate", "draft", "issue"):
        petition = line.do(petition, name)
    look(resident, code)
    assert "已答复，正在送给您" in resident.locator("main").inner_text()
    press(resident, "receive")
    resident.get_by_text("两个月内修好。").wait_for()
    press(resident, "unsolved", "路还是坏的。")
    resident.get_by_role("status").wait_for()
    assert Unsolved.objects.get().why == "路还是坏的。"
    last = Matter.objects.get().deadlines.get(limit="xf.review_apply").legal_on
    assert f"{last:%Y年%-m月%-d日} 前申请复查，向海盐县人民政府提出" in resident.locator("main").inner_text()
    press(resident, "ask", "意见里没有说哪天修。")
    resident.get_by_role("heading", name="正在复查").wait_for()
    assert resident.evaluate(WIDER) <= 0
    assert Matter.objects.get().unit == line.units["government"]


def test_a_letter_goes_from_the_office_to_its_answer_by_the_pages(desk):
    office = desk("xinfang")
    letter = {"怎么来的": "来信", "邮戳日期": day(-2), "请求": "请求修好门口的路。", "事实": "坏了半年。"}
    office.register(letter | {"哪里的事": "中钱村"}, name="演示张三丰")
    office.step("分类", {"类别": CLAIM, "途径（申诉求决才选）": BY_PETITION, "内容大类": "交通运输"})
    office.step("转送或交办", {"给哪个单位": BUREAU})
    organ = desk("juban")
    organ.take_up("请求修好门口的路")
    by_keys_at(organ, "受理")
    bar = organ.page.locator(".petition-bar").aria_snapshot()
    assert re.search(
        r"登记 \d+月\d+日，转送 \d+月\d+日，受理 \d+月\d+日。办理第 0 天，共 60 日，到 \d+月", bar
    )
    assert re.search(r"剩 \d+ 天（自然日）；可延长 30 日，到 \d+月\d+日。", bar)
    assert "img" not in bar
    organ.step("调查核实", {"查到什么": "到现场看了，坏了三十米。"})
    opinion = {
        "查明的事实和理由": "路确实坏了。",
        "处理意见": "列入计划。",
        "法律法规政策依据": "公路法第三十五条",
    }
    organ.step("拟处理意见", {"结论": "不予支持", **opinion})
    head = desk("juzhang")
    head.take_up("请求修好门口的路")
    head.step("批准处理意见")
    organ.page.reload()
    organ.step("送达处理意见书", {"怎么送的": SIGNED, "送达证明": "送达回证第 3 号"})
    organ.says("已答复", "海盐县人民政府申请复查")
    petition = Matter.objects.get()
    assert (petition.status, petition.own.channel) == ("delivered", "letter")
    assert petition.deadlines.filter(limit="xf.review_apply", met_at=None).exists()


def by_keys_at(window, label):
    """One step with no mouse: to the link, to the note, to the button."""
    window.page.home = window.home
    by_keys(window.page, label, lambda page: write(page, "说明", "当天受理。"))
