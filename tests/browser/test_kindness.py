"""What must never break for whoever has a small phone, weak eyes, no mouse, or a nervous thumb."""

from pathlib import Path

import pytest

from casework.models import Matter
from grids.models import Category, Source
from grids.services import query, register

pytestmark = pytest.mark.browser

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
TELL = "v => v.id + ': ' + v.nodes[0].html + v.nodes[0].failureSummary"
# All rules on all nodes; only how to find again what is as it should be is not worked out: it takes longest.
ASKED = f"{{runOnly: {RULES}, resultTypes: ['violations']}}"
FOUND = f"axe.run({ASKED}).then(r => r.violations.map({TELL}))"
TALL = {"width": 360, "height": 6000}  # nothing lies under a sticky bar, where axe takes it for hidden
SMALL = {"width": 320, "height": 640}
WIDER = "() => document.documentElement.scrollWidth - innerWidth"


def log(people, text="路灯不亮"):
    """A case in the grid, logged by its worker."""
    grid = people["wangge"].held[0].area
    return register(
        text=text,
        by=people["wangge"],
        area=grid,
        category=Category.objects.first(),
        source=Source.objects.first(),
    )


def routes(people):
    """The main pages in two states: a case that waits, and one that was sent back."""
    waiting, back = log(people), log(people, "楼道堆物，走不过去")
    query(back, by=people["fenpai"], note="请补哪栋楼")
    case = waiting.get_absolute_url()
    office = [
        "/todo/",
        "/cases/",
        "/cases/?q=没有的",
        case,
        f"{case}dispatch/",
        "/board/",
        "/notices/",
        "/me/",
    ]
    return {
        "wangge": ["/todo/", "/cases/new/", back.get_absolute_url(), f"{back.get_absolute_url()}supplement/"],
        "fenpai": [*office, "/cases/000000-000000/"],
        "mishu": ["/reports/", "/board/roll-up/"],
    }


def visited(sign_in, people, size, **options):
    """Every main page, one after the other, in one window for each person."""
    for username, paths in routes(people).items():
        page = sign_in(username, size=size, bypass_csp=True, **options)
        for path in paths:
            page.goto(path)
            yield page, f"{username} {path}"


@pytest.mark.parametrize("size", [TALL, {"width": 1440, "height": 2500}], ids=["phone", "desktop"])
def test_axe_finds_nothing_on_any_main_page(sign_in, people, size):
    wrong = {}
    for page, name in visited(sign_in, people, size):
        page.evaluate(AXE)
        if found := page.evaluate(FOUND):
            wrong[name] = found
    assert not wrong


def test_twice_the_text_on_the_smallest_phone_needs_no_sideways_scroll(sign_in, people):
    wide = {}
    for page, name in visited(sign_in, people, SMALL):
        page.evaluate("document.documentElement.style.fontSize = '36px'")
        if (over := page.evaluate(WIDER)) > 0:
            wide[name] = over
    assert not wide


def test_a_case_goes_from_logged_to_closed_without_a_mouse(sign_in, people):
    worker = sign_in("wangge")
    worker.goto("/cases/new/")
    tab_to(worker, "发生了什么")
    worker.keyboard.type("井盖破了，怕有人踩空")
    finish(worker, "提交")
    number = Matter.objects.get().number

    officer = sign_in("fenpai")
    go(officer, number, "派单")
    tab_to(officer, "派给谁")
    while officer.evaluate("document.activeElement.selectedOptions[0].text") != "沈荡镇市政所":
        officer.keyboard.press("ArrowDown")
    finish(officer, "派单")

    handler = sign_in("chengban")
    go(handler, number, "接单")
    finish(handler, "接单")
    go(handler, number, "办结上报")
    tab_to(handler, "办了什么")
    handler.keyboard.type("换了新井盖")
    finish(handler, "办结上报")
    for step in ("核查通过", "办结"):
        go(officer, number, step)
        finish(officer, step)
    assert Matter.objects.get().status_label == "办结"


def go(page, number, move):
    """From the case's page to the move's, by keys."""
    page.goto(f"/cases/{number}/")
    tab_to(page, move)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{number}/*/")


def finish(page, button):
    """Press the form's button by its key, and wait for the next page."""
    before = page.url
    tab_to(page, button)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: url != before)


FOCUSED = """() => {
  const one = document.activeElement, box = one.getBoundingClientRect();
  const top = document.elementFromPoint(box.x + box.width / 2, box.y + Math.min(box.height / 2, 20));
  return { name: (one.labels?.[0] ?? one).innerText?.split("\\n").join("").trim() ?? "",
           ring: getComputedStyle(one).outlineStyle !== "none",
           seen: (one.closest("label") ?? one).contains(top) || top?.contains(one) };
}"""


def tab_to(page, name):
    """Press Tab until the control of this name has the focus; it must be seen, with a ring around it."""
    for _ in range(60):
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        if focused["name"].split("（")[0] == name:
            assert focused["ring"], f"{name} has no focus ring"
            assert focused["seen"], f"{name} is hidden under something"
            return
    raise AssertionError(f"no key leads to {name}")


def test_a_nervous_thumb_makes_one_case(sign_in, people):
    page = sign_in("wangge")
    page.goto("/cases/new/")
    page.get_by_label("发生了什么").fill("路面有坑")
    page.get_by_role("button", name="提交").evaluate(
        "button => { button.click(); button.click(); button.click(); }"
    )
    page.get_by_text("记下了").wait_for()
    assert Matter.objects.count() == 1


def test_what_was_typed_is_there_after_a_reload_and_gone_once_it_arrived(sign_in, people):
    page = sign_in("wangge")
    page.goto("/cases/new/")
    page.get_by_label("发生了什么").fill("河边护栏松了")
    page.get_by_text("已自动保存").wait_for()
    page.reload()
    assert page.get_by_label("发生了什么").input_value() == "河边护栏松了"
    page.get_by_role("button", name="提交").click()
    page.get_by_text("记下了").wait_for()
    page.goto("/cases/new/")
    assert page.get_by_label("发生了什么").input_value() == ""
