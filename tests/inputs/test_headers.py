"""Every answer says what a browser may do with it: all addresses, all kinds of users, all errors."""

import re

import pytest
from django.conf import settings
from django.test import Client

from governance.headers import ASKED, CONTENT_SECURITY_POLICY, HEADERS, PERMISSIONS_POLICY, REFUSED
from tests.coming import come_in
from tests.inputs.routes import addresses, answer
from tests.inputs.test_inline import inline

STRICTER = {"Content-Security-Policy": ("sandbox; default-src 'none'",)}  # of files
# Names nobody and no matter; the browser keeps it, to suggest categories without a network.
KEPT = {"grids:wordlist": "private, no-cache"}
KINDS = [
    "nobody",
    "stranger",
    "worker",
    "officer",
    "handler",
    "mediator",
    "clerk",
    "keeper",
    "guard",
    "auditor",
]


def wrong(response, name=""):
    """Headers of the answer that are not there, or looser than they must be."""
    found = {
        name: response.headers.get(name)
        for name, value in HEADERS.items()
        if name != "Cache-Control" and response.headers.get(name) not in (value, *STRICTER.get(name, ()))
    }
    kept = response.headers.get("Cache-Control", "")
    fine = "no-store" in kept or kept == KEPT.get(name)
    return found if fine else {**found, "Cache-Control": kept}


def walk(furnished, kind, *methods):
    """Status, wrong headers and what is inline, of every address, asked by this kind of user."""
    client, user = Client(), furnished.users[kind]
    for name, address in addresses(furnished):
        if user and settings.SESSION_COOKIE_NAME not in client.cookies:
            come_in(client, user)
        for method in methods:
            response = answer(client, method, address)
            page = "html" in response.headers.get("Content-Type", "") and response.status_code != 302
            found = inline(response.content) if page and method == "get" else []
            yield f"{kind}: {method} {name}", response.status_code, wrong(response, name), found


def test_every_page_for_every_kind_of_user_carries_all_headers_and_nothing_inline(furnished):
    walked = [found for kind in KINDS for found in walk(furnished, kind, "get")]
    assert len(walked) > 600
    assert not [(name, missing) for name, _, missing, _ in walked if missing]
    assert not [(name, found) for name, _, _, found in walked if found]
    answers = {(name.split()[-1], status) for name, status, _, _ in walked}
    pages = {name for name, _ in answers if (name, 405) not in answers}  # the others take POST alone
    shown = {name for name, status in answers if status == 200}
    # The walk would be worth little if every answer were a way to the login. A third are moves that do not
    # start from where their matter stands: they lead back to it.
    assert len(pages & shown) > len(pages) / 2, pages - shown


def test_answers_to_other_methods_carry_them_too(furnished):
    walked = list(walk(furnished, "keeper", "head", "options", "trace"))
    assert len(walked) > 300
    assert not [(name, missing) for name, _, missing, _ in walked if missing]


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
