"""Coming in, staying in and being sent out, as people meet it."""

from datetime import timedelta

import pyotp
import pytest
from django.db.models import F

from accounts.models import Stay, User
from security.clock import now
from tests.browser.conftest import DESKTOP, PASSWORD, PHONE
from tests.browser.test_kindness import AXE, FOUND, WIDER

pytestmark = pytest.mark.browser

SIZES = pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
NEW = "Another-one-2"


@pytest.fixture
def arrive(browser, live_server, people):
    """Opens a window of this size at the login, and sends name and password."""
    contexts = []

    def come(username, size=PHONE, password=PASSWORD):
        context = browser.new_context(
            viewport=size, base_url=live_server.url, locale="zh-CN", bypass_csp=True
        )
        contexts.append(context)
        context.set_default_timeout(15_000)
        page = context.new_page()
        page.goto("/login/")
        page.get_by_label("用户名").fill(username)
        page.get_by_label("密码").fill(password)
        page.get_by_role("button", name="登录").click()
        return page

    yield come
    for context in contexts:
        context.close()


def looks_right(page):
    """Nothing for axe to find, and nothing that leads sideways."""
    page.evaluate(AXE)
    assert page.evaluate(FOUND) == []
    assert page.evaluate(WIDER) <= 0


def code_of(secret, ahead=0):
    return pyotp.TOTP(secret.replace(" ", "")).generate_otp(int(now().timestamp()) // 30 + ahead)


@SIZES
def test_the_first_day_of_a_new_officer(arrive, people, settings, size):
    settings.SECOND_FACTOR_REQUIRED = True
    User.objects.filter(username="fenpai").update(password_temporary=True)
    page = arrive("fenpai", size)
    page.get_by_role("heading", name="设新密码").wait_for()
    looks_right(page)
    page.get_by_label("新密码", exact=True).fill(NEW)
    page.get_by_label("再写一遍新密码").fill(NEW)
    page.get_by_role("button", name="换好，继续").click()

    page.get_by_role("heading", name="绑定验证器").wait_for()
    looks_right(page)
    square = page.locator("svg.square").bounding_box()
    assert square["width"] == square["height"] > 150
    secret = page.locator(".secret").inner_text()
    page.get_by_label("手机上现在的 6 位数字").fill("000000")
    page.get_by_role("button", name="绑定").click()
    assert page.locator(".summary").get_by_text("动态码不对").count() == 1
    assert page.locator(".secret").inner_text() == secret
    page.get_by_label("手机上现在的 6 位数字").fill(code_of(secret))
    page.get_by_role("button", name="绑定").click()

    page.get_by_role("heading", name="恢复码").wait_for()
    looks_right(page)
    codes = page.locator(".codes code").all_inner_texts()
    assert len(codes) == 10
    page.get_by_role("link", name="抄好了，继续").click()
    page.wait_for_url("**/todo/")

    again = arrive("fenpai", size, NEW)
    again.get_by_role("heading", name="填动态码").wait_for()
    looks_right(again)
    again.get_by_label("动态码").fill(codes[0])
    again.get_by_role("button", name="登录").click()
    again.wait_for_url("**/todo/")


@SIZES
def test_my_own_pages_look_right(sign_in, size):
    page = sign_in("fenpai", size=size, bypass_csp=True)
    for path in ("/me/", "/me/stays/", "/me/password/", "/me/authenticator/", "/confirm/"):
        page.goto(path)
        looks_right(page)


def test_what_was_typed_before_an_idle_user_was_sent_out_is_there_after_they_came_back(sign_in):
    page = sign_in("wangge")
    page.goto("/cases/new/")
    page.get_by_label("发生了什么").fill("桥栏杆松了，怕有人摔下去")
    page.get_by_text("已自动保存").wait_for()
    long_ago = timedelta(hours=13)
    Stay.objects.update(started_at=F("started_at") - long_ago, seen_at=F("seen_at") - long_ago)
    page.get_by_role("button", name="提交").click()
    page.get_by_text("写了一半的内容还在").wait_for()
    page.get_by_label("用户名").fill("wangge")
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    page.wait_for_url("**/cases/new/")
    assert page.get_by_label("发生了什么").input_value() == "桥栏杆松了，怕有人摔下去"


def test_a_page_left_open_leads_to_the_login_by_itself_when_it_asks_for_more(sign_in):
    page = sign_in("fenpai", size=DESKTOP)
    page.goto("/cases/")
    Stay.objects.update(seen_at=F("seen_at") - timedelta(hours=13))
    page.locator("#id_q").fill("路灯")
    page.locator("#id_q").press("Enter")
    page.wait_for_url("**/login/?over=**")
    assert "next=%2Fcases%2F" in page.url


@SIZES
def test_who_must_wait_reads_how_long_and_keeps_the_name(arrive, size):
    page = arrive("fenpai", size, "wrong")
    for _ in range(3):
        page.get_by_label("密码").fill("wrong")
        page.get_by_role("button", name="登录").click()
        page.wait_for_load_state()
    page.locator(".summary").get_by_text("再试").wait_for()
    assert page.get_by_label("用户名").input_value() == "fenpai"
    assert page.get_by_label("密码").input_value() == ""
    looks_right(page)
