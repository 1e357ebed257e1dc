import pytest
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from accounts.http import client_address, device_secrets
from accounts.origins import behind_proxies, group, label


@pytest.mark.parametrize(
    ("address", "counted_as"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ("unix:", ""),
        ("", ""),
    ],
)
def test_an_ipv6_subscriber_is_one_whatever_address_they_take(address, counted_as):
    assert group(address) == counted_as


@pytest.mark.parametrize(
    ("forwarded", "proxies", "found"),
    [
        ("203.0.113.7", 1, "203.0.113.7"),
        ("1.2.3.4, 203.0.113.7", 1, "203.0.113.7"),  # the client wrote the first
        ("1.2.3.4, 203.0.113.7, 10.0.0.2", 2, "203.0.113.7"),
        ("203.0.113.7", 0, "10.0.0.1"),
        ("", 1, "10.0.0.1"),
        ("203.0.113.7", 2, "10.0.0.1"),
    ],
)
def test_only_what_our_own_proxies_wrote_is_believed(forwarded, proxies, found):
    assert behind_proxies("10.0.0.1", forwarded, proxies) == found


@given(st.text(max_size=60), st.ip_addresses().map(str))
def test_a_client_cannot_choose_its_address(written, real):
    assert behind_proxies("10.0.0.1", f"{written},{real}", 1) == real


def test_the_address_of_a_request_is_read_as_the_settings_say(settings):
    request = RequestFactory().get("/", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR="203.0.113.7")
    assert client_address(request) == "10.0.0.1"
    settings.TRUSTED_PROXIES = 1
    assert client_address(request) == "203.0.113.7"


def test_a_device_cookie_that_somebody_else_wrote_is_empty(settings):
    request = RequestFactory().get("/")
    request.COOKIES[settings.DEVICE_COOKIE_NAME] = "guessed.secrets:1abcde:forged"
    assert device_secrets(request) == []


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/140.0 Safari/537.36 Edg/140.0",
            "Edge · Windows 电脑",
        ),
        ("Mozilla/5.0 (Linux; Android 14) Chrome/120.0 Mobile MicroMessenger/8.0", "微信 · 安卓手机"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0) Version/18.0 Safari/604.1", "Safari · iPhone"),
        ("curl/8.0", "没认出的浏览器"),
        ("", "没认出的浏览器"),
    ],
)
def test_a_browser_is_told_in_a_few_words(agent, words):
    assert label(agent) == words
