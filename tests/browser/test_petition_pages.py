"""Every page of petitions, and of residents who petition: nothing that axe finds, nothing too wide."""

import pytest

from petitions import services
from petitions.services import residing
from tests.browser.conftest import DESKTOP
from tests.browser.petitioning import line_of_petition
from tests.browser.supervised import supervised
from tests.browser.test_kindness import AXE, FOUND, WIDER
from tests.browser.test_moves import look
from tests.turn import in_turn

pytestmark = pytest.mark.browser
LONG = {"width": 360, "height": 16000}  # with all unfolded, nothing lies under the bar at the foot
WIDE = DESKTOP | {"height": 6000}
UNFOLD = "document.querySelectorAll('main details').forEach(fold => { fold.open = true })"
TWICE = "document.documentElement.style.fontSize = '200%'"
ONCE = "document.documentElement.style.fontSize = ''"
TAIL = "3333"


@pytest.fixture
def line(people):
    return line_of_petition()


@pytest.fixture
def states(line):
    """Petitions in several states."""
    accused = line.do(line.register(category="accuse"), "classify", category="accuse", path="")
    refused = {"ground": "n4", "note": "不归县里管。", "elsewhere": "找铁路部门。"}
    made = {name: line.to(step) for name, step in STATES.items()}
    made["declining"] = services.decline(line.to("route"), by=line.people["official"], **refused)
    return made | {"accused": accused}


STATES = {
    "new": "",
    "classified": "classify",
    "routed": "route",
    "worked": "investigate",
    "drafted": "draft",
    "answered": "issue",
    "delivered": "deliver",
    "reviewed": "review_deliver",
    "final": "conclude",
}
# All forms are one template: a wide screen looks at the longest of each side alone.
OFFICE_FORMS = {
    "new": ("classify", "merge", "veil", "correct", "accuse"),
    "classified": ("route", "send_out", "refuse", "urge"),
    "delivered": ("apply_review",),
}
ORGAN_FORMS = {
    "routed": ("accept", "object", "decline", "change_path"),
    "worked": ("assign", "hear", "mediate", "draft", "recuse", "hand_over"),
    "answered": ("deliver",),
}


def of_office(states):
    """What the petition office opens."""
    yield from ("/petitions/", "/petitions/?q=没有的", "/petitions/new/", "/petitions/tables/", "/todo/")
    yield from (
        states[name].get_absolute_url() for name in ("new", "accused", "worked", "delivered", "final")
    )
    yield from (f"{states['new'].get_absolute_url()}slip/", f"{states['final'].get_absolute_url()}papers/")


def of_organ(states):
    """What the organ opens."""
    yield from (states[name].get_absolute_url() for name in ("routed", "drafted", "declining"))


def forms(states, wanted):
    yield from (
        f"{states[state].get_absolute_url()}{name}/" for state, names in wanted.items() for name in names
    )


def wrong_with(page):
    """What axe finds, or that it is wider than the screen, at the usual size of text or at twice that."""
    page.evaluate(UNFOLD)
    page.evaluate(AXE)
    found = page.evaluate(FOUND)
    over = page.evaluate(WIDER)
    page.evaluate(TWICE)
    twice = page.evaluate(WIDER)
    page.evaluate(ONCE)
    return found or [words for words, by in (("wider", over), ("wider at 200 %", twice)) if by > 0]


def of_both(states, watched, size):
    """By who looks at them."""
    few = size == WIDE
    office = forms(states, {"new": ("classify",)} if few else OFFICE_FORMS)
    organ = forms(states, {"worked": ("draft",)} if few else ORGAN_FORMS)
    return {
        "xinfang": [*of_office(states), *watched.of_office, *office],
        "juban": [*of_organ(states), *watched.of_organ, *organ],
    }


@pytest.mark.parametrize(
    "size", in_turn([pytest.param(LONG, id="phone"), pytest.param(WIDE, id="desktop")], 2)
)
def test_the_pages_of_petitions_are_kind_at_both_sizes(sign_in, line, states, size):
    wrong, count = {}, 0
    for username, paths in of_both(states, supervised(line), size).items():
        page = sign_in(username, size=size, bypass_csp=True)
        for path in paths:
            assert page.goto(path).status == 200, path
            look(page, f"{size['width']}-{path.strip('/').replace('/', '-')}")
            count += 1
            if found := wrong_with(page):
                wrong[path] = found
    assert count > 15
    assert wrong == {}


def opened_by_code(page, petition, clerk):
    """The page of a petition in this state, as its petitioner opens it."""
    code = residing.slip(petition, tail=TAIL, by=clerk).code
    page.goto("/s/q/")
    page.get_by_label("查询码").fill(code)
    page.get_by_label("手机尾号").fill(TAIL)
    page.get_by_role("main").get_by_role("button").click()
    page.get_by_role("heading", name="到现在为止").wait_for()


@pytest.mark.parametrize(
    "size", in_turn([pytest.param(LONG, id="phone"), pytest.param(WIDE, id="desktop")], 2)
)
def test_the_pages_of_residents_are_kind_at_both_sizes(browser, live_server, line, states, size):
    context = browser.new_context(viewport=size, base_url=live_server.url, bypass_csp=True, locale="zh-CN")
    page, wrong = context.new_page(), {}
    supervised(line)
    for path in ("/s/", "/s/petition/", "/s/q/"):
        assert page.goto(path).status == 200
        wrong[path] = wrong_with(page)
        if path == "/s/":
            assert page.get_by_role("heading", name="领导接访").is_visible()
            look(page, f"{size['width']}-resident-door")
    for name in ("new", "worked", "answered", "delivered", "final", "accused"):
        opened_by_code(page, states[name], line.people["clerk"])
        look(page, f"{size['width']}-resident-{name}")
        wrong[name] = wrong_with(page)
    page.goto("/s/petition/")
    page.get_by_role("button", name="下一步").click()
    page.locator("[data-errors]").wait_for()
    wrong["mistakes"] = wrong_with(page)
    context.close()
    assert {name: found for name, found in wrong.items() if found} == {}
