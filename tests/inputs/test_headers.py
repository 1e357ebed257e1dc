"""Every answer says what a browser may do with it: all addresses, all kinds of users, all errors."""

import re

import pytest
from django.test import Client

from governance.headers import ASKED, CONTENT_SECURITY_POLICY, PERMISSIONS_POLICY, REFUSED
from tests.coming import come_in
from tests.inputs.headers import wrong
from tests.inputs.routes import addresses, answer


def test_answers_to_other_methods_carry_them_too(furnished):
    """What the answers to GET carry is asked on the walk of test_hostile.py."""
    client = Client()
    come_in(client, furnished.users["keeper"])
    walked = {
        f"{method} {name}": wrong(answer(client, method, address), name)
        for name, address in addresses(furnished)
        for method in ("head", "options", "trace")
    }
    assert len(walked) > 600
    assert not {name: missing for name, missing in walked.items() if missing}


@pytest.mark.urls("tests.inputs.broken")
@pytest.mark.parametrize(
    ("status", "method", "address", "options"),
    [
        (400, "post", "/login/", {"data": b"x", "content_type": "multipart/form-data; boundary="}),
        (403, "get", "/reports/", {}),
        (404, "get", "/nowhere/", {}),
        (404, "get", "/static/nowhere.js", {}),
        (405, "get", "/logout/", {}),
        (413, "post", "/login/", {"data": {f"f{n}": "x" for n in range(1500)}}),
        (415, "post", "/api/v1/cases/", {"data": "<x/>", "content_type": "text/xml"}),
        (429, "post", "/busy/", {}),
        (500, "get", "/breaks/", {}),
    ],
)
def test_every_error_carries_all_headers_and_tells_nothing(client, worker, status, method, address, options):
    client.force_login(worker)
    client.raise_request_exception = False
    response = answer(client, method, address, **options)
    assert response.status_code == status
    assert not wrong(response)
    told = response.content.decode()
    assert not re.search(r"Traceback|RuntimeError|330424199001011234|Django|Python", told)


def test_who_must_wait_is_told_so_with_all_headers(client, worker):
    for _ in range(10):
        response = client.post("/login/", {"username": worker.username, "password": "wrong"})
        if response.status_code == 429:
            break
    assert (response.status_code, wrong(response)) == (429, {})


def test_a_host_that_is_not_ours_is_refused_with_all_headers(client, db, settings):
    settings.ALLOWED_HOSTS = ["governance.example.org"]
    settings.SECURE_SSL_REDIRECT = True
    for given in ({"HTTP_HOST": "evil.example"}, {"HTTP_HOST": "evil.example", "HTTP_X_FORWARDED_HOST": "x"}):
        response = client.get("/login/", **given)
        assert (response.status_code, wrong(response)) == (400, {})


def test_a_forwarded_host_is_not_believed(client, db, settings):
    settings.ALLOWED_HOSTS = ["governance.example.org"]
    given = {"HTTP_HOST": "governance.example.org", "HTTP_X_FORWARDED_HOST": "evil.example"}
    response = client.get("/todo/", **given)
    assert response.status_code == 302
    assert "evil" not in response.url + response.content.decode()


def test_static_files_carry_the_headers_and_may_be_kept(db, settings, tmp_path):
    (tmp_path / "page.css").write_text("p { color: red }")
    settings.STATIC_ROOT = tmp_path
    response = answer(Client(), "get", "/static/page.css")
    assert response.status_code == 200
    assert wrong(response) == {"Cache-Control": "max-age=60, public"}
    assert "Access-Control-Allow-Origin" not in response.headers


def test_https_is_for_good(client, db, settings):
    from governance.settings import base

    settings.SECURE_HSTS_SECONDS = base.SECURE_HSTS_SECONDS
    settings.SECURE_SSL_REDIRECT = base.SECURE_SSL_REDIRECT
    settings.SECURE_PROXY_SSL_HEADER = base.SECURE_PROXY_SSL_HEADER
    plain = Client().get("/todo/")
    assert (plain.status_code, plain.url[:8]) == (301, "https://")
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = base.SECURE_HSTS_INCLUDE_SUBDOMAINS
    secure = Client().get("/login/", headers={"X-Forwarded-Proto": "https"})
    assert secure.headers["Strict-Transport-Security"].startswith("max-age=31536000; includeSubDomains")


def test_the_policy_lets_nothing_inline_and_nothing_from_elsewhere():
    rules = dict(rule.split(" ", 1) for rule in CONTENT_SECURITY_POLICY.split("; "))
    assert rules["default-src"] == "'none'"
    assert {"script-src", "style-src", "base-uri", "form-action", "frame-ancestors"} <= set(rules)
    assert set(" ".join(rules.values()).split()) == {"'none'", "'self'", "blob:"}
    assert [name for name, sources in rules.items() if "blob:" in sources] == ["img-src"]


def test_a_page_may_ask_for_the_place_and_for_nothing_else():
    assert ASKED == ("geolocation",)
    assert {"camera", "microphone", "payment", "usb"} <= set(REFUSED)
    assert PERMISSIONS_POLICY.count("(self)") == 1
