"""The category while it is typed, and what is known already, on a real phone's page (G2, G4)."""

import json
import random
import sys

import pytest

from casework.models import Attachment, Joining, Matter
from grids.management.commands.measure_categories import by_hand
from grids.models import Category, CategoryBy, Source
from grids.services import register
from grids.suggesting.examples import invented
from grids.suggesting.selectors import SHIPPED, read
from tests.browser.test_kindness import AXE, FOUND, TALL, WIDER
from tests.grids.suggesting.test_features import SENTENCES

pytestmark = pytest.mark.browser

HERE = {"longitude": 120.9, "latitude": 30.5}
TEXT = "桥东路口路灯不亮，晚上看不见"
FIELD = "[data-categories]"
MARKED = f"{FIELD} input:checked + span"
BOTH = """async ([lexicon, texts]) => {
  const { suggest } = await import(document.querySelector("script[src*='field/category']").src);
  return texts.map((text) => suggest(lexicon, text));
}"""
WATCH = """() => {
  const text = document.querySelector('[name=text]');
  window.__times = [];
  text.addEventListener('input', () => { window.__typed = performance.now(); });
  document.addEventListener('category:set', () => {
    window.__times.push(performance.now() - window.__typed);
  });
}"""


@pytest.fixture
def known_case(people):
    """An open case forty metres off, logged by somebody else."""
    return register(
        text="桥东路口的灯一直不亮",
        by=people["fenpai"],
        area=people["wangge"].held[0].area,
        category=Category.objects.get(name="城乡环境"),
        source=Source.objects.first(),
        lng="120.900000",
        lat="30.500350",
    )


@pytest.fixture
def form(sign_in):
    """The form on a phone that knows where it is; the words have come."""

    def opened(**options):
        options = {"geolocation": HERE, "permissions": ["geolocation"], "has_touch": True} | options
        page = sign_in("wangge", **options)
        with page.expect_response("**/cases/words/"):
            page.goto("/cases/new/")
        page.wait_for_load_state("networkidle")
        return page

    return opened


def write(page, words):
    page.get_by_label("发生了什么").press_sequentially(words, delay=5)


def test_the_browser_counts_as_the_server_does(form):
    """The same names in the same order, and as sure, on all sentences that there are of either kind."""
    texts = [example.text for example in by_hand(SENTENCES)]
    texts += random.Random(1).sample([example.text for example in invented() if example.group], 200)
    texts += ["", "abc 123", "𠀀灯不亮😀", "灯" * 3000]
    lexicon = read(SHIPPED.read_text())
    said = form().evaluate(BOTH, [json.loads(SHIPPED.read_text()), texts])
    assert len(texts) > 500
    for text, each in zip(texts, said, strict=True):
        ours = lexicon.suggest(text)
        assert (tuple(each["names"]), each["sure"]) == (ours.names, ours.sure), text


def test_the_text_says_the_category_on_a_slow_phone(form, record_property):
    page = form()
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": 4})
    page.evaluate(WATCH)
    write(page, "路灯不亮")
    page.locator(MARKED, has_text="城乡环境").wait_for()
    took = page.evaluate("window.__times.at(-1)")
    record_property("ms from the last key to the suggestion, CPU x4", round(took))
    sys.stdout.write(f"suggested {took:.0f} ms after the last key at CPU x4\n")
    assert page.get_by_text("按写的建议：城乡环境").is_visible()


def test_likely_ones_stand_in_front_and_the_rest_is_folded(form, people):
    Category.objects.create(code="103", name="没有一个字认得")
    page = form()
    write(page, TEXT)
    page.locator(MARKED).wait_for()
    assert page.locator("[data-likely] .chip").count() == 3
    assert not page.locator("[data-others] .chip").first.is_visible()
    page.get_by_text("其他…").click()
    assert page.locator("[data-others] .chip").first.is_visible()
    assert page.locator(f"{FIELD} .chip").count() == Category.objects.count()


def test_without_a_network_the_kept_words_suggest(form):
    """The words come once over the line; from then on the device has them, whatever becomes of the line."""
    page = form()
    page.route("**/cases/words/", lambda route: route.abort())
    page.reload()
    page.context.set_offline(True)
    write(page, "楼道里堆满杂物，挡住了消防栓")
    page.locator(MARKED, has_text="公共安全").wait_for()


def test_what_the_user_chose_stays_chosen(form):
    page = form()
    write(page, TEXT)
    page.locator(MARKED, has_text="城乡环境").wait_for()
    page.locator(".chip", has_text="公共安全").click()
    write(page, "，路灯不亮，垃圾没人收，井盖坏了")
    page.wait_for_timeout(400)
    assert page.locator(MARKED).inner_text() == "公共安全"
    page.get_by_role("button", name="提交").click()
    page.get_by_text("记下了").wait_for()
    case = Matter.objects.get().own
    assert (case.category.name, case.category_by) == ("公共安全", CategoryBy.CHOSEN)


def test_a_suggestion_that_was_left_is_sent_as_one(form):
    page = form()
    write(page, TEXT)
    page.locator(MARKED).wait_for()
    page.get_by_role("button", name="提交").click()
    page.get_by_text("不对可以改").wait_for()
    assert Matter.objects.get().own.category_by == CategoryBy.TEXT


def test_half_a_word_in_an_input_method_suggests_nothing(form):
    """While pinyin is composed the field holds what is no text yet; its end counts at once."""
    page = form()
    page.get_by_label("发生了什么").focus()
    session = page.context.new_cdp_session(page)
    composed = "路灯不亮了，晚上看不见"
    given = {"text": composed, "selectionStart": len(composed), "selectionEnd": len(composed)}
    session.send("Input.imeSetComposition", given)
    page.wait_for_timeout(400)
    assert page.get_by_label("发生了什么").input_value() == composed
    assert page.locator(MARKED).count() == 0
    session.send("Input.insertText", {"text": composed})
    page.locator(MARKED, has_text="城乡环境").wait_for()


def test_this_one_joins_with_one_tap(form, known_case, snapshot, people):
    page = form()
    page.locator("input[type=file]").set_input_files(snapshot)
    page.locator("[data-previews] img").first.wait_for()
    write(page, TEXT)
    page.get_by_text("米内有人报过").wait_for()
    assert page.locator("[data-known]").inner_text().count("39 米内")
    page.get_by_role("button", name="就是这件").tap()
    page.get_by_text("加进去了").wait_for()
    assert Matter.objects.count() == 1
    assert Joining.objects.get().by == people["wangge"]
    assert Attachment.objects.get().matter == known_case
    assert page.get_by_text("又有人反映").is_visible()
    page.goto("/cases/new/")
    assert page.get_by_label("发生了什么").input_value() == "", "the draft has arrived"


def test_a_nervous_thumb_joins_once(form, known_case):
    page = form()
    write(page, TEXT)
    page.get_by_role("button", name="就是这件").evaluate("one => { one.click(); one.click(); one.click(); }")
    page.get_by_text("加进去了").wait_for()
    assert (Joining.objects.count(), Matter.objects.count()) == (1, 1)


def test_not_the_same_one_goes_away_and_the_case_is_logged_without_asking_again(form, known_case):
    page = form()
    write(page, TEXT)
    page.get_by_role("button", name="不是同一件").tap()
    page.locator("[data-known]").wait_for(state="detached")
    page.get_by_role("button", name="提交").tap()
    page.get_by_text("记下了").wait_for()
    assert (Joining.objects.count(), Matter.objects.count()) == (0, 2)


def test_the_enter_key_logs_a_case_and_never_joins_one(form, known_case):
    """The first button of the form is 就是这件: a key pressed in another field must not mean that."""
    page = form()
    write(page, TEXT)
    page.get_by_text("米内有人报过").wait_for()
    page.get_by_label("附近标志物").fill("老桥边")
    page.keyboard.press("Enter")
    page.get_by_text("记下了").wait_for()
    assert (Joining.objects.count(), Matter.objects.count()) == (0, 2)


def test_what_stood_below_the_fold_was_not_shown(form, known_case):
    """A press without having seen it is asked once; then 都不是 logs a new one."""
    page = form(size={"width": 360, "height": 400})
    page.get_by_label("发生了什么").fill(TEXT)
    page.locator("[data-known-here] [data-known]").wait_for(state="attached")
    page.get_by_role("button", name="提交").tap()
    page.get_by_text("像是这几件").wait_for()
    page.get_by_role("button", name="都不是").tap()
    page.get_by_text("记下了").wait_for()
    assert Matter.objects.count() == 2


def test_with_no_script_the_question_stands_between(sign_in, known_case, people, browser, live_server):
    cookies = sign_in("wangge").context.cookies()
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False, viewport=TALL)
    context.add_cookies(cookies)
    page = context.new_page()
    page.goto("/cases/new/")
    page.get_by_label("发生了什么").fill(TEXT)
    page.get_by_label("附近标志物").fill("老桥边")
    page.get_by_role("button", name="提交").click()
    assert page.get_by_text("像是这几件").is_visible()
    assert page.get_by_label("附近标志物").input_value() == "老桥边"
    page.get_by_role("button", name="就是这件").click()
    assert page.get_by_text("加进去了").is_visible()
    assert (Joining.objects.count(), Matter.objects.count()) == (1, 1)
    context.close()


@pytest.mark.parametrize("size", [TALL, {"width": 1440, "height": 2500}], ids=["phone", "desktop"])
def test_axe_finds_nothing_while_it_suggests_and_knows(form, known_case, size):
    page = form(size=size, bypass_csp=True)
    write(page, TEXT)
    page.get_by_text("米内有人报过").wait_for()
    page.evaluate(AXE)
    assert page.evaluate(FOUND) == []
    assert page.evaluate(WIDER) <= 0
    page.goto(f"/cases/{known_case.number}/category/")
    page.evaluate(AXE)
    assert page.evaluate(FOUND) == []
    page.goto("/joined/")
    page.evaluate(AXE)
    assert page.evaluate(FOUND) == []
