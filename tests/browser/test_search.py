"""Search from every page, by keys and by thumb, with scripts and without."""

import pytest

from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.test_kindness import AXE, FOUND, WIDER, log

pytestmark = pytest.mark.browser


def test_ctrl_k_finds_while_somebody_writes_and_enter_opens_the_rest(sign_in, people):
    case = log(people, "沈荡路口的路灯不亮")
    page = sign_in("fenpai", size=DESKTOP)
    page.keyboard.press("Control+k")
    page.get_by_role("dialog", name="搜索").get_by_label("找什么").fill("路灯")
    row = page.get_by_role("dialog").get_by_role("link", name=case.number[-6:])
    row.wait_for()
    assert page.locator("dialog mark").first.inner_text() == "路灯"
    page.keyboard.press("ArrowDown")
    assert row.evaluate("link => link === document.activeElement")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=*")
    assert page.locator("main mark").first.inner_text() == "路灯"


def test_keys_belong_to_the_input_method_while_it_composes(sign_in, people):
    log(people, "沈荡路口的路灯不亮")
    page = sign_in("fenpai", size=DESKTOP)
    asked = []
    page.on("request", lambda request: asked.append(request.url) if "/search/" in request.url else None)
    page.keyboard.press("Control+k")
    page.wait_for_function("document.getElementById('finder').open")
    page.wait_for_load_state("networkidle")
    asked.clear()
    field = "document.getElementById('finder-q')"
    begun = "dispatchEvent(new CompositionEvent('compositionstart'))"
    pressed = "dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', isComposing: true, bubbles: true}))"
    page.evaluate(
        f"() => {{ const f = {field}; f.{begun}; f.value = 'lud';"
        "f.dispatchEvent(new InputEvent('input', {isComposing: true, bubbles: true}));"
        f"f.{pressed}; }}"
    )
    page.wait_for_timeout(600)
    assert asked == []
    ended = "dispatchEvent(new CompositionEvent('compositionend'))"
    page.evaluate(f"() => {{ const f = {field}; f.value = '路灯'; f.{ended}; }}")
    page.locator("dialog mark").first.wait_for()
    assert len(asked) == 1


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_without_scripts_the_bar_on_top_leads_to_the_page(sign_in, people, browser, live_server, size):
    case = log(people, "沈荡路口的路灯不亮")
    signed = sign_in("fenpai", size=size)
    context = browser.new_context(
        viewport=size,
        base_url=live_server.url,
        java_script_enabled=False,
        storage_state=signed.context.storage_state(),
    )
    page = context.new_page()
    page.goto("/todo/")
    page.locator(".topbar").get_by_role("button", name="搜索").click()
    page.wait_for_url("**/search/?q=")
    page.locator("main").get_by_label("找什么").fill("路灯")
    page.get_by_role("button", name="查看").click()
    page.locator("main").get_by_role("link", name=case.number[-6:]).wait_for()
    context.close()


@pytest.mark.parametrize(
    "size", [{"width": 360, "height": 3000}, {"width": 1440, "height": 2000}], ids=["phone", "desktop"]
)
def test_axe_finds_nothing_on_search_in_any_state_nor_in_the_dialog(sign_in, people, size):
    log(people, "沈荡路口的路灯不亮，晚上看不清路，供销社门口的老人摔过一跤")
    page = sign_in("fenpai", size=size, bypass_csp=True)
    wrong = {}
    for path in (
        "/search/",
        "/search/?q=路灯+供销社",
        "/search/?q=没有这样的",
        "/search/?q=灯",
        "/cases/?q=路灯",
    ):
        page.goto(path)
        page.evaluate(AXE)
        wrong[path] = [page.evaluate(FOUND), page.evaluate(WIDER)]
        if "供销社" in path:
            page.get_by_text("存为常用条件").click()
            page.get_by_label("起个名字").fill("供销社的路灯")
            page.get_by_role("button", name="保存").click()
            page.get_by_text("存好了").wait_for()
    page.keyboard.press("Control+k")
    page.locator("dialog").get_by_text("供销社的路灯").wait_for()
    page.evaluate(AXE)
    wrong["dialog"] = [page.evaluate(FOUND), page.evaluate(WIDER)]
    assert [found for found in wrong.items() if found[1] != [[], 0]] == []
