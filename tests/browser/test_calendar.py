"""The calendar of limits, the articles, requests for more time: on a phone and on a desk."""

import os
from datetime import timedelta
from pathlib import Path

import pytest

from casework.services import ask_extension
from casework.services.publishing import upload_notice
from grids.limits import HANDLE
from grids.services import accept, dispatch
from security import clock
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.test_kindness import AXE, FOUND, TALL, WIDER, log
from tests.casework.test_recomputing import MADE_UP

pytestmark = pytest.mark.browser

PICTURES = os.environ.get("PICTURES")  # a folder, for somebody who wants to look


@pytest.fixture
def pages(people):
    """Who opens what: one in hand that needs more time, one that is late, a notice to look at."""
    case, late = log(people), log(people, "楼道堆物，走不过去")
    unit = people["chengban"].held[0].unit
    for each in (case, late):
        accept(dispatch(each, to=unit, by=people["fenpai"]), by=people["chengban"])
    late.deadlines.filter(limit=HANDLE).update(due_at=clock.now() - timedelta(hours=30))
    limit = case.deadlines.get(limit=HANDLE)
    extension = ask_extension(limit, amount=2, reason="要等配件到货", by=people["chengban"])
    upload_notice(MADE_UP, by=people["chengban"])
    page, day = case.get_absolute_url(), f"&day={limit.legal_on}"
    return {
        "chengban": [page, f"/limits/{late.deadlines.get(limit=HANDLE).pk}/extend/", "/me/calendar/"],
        "fenpai": [
            f"/calendar/?view=week{day}",
            f"/calendar/?view=month{day}",
            "/calendar/?view=day",
            "/calendar/?late=1",
            page,
            f"/extensions/{extension.pk}/",
            "/rules/",
            f"/rules/{HANDLE}/",
        ],
        "mishu": ["/calendar/years/"],
    }


@pytest.mark.parametrize("size", [TALL, {"width": 1440, "height": 2500}], ids=["phone", "desktop"])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(sign_in, pages, size):
    wrong = {}
    for username, paths in pages.items():
        page = sign_in(username, size=size, bypass_csp=True)
        for path in paths:
            assert page.goto(path).status == 200
            page.evaluate(AXE)
            found = page.evaluate(FOUND)
            if (over := page.evaluate(WIDER)) > 0:
                found.append(f"{over} px too wide")
            if found:
                wrong[f"{username} {path}"] = found
            picture(page, size, path)
    assert not wrong


def picture(page, size, path):
    """Keep what it looks like, where somebody asked for it."""
    if PICTURES:
        name = f"{size['width']}{path}".replace("/", "_").replace("?", "_")
        page.set_viewport_size(PHONE if size is TALL else DESKTOP)
        page.screenshot(path=Path(PICTURES) / f"{name}.png", full_page=True)
        page.set_viewport_size(size)


def test_a_limit_opens_its_article_and_a_number_its_rows(sign_in, pages):
    page = sign_in("fenpai", size=DESKTOP)
    page.goto(pages["fenpai"][1])
    page.locator(".month-count").first.click()
    page.get_by_role("link", name="处置 3 个工作日").first.click()
    page.get_by_role("heading", name="处置期限").wait_for()
    assert page.get_by_text("从派单（不是从接单）到办结上报").is_visible()
