"""受理分派 as it is worked: twenty cases by keyboard alone, the same by mouse, and what must not break."""

import sys
import time

import pytest
from playwright.sync_api import expect

from accounts.models import Unit
from casework.models import Event, Matter
from grids.models import Category, Source
from grids.services import accept, check, close, dispatch, finish, hand_back, register
from tests.browser.conftest import DESKTOP
from tests.browser.test_kindness import AXE, FOUND, TALL, WIDER

pytestmark = pytest.mark.browser

TEXTS = (
    "路灯不亮", "井盖破了", "护栏松了", "路面有坑", "下水道堵了", "垃圾没人清", "树枝压电线", "公交站牌歪了",
    "小区门口积水", "楼道堆物", "消防通道被占", "广告牌松动", "河边有人倒垃圾", "工地夜里施工", "流浪狗追人",
    "健身器材坏了", "窗户掉下来", "电线杆倾斜", "路口视线被挡", "公厕没水",
)  # fmt: skip
FIVE_MINUTES = 300


@pytest.fixture
def town(people):
    """Logs cases; the township's works office has finished enough of them to be suggested."""
    unit = Unit.objects.get(name="沈荡镇市政所")

    def log(text):
        return register(
            text=text,
            by=people["wangge"],
            area=people["wangge"].held[0].area,
            category=Category.objects.get(code="101"),
            source=Source.objects.first(),
        )

    for number in range(3):
        sent = dispatch(log(f"从前的第 {number} 件"), to=unit, by=people["fenpai"])
        finish(accept(sent, by=people["chengban"]), result="修好了", by=people["chengban"])
    return log


def waiting():
    return Matter.objects.filter(status="reported").count()


def intake(sign_in, size=DESKTOP, **options):
    page = sign_in("fenpai", size=size, **options)
    page.goto("/intake/")
    return page


def gone_from(page, number):
    """Until the matter is no more the open one."""
    page.locator(f"#pane:not([data-number='{number}'])").wait_for()


def opened(page):
    return page.get_attribute("#pane", "data-number")


FOCUS = "[document.activeElement.dataset.number ?? '', getComputedStyle(document.activeElement).outlineStyle]"


def test_twenty_cases_are_triaged_by_keyboard_alone(sign_in, town, capsys):
    numbers = [town(text).number for text in TEXTS]
    page = intake(sign_in)
    page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    keys = 0

    def press(*wanted):
        nonlocal keys
        for key in wanted:
            page.keyboard.press(key)
            keys += 1

    began = time.monotonic()
    for place, number in enumerate(numbers):
        assert opened(page) == number
        assert page.evaluate(FOCUS) == [number, "solid"]
        if place % 10 == 9:  # the place is not clear: back to whoever reported it
            press("r")
            page.keyboard.type("请补哪栋楼")
            press("Tab", "Enter")
        else:
            press("a", "Enter")
        gone_from(page, number) if place < 19 else page.get_by_text("都分派完了。新报上来的").wait_for()
        if place < 19:
            page.locator(f"a[data-number='{numbers[place + 1]}']:focus").wait_for()
    took = time.monotonic() - began
    with capsys.disabled():
        sys.stdout.write(f"\n20 cases by keyboard: {took:.1f} s, {keys} keys besides what was typed\n")
    assert took < FIVE_MINUTES
    assert Matter.objects.filter(status="dispatched").count() == 18
    assert Matter.objects.filter(status="incomplete").count() == 2
    assert set(Event.objects.filter(move="dispatch", note="").values_list("reason", flat=True)) >= {
        "suggested"
    }


def test_twenty_cases_are_triaged_by_mouse(sign_in, town, capsys):
    numbers = [town(text).number for text in TEXTS]
    page = intake(sign_in)
    clicks = 0

    def click(found):
        nonlocal clicks
        found.click()
        clicks += 1

    began = time.monotonic()
    for place, number in enumerate(numbers):
        assert opened(page) == number
        if place % 10 == 9:
            click(page.locator("#pane details[data-deed=return] summary"))
            page.get_by_label("要补什么").fill("请补哪栋楼")
            click(page.locator("#pane [data-deed=return] button.main"))
        else:
            click(page.locator("#pane [data-deed=send] button.main"))
        gone_from(page, number) if place < 19 else page.get_by_text("都分派完了。新报上来的").wait_for()
    with capsys.disabled():
        sys.stdout.write(f"\n20 cases by mouse: {time.monotonic() - began:.1f} s, {clicks} clicks\n")
    assert waiting() == 0


def test_keys_move_open_search_and_help(sign_in, town):
    first, second = town("路灯不亮").number, town("井盖破了").number
    page = intake(sign_in)
    page.keyboard.press("j")
    page.locator(f"#pane[data-number='{second}']").wait_for()
    assert page.url.endswith(f"at={second}")
    page.keyboard.press("k")
    page.locator(f"#pane[data-number='{first}']").wait_for()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.matches('[data-heading]')")
    page.keyboard.press("Escape")
    assert page.evaluate(FOCUS)[0] == first
    page.keyboard.press("?")
    assert page.get_by_role("dialog", name="快捷键").is_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    page.keyboard.type("井盖")
    page.keyboard.press("Enter")
    page.wait_for_url("**/intake/?q=**")
    assert [opened(page), page.locator("a[data-number]").count()] == [second, 1]
    page.reload()
    assert opened(page) == second


def test_keys_keep_silent_in_a_field_while_an_ime_composes_and_when_switched_off(sign_in, town):
    first = town("路灯不亮").number
    town("井盖破了")
    page = intake(sign_in)
    page.keyboard.press("r")
    page.keyboard.type("jkxa?/")
    assert page.get_by_label("要补什么").input_value() == "jkxa?/"
    assert opened(page) == first
    page.keyboard.press("Escape")
    composing = "new KeyboardEvent('keydown', {key: 'j', isComposing: true, bubbles: true, cancelable: true})"
    assert page.evaluate(f"document.activeElement.dispatchEvent({composing})")  # nobody took it
    page.goto("/me/")
    page.get_by_role("button", name="关掉快捷键").click()
    page.get_by_role("button", name="打开快捷键").wait_for()
    page.goto("/intake/")
    page.keyboard.press("j")
    page.keyboard.press("a")
    assert page.evaluate(FOCUS)[0] == first
    assert opened(page) == first


def test_what_was_done_is_taken_back_by_one_key(sign_in, town):
    case = town("路灯不亮")
    town("井盖破了")
    page = intake(sign_in)
    page.keyboard.press("a")
    page.keyboard.press("Enter")
    page.locator("[data-undo]").wait_for()
    expect(page.locator("#said")).to_contain_text("已派单给沈荡镇市政所")
    expect(page.locator(".menu a[href='/intake/'] .count")).to_have_text("1 件")
    assert page.locator("#waiting .count").inner_text().split()[0] == "1"
    page.keyboard.press("u")
    page.locator("#said", has_text="撤回了").wait_for()
    fresh = Matter.objects.get(pk=case.pk)
    assert (fresh.status, fresh.unit_id) == ("reported", None)
    assert opened(page) == case.number


def test_selected_ones_go_together_after_a_preview(sign_in, town):
    for text in TEXTS[:3]:
        town(text)
    page = intake(sign_in)
    for key in ("x", "j", "x"):
        page.keyboard.press(key)
    assert page.locator("#said").inner_text() == "选中 2 件"
    page.keyboard.press("a")
    page.wait_for_url("**/intake/together/**")
    assert page.get_by_text("待分派 → 待接单").count() == 2
    page.get_by_role("button", name="派单 2 件").click()
    page.locator(".flash", has_text="已派单 2 件。").wait_for()
    assert waiting() == 1
    page.get_by_role("button", name="撤回").click()
    page.locator(".flash", has_text="撤回了：2 件。").wait_for()
    assert waiting() == 3


def test_who_comes_too_late_reads_who_was_faster_and_keeps_what_was_typed(sign_in, town, people):
    case = town("路灯不亮")
    other = town("井盖破了")
    page = intake(sign_in)
    page.keyboard.press("r")
    page.keyboard.type("请补哪栋楼")
    dispatch(case, to=Unit.objects.get(name="沈荡镇市政所"), by=people["fenpai"])
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.locator("[data-errors]").wait_for()
    assert "演示fenpai已经“派单”。看看还要不要改；写的都还在。" in page.locator("[data-errors]").inner_text()
    assert page.get_by_label("要补什么").input_value() == "请补哪栋楼"
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    gone_from(page, case.number)
    assert opened(page) == other.number


def states(page, town, people):
    """The pages in four states: empty, full, with an error, after a conflict."""
    page.goto("/intake/")
    yield "empty"
    page.goto("/todo/")
    yield "nothing to do"
    case, back = town("路灯不亮"), town("路灯又不亮")
    sent = dispatch(back, to=Unit.objects.get(name="沈荡镇市政所"), by=people["fenpai"])
    hand_back(sent, reason="not_ours", note="归城管", by=people["chengban"])
    for address in ("/intake/", f"/intake/?at={case.number}", "/todo/", case.get_absolute_url()):
        page.goto(address)
        yield f"full {address}"
    for deed in ("send", "return", "join"):
        page.goto(f"/intake/together/?do={deed}&number={case.number}&number={back.number}")
        yield f"together {deed}"
    page.goto(f"/intake/?at={case.number}")
    page.locator("details[data-deed=return] summary").click()
    page.locator("[data-deed=return] button.main").click()
    page.locator("[data-errors]").wait_for()
    yield "error"
    page.goto(f"/intake/?at={case.number}")
    dispatch(case, to=Unit.objects.get(name="沈荡镇市政所"), by=people["fenpai"])
    page.locator("[data-deed=send] button.main").click()
    page.locator("[data-errors]").wait_for()
    yield "conflict"
    page.goto(case.get_absolute_url())
    yield "detail after it"


@pytest.mark.parametrize("size", [TALL, {"width": 1440, "height": 2500}], ids=["phone", "desktop"])
def test_axe_finds_nothing_in_any_state(sign_in, town, people, size):
    close_the_first(people)
    page = sign_in("fenpai", size=size, bypass_csp=True)
    wrong = {}
    for state in states(page, town, people):
        page.evaluate(AXE)
        if found := page.evaluate(FOUND):
            wrong[state] = found
    assert not wrong


def test_twice_the_text_needs_no_sideways_scroll_in_any_state(sign_in, town, people):
    close_the_first(people)
    page = sign_in("fenpai", size={"width": 320, "height": 640}, bypass_csp=True)
    wide = {}
    for state in states(page, town, people):
        page.evaluate("document.documentElement.style.fontSize = '36px'")
        if (over := page.evaluate(WIDER)) > 0:
            wide[state] = over
    assert not wide


def close_the_first(people):
    """Nothing waits any more."""
    for case in Matter.objects.filter(status="finished"):
        close(check(case, by=people["fenpai"]), note="好了", by=people["fenpai"])
