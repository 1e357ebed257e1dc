"""Pages on which every part of casework stands at once: nothing hides, covers or pushes anything away."""

import os
from datetime import timedelta
from pathlib import Path

import pytest

from casework.models import Matter
from casework.services import add_person, ask_extension, attach_all, join, nudge, supervise
from grids import services
from grids.limits import HANDLE
from grids.standard_texts import load_standard_texts
from security import clock
from security.uploads.checking import check
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.test_kindness import AXE, FOUND, WIDER, log
from tests.files.papers import paper
from tests.turn import in_turn

pytestmark = pytest.mark.browser
ROOM = 300  # below the page's end, for the bars that stick there
SIZES = pytest.mark.parametrize(
    "size", in_turn([pytest.param(PHONE, id="phone"), pytest.param(DESKTOP, id="desktop")], 2)
)


@pytest.fixture
def full(people, snapshot):
    """A case with everything: people, files before and after, limits one of which waits for more time, a
    催办, somebody who joined, words to residents, a supervision, others that go along, a child.
    """
    load_standard_texts()
    unit, photo = people["chengban"].held[0].unit, check([snapshot.read_bytes()], name="现场.jpg")
    made = log(people, "沈荡路口的路灯不亮，晚上看不清路，供销社门口的老人摔过一跤")
    add_person(made, by=people["wangge"], name="王小明", phone="13900001234", address="中钱村3组8号")
    attach_all(made, (photo, check([paper()], name="通知.pdf")), by=people["wangge"], stage="before")
    made = services.accept(services.dispatch(made, to=unit, by=people["fenpai"]), by=people["chengban"])
    made = services.handle(
        made, note="线断了，明天换。", told="明天换线。", by=people["chengban"], files=(photo,)
    )
    ask_extension(made.deadlines.get(limit=HANDLE), amount=2, reason="要等配件", by=people["chengban"])
    join(made, by=people["mishu"], note="我也看到不亮", reporter={"name": "李四", "phone": "13900004321"})
    services.merge(log(people, "路灯还是不亮"), into=made, by=people["fenpai"], note="同一根灯杆")
    same = {"area": made.area, "category": made.own.category, "source": made.own.source}
    services.register(text="灯杆歪了", by=people["wangge"], grown_from=made, **same)
    supervise(made, until=clock.today() + timedelta(days=3), note="周五前要亮", by=people["mishu"])
    nudge(made, by=people["mishu"])
    return Matter.objects.get(pk=made.pk)


def pages(case):
    """Who opens what of the full case, and the pages around it."""
    page = case.get_absolute_url()
    limit = case.deadlines.get(limit=HANDLE)
    around = ["/todo/", "/cases/", "/intake/", "/calendar/", "/search/?q=路灯", "/notices/", "/me/"]
    return {
        "wangge": ["/todo/", "/cases/new/", page, "/joined/"],
        "chengban": ["/todo/", page, *(f"{page}{move}/" for move in ("handle", "finish", "postpone"))],
        "fenpai": [
            *(*around, page, f"{page}print/", f"{page}category/", f"/files/to/{case.number}/"),
            *(f"/extensions/{limit.extensions.get().pk}/", "/rules/", f"/rules/{HANDLE}/"),
        ],
        "mishu": ["/todo/", page, "/joined/", "/board/", "/reports/"],
    }


def picture(page, username, path):
    """Keep what it looks like, where somebody asked for it: set SHOTS to a folder."""
    if folder := os.environ.get("SHOTS"):
        name = f"full-{page.viewport_size['width']}-{username}{path}".replace("/", "_").replace("?", "_")
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


def found_on(page):
    """What axe finds, without what only lies under a bar that sticks; and what is wider than the screen."""
    size = page.viewport_size
    wide = page.evaluate(WIDER)
    height = page.evaluate("() => document.documentElement.scrollHeight") + ROOM
    page.set_viewport_size({"width": size["width"], "height": height})
    page.evaluate(AXE)
    found = page.evaluate(FOUND)
    page.set_viewport_size(size)
    return [*found, *([f"{wide} px too wide"] if wide > 0 else [])]


@SIZES
def test_every_page_around_a_full_case_is_kind(sign_in, full, size):
    wrong = {}
    for username, paths in pages(full).items():
        page = sign_in(username, size=size, bypass_csp=True)
        for path in paths:
            assert page.goto(path).status == 200, path
            picture(page, username, path)
            if found := found_on(page):
                wrong[f"{username} {path}"] = found
    assert wrong == {}


COVERED = """() => [...document.querySelectorAll('.actions .button, .form-actions .button')].filter((one) => {
  const box = one.getBoundingClientRect();
  if (!one.checkVisibility({ contentVisibilityAuto: true }) || box.bottom < 0) return false;
  return [box.top + 2, box.bottom - 2].some((y) => {
    const top = document.elementFromPoint(box.x + box.width / 2, y);
    return !top || !one.contains(top);
  });
}).map((one) => one.innerText)"""


@pytest.mark.parametrize("size", [PHONE], ids=["phone"])
def test_no_bar_covers_the_buttons_of_another_however_far_one_scrolls(sign_in, full, size):
    covered = {}
    for username in ("wangge", "chengban", "fenpai"):
        page = sign_in(username, size=size)
        page.goto(full.get_absolute_url())
        for part in (0, 0.3, 1):
            page.evaluate(f"scrollTo(0, {part} * (document.documentElement.scrollHeight - innerHeight))")
            if os.environ.get("SHOTS"):
                page.screenshot(path=f"{os.environ['SHOTS']}/bar-{size['width']}-{username}-{part}.png")
            if found := page.evaluate(COVERED):
                covered[f"{username} {part}"] = found
    assert covered == {}


@SIZES
def test_more_time_is_granted_from_the_page_of_the_case(sign_in, full, size):
    page = sign_in("fenpai", size=size)
    page.goto(full.get_absolute_url())
    page.get_by_role("link", name="批延期").click()
    page.get_by_text("同意延长").click()
    page.get_by_role("button", name="答复").click()
    page.get_by_text("已同意延长").wait_for()
    assert full.deadlines.get(limit=HANDLE).extensions.get().granted
