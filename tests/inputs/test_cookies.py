"""What a browser is given to keep, under the settings of production."""

import pytest
from django.test import Client

from governance.settings import base
from tests.inputs.forms import none_of_these
from tests.inputs.routes import addresses, answer

FOR_COOKIES = [
    name for name in vars(base) if "COOKIE" in name or name in {"MESSAGE_STORAGE", "SECURE_PROXY_SSL_HEADER"}
]
HTTPS = {"X-Forwarded-Proto": "https"}


@pytest.fixture
def production(settings):
    for name in FOR_COOKIES:
        setattr(settings, name, getattr(base, name))
    return settings


def given_by(furnished, user):
    """Every cookie that any address sets, by name."""
    client, found = Client(headers=HTTPS), {}
    if user:
        client.force_login(user)
    for name, address in addresses(furnished):
        if "logout" in name:
            continue
        for method in ("get", "post"):
            for key, cookie in answer(client, method, address).cookies.items():
                found.setdefault(key, cookie)
    return found


def test_every_cookie_is_kept_to_this_host_to_https_and_from_scripts(production, furnished):
    found = {**given_by(furnished, None), **given_by(furnished, furnished.users["clerk"])}
    assert {production.CSRF_COOKIE_NAME, production.TEXT_SIZE_COOKIE_NAME} <= set(found)
    for key, cookie in found.items():
        assert key.startswith("__Host-"), key
        assert (cookie["secure"], cookie["httponly"], cookie["path"], cookie["domain"]) == (
            True,
            True,
            "/",
            "",
        )
        assert cookie["samesite"] in {"Lax", "Strict"}, key


def test_the_session_cookie_too(production, worker):
    worker.set_password("correct horse battery")
    worker.save()
    client = Client(headers=HTTPS)
    client.post("/login/", {"username": worker.username, "password": "correct horse battery"})
    cookie = client.cookies["__Host-session"]
    assert (cookie["secure"], cookie["httponly"], cookie["samesite"]) == (True, True, "Lax")
    assert (cookie["path"], cookie["domain"]) == ("/", "")
    client.post("/logout/")
    assert client.cookies["__Host-session"].value == ""


def test_what_a_page_says_once_is_not_kept_in_a_cookie(production, furnished):
    """Such words name cases: they wait in the session."""
    client = Client(headers=HTTPS)
    client.force_login(furnished.users["worker"])
    given = {"text": "王某家门口堆着纸箱"}
    asked = client.post("/cases/new/", given)
    assert "messages" not in asked.cookies
    answered = client.post("/cases/new/", {**given, **none_of_these(asked.content)})
    assert answered.status_code == 302
    assert "messages" not in answered.cookies
    assert "记下了" in client.get(answered.url).content.decode()


def test_the_demo_without_https_promises_no_https(settings):
    assert not settings.SESSION_COOKIE_SECURE
    assert not [
        name
        for name in FOR_COOKIES
        if name.endswith("_NAME") and str(getattr(settings, name)).startswith("__")
    ]
