"""Writing somebody down, being told what a text gives away, and looking at full details, as users do it."""

import os
from pathlib import Path

import pytest
from django.urls import reverse

from casework.models import Attachment, Matter, Person, Reveal
from casework.services import add_person
from tests.browser.test_kindness import AXE, FOUND, WIDER, log

pytestmark = pytest.mark.browser
SIZES = {"phone": {"width": 360, "height": 740}, "desktop": {"width": 1440, "height": 900}}
SAID = "王某说积水，电话13900001234"


def well(page, name):
    """axe finds nothing and nothing scrolls sideways; a picture is kept where one is asked for."""
    if folder := os.environ.get("SHOTS"):
        page.screenshot(path=Path(folder) / f"{name}-{page.viewport_size['width']}.png", full_page=True)
    page.evaluate(AXE)
    assert page.evaluate(FOUND) == []
    assert page.evaluate(WIDER) <= 0


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
def test_a_reporter_is_written_down_under_a_fold_and_shown_masked(sign_in, people, size):
    page = sign_in("wangge", size=size, bypass_csp=True)
    page.goto("/cases/new/")
    well(page, "new")
    assert not page.get_by_label("姓名").is_visible()
    page.get_by_label("发生了什么").fill("路口积水")
    page.get_by_text("谁反映的").click()
    page.get_by_label("姓名").fill("王小明")
    page.get_by_label("电话").fill("139 0000 1234")
    page.get_by_text("住址、身份证号").click()
    page.get_by_label("身份证号").fill("1101")
    well(page, "new-open")
    page.get_by_role("button", name="提交").click()
    page.get_by_text("身份证号应是 18 位，现在是 4 位").first.wait_for()
    assert page.get_by_label("姓名").input_value() == "王小明"
    well(page, "new-wrong")
    page.get_by_label("身份证号").fill("11010519491231002X")
    page.get_by_role("button", name="提交").click()
    page.get_by_text("记下了").wait_for()
    page.get_by_text("139****1234").wait_for()
    well(page, "detail")
    assert page.evaluate("Object.values(localStorage).join()").count("1390000") == 0


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
def test_a_text_that_gives_somebody_away_gives_pause_and_loses_nothing(sign_in, people, size, snapshot):
    page = sign_in("wangge", size=size, bypass_csp=True)
    page.goto("/cases/new/")
    page.get_by_label("发生了什么").fill(SAID)
    page.locator("input[type=file]").set_input_files(snapshot)
    page.locator("[data-previews] img").first.wait_for()
    page.get_by_role("button", name="提交").click()
    page.get_by_text("还没提交，先看一眼").wait_for()
    page.locator("[data-previews] img").first.wait_for()
    assert page.get_by_label("发生了什么").input_value() == SAID
    well(page, "warning")
    page.get_by_role("link", name="改掉").click()
    assert page.evaluate("document.activeElement.name") == "text"
    page.get_by_role("button", name="仍然提交").click()
    page.get_by_text("记下了").wait_for()
    assert Matter.objects.get().own.text == SAID
    assert Attachment.objects.count() == 1


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
def test_full_details_are_shown_once_with_who_looks_written_over_them(sign_in, people, size):
    case = log(people)
    person = add_person(
        case, by=people["wangge"], name="王小明", phone="13900001234", address="沈荡镇中钱村3组8号"
    )
    page = sign_in("fenpai", size=size, bypass_csp=True)
    page.goto(case.get_absolute_url())
    page.get_by_role("link", name="查看完整信息").click()
    page.wait_for_url("**" + reverse("casework:reveal", args=[person.pk]))
    well(page, "ask")
    page.get_by_text("上门走访").click()
    page.get_by_role("button", name="显示完整信息").click()
    page.get_by_text("13900001234").wait_for()
    well(page, "shown")
    assert Reveal.objects.get().purpose == "visit"
    page.goto(case.get_absolute_url())
    page.go_back()
    page.wait_for_load_state()
    assert page.get_by_text("13900001234").count() == 0


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
def test_a_case_is_found_by_the_reporters_number(sign_in, people, size):
    add_person(log(people), by=people["wangge"], name="王小明", phone="13900001234")
    log(people, "另一件")
    page = sign_in("fenpai", size=size, bypass_csp=True)
    page.goto("/cases/")
    well(page, "list")
    page.get_by_text("按反映人的电话或身份证号找").click()
    page.get_by_label("电话或身份证号").fill("139-0000-1234")
    page.get_by_role("button", name="找", exact=True).click()
    page.wait_for_url("**/cases/?status=all&person=*")
    assert page.locator("[data-count]").inner_text() == "1"
    assert "1390000" not in page.url
    well(page, "found")
    assert Person.objects.count() == 1
