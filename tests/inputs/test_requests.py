"""Requests that no page of ours makes: too large, too deep, for elsewhere, under a false name."""

import json
from urllib.parse import urljoin, urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from casework.models import Attachment, Matter
from tests.inputs.routes import addresses, answer
from tests.inputs.standing import photo
from tests.turn import is_due

ELSEWHERE = [
    "https://evil.example/",
    "//evil.example/",
    "///evil.example/",
    "/\\evil.example/",
    "\\\\evil.example/",
    "https:evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "http://testserver@evil.example/",
    "http://testserver.evil.example/",
    "/\t/evil.example/",
    " //evil.example/",
    "https:///evil.example",
    "%2f%2fevil.example",
]


def leads_away(response):
    """Would a browser leave the portal for this answer? It takes a backslash for a slash."""
    to = response.headers.get("Location", "").replace("\\", "/")
    there = urlsplit(urljoin("http://testserver/login/", to))
    return (there.scheme, there.netloc) != ("http", "testserver") or any(char < " " for char in to)


@pytest.mark.parametrize("wanted", ELSEWHERE)
def test_no_redirect_leads_away(client, worker, wanted):
    worker.set_password("correct horse battery")
    worker.save()
    given = {"username": worker.username, "password": "correct horse battery", "next": wanted}
    for answered in (
        client.post("/login/", given, query_params={"next": wanted}),
        client.get("/login/", query_params={"next": wanted}),
        client.post(reverse("accounts:text_size"), query_params={"next": wanted}),
        client.post("/logout/", {"next": wanted}, query_params={"next": wanted}),
    ):
        assert answered.status_code == 200 or not leads_away(answered), answered.headers["Location"]


@pytest.mark.parametrize(
    "wanted", ["//evil.example/", "https://evil.example", "/\\evil.example", "/%0d%0aX: y"]
)
def test_no_address_becomes_a_redirect_elsewhere(client, db, wanted):
    for path in (wanted, f"/{wanted}", f"/admin{wanted}", f"{wanted}/.."):
        answered = client.get(path)
        assert answered.status_code == 404 or not leads_away(answered), (path, answered.headers)


def test_a_large_body_of_any_kind_is_refused_kindly(client, worker, furnished, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10_000
    before = Matter.objects.count()
    client.force_login(worker)
    large = {"text": "长" * 10_000}
    page = client.post("/cases/new/", large)
    assert (page.status_code, "提交的内容太大" in page.content.decode()) == (413, True)
    for kind in ("application/json", "application/x-www-form-urlencoded"):
        body = json.dumps(large) if "json" in kind else f"text={'x' * 20_000}"
        refused = client.post("/api/v1/cases/", body, content_type=kind)
        assert (refused.status_code, "太大" in refused.json()["detail"]) == (413, True), kind
    assert Matter.objects.count() == before


def test_too_many_fields_and_files_are_refused(client, worker, furnished, settings):
    client.force_login(worker)
    many = {f"f{n}": "x" for n in range(settings.DATA_UPLOAD_MAX_NUMBER_FIELDS + 1)}
    files = {f"f{n}": photo(f"{n}.jpg") for n in range(settings.DATA_UPLOAD_MAX_NUMBER_FILES + 1)}
    for given in (many, files):
        assert client.post("/cases/new/", given).status_code == 413
        assert client.post("/api/v1/cases/", given).status_code == 413


@pytest.mark.parametrize(
    "body",
    [
        '{"text": {"deep": {"deeper": 1}}}',
        '{"text": [["a"]]}',
        "{" * 50_000,
        '{"text": NaN}',
        '{"text": Infinity}',
        f'{{"text": {"9" * 5000}}}',
        '{"text": "a", "text": ["b", {}]}',
        "\ufeff{}",
        "\x00",
    ],
    ids=["object", "list", "deep", "nan", "infinity", "digits", "twice", "mark", "nul"],
)
def test_json_that_no_form_could_send_is_refused(client, worker, furnished, body):
    before = Matter.objects.count()
    client.force_login(worker)
    assert client.post("/api/v1/cases/", body, content_type="application/json").status_code == 400
    assert Matter.objects.count() == before


@pytest.mark.parametrize("kind", ["text/plain", "text/html", "application/xml", "image/png", "x", ""])
def test_a_body_of_another_type_is_not_read(client, worker, furnished, kind):
    before = Matter.objects.count()
    client.force_login(worker)
    refused = client.generic("POST", "/api/v1/cases/", b'{"text": "a"}', content_type=kind)
    assert refused.status_code in {400, 415}
    assert Matter.objects.count() == before


@pytest.mark.parametrize("charset", ["utf-7", "utf-16", "nonsense", "base64", "rot13"])
def test_an_odd_charset_breaks_nothing(client, worker, furnished, charset):
    client.force_login(worker)
    for address, kind in (("/api/v1/cases/", "application/json"), ("/cases/new/", "multipart/form-data")):
        answered = client.generic(
            "POST", address, b'{"text": "a"}', content_type=f"{kind}; charset={charset}"
        )
        assert answered.status_code < 500, address


@pytest.mark.parametrize(
    "given",
    [
        {"headers": {"X-HTTP-Method-Override": "DELETE"}},
        {"headers": {"X-Method-Override": "DELETE"}},
        {"query_params": {"_method": "DELETE"}},
    ],
)
def test_a_method_cannot_be_put_on_another(client, worker, furnished, given):
    client.force_login(worker)
    address = f"/api/v1/cases/{furnished.case.number}/"
    assert client.post(address, {"_method": "DELETE"}, **given).status_code == 405
    assert client.get(address, **given).status_code == 200
    assert Matter.objects.filter(pk=furnished.case.pk).exists()


def test_nobody_is_told_what_the_api_would_take(client, worker, furnished):
    client.force_login(worker)
    assert client.options("/api/v1/cases/").status_code == 405


def test_an_answer_is_json_whatever_is_asked_for(client, worker, furnished):
    client.force_login(worker)
    for accept in ("text/html", "application/xml", "*/*"):
        answered = client.get("/api/v1/cases/", headers={"Accept": accept})
        assert answered.headers["Content-Type"].startswith("application/json")
    assert client.get("/api/v1/cases/?format=html").status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "/static/../manage.py",
        "/static/..%2f..%2fmanage.py",
        "/static/%2e%2e/%2e%2e/etc/passwd",
        "/static//etc/passwd",
        "/files/../../etc/passwd",
        "/files/1/..%2f..%2fmanage.py",
        "/reports/..%2f..%2fetc/v1/pdf/",
        "/reports/2026Q1/v1/..%2f..%2fmanage.py/",
        "/cases/..%2f..%2fetc%2fpasswd/",
        "/media/matters/",
        "/.env",
        "/.git/config",
        "/manage.py",
    ],
)
def test_no_address_reaches_into_the_disk(furnished, settings, tmp_path, path):
    (tmp_path / "static").mkdir()
    settings.STATIC_ROOT = tmp_path / "static"
    (tmp_path / "manage.py").write_text("secret")
    client = Client()
    client.force_login(furnished.users["clerk"])
    answered = answer(client, "get", path)
    assert answered.status_code in {302, 404}
    assert not leads_away(answered) or answered.status_code == 404


NAMES = [
    "../../etc/passwd.jpg",
    "..\\..\\boot.jpg",
    "/etc/passwd",
    'a"; filename="b.html',
    "a\r\nSet-Cookie: x=1.jpg",
    "a\nContent-Type: text/html\n\n<script>.jpg",
    "<img src=x onerror=x>.jpg",
    "a.html",
    "a.jpg.exe",
    "长" * 200 + ".jpg",
    "\u202egpj.exe",
    "a\x00.jpg",
    "CON.jpg",
    ".htaccess",
    "%0d%0aX: y.jpg",
    "&lt;&#10;x.jpg",
]


@pytest.mark.parametrize("name", NAMES)
def test_what_a_file_is_called_reaches_neither_the_disk_nor_a_header(
    client, worker, furnished, name, settings
):
    client.force_login(worker)
    # As it stands on the line: Django's own test client would clean it up.
    part = "--b\r\nContent-Disposition: form-data; name="
    head = (
        f'{part}"text"\r\n\r\nx\r\n{part}"attachments"; filename="{name}"\r\nContent-Type: text/html\r\n\r\n'
    )
    sent = head.encode() + photo().read() + b"\r\n--b--\r\n"
    answered = client.generic("POST", "/cases/new/", sent, content_type="multipart/form-data; boundary=b")
    assert answered.status_code in {302, 400}
    kept = Attachment.objects.exclude(pk=furnished.file.pk).first()
    if kept is None:
        return
    assert kept.file.name.startswith("matters/")
    assert name not in kept.file.name
    shown = answer(client, "get", f"/files/{kept.pk}/")
    assert (shown.status_code, shown.headers["Content-Type"]) == (200, "image/jpeg")
    assert shown.headers["Content-Disposition"].startswith("attachment; filename")
    assert set(shown.cookies) == set()
    page = client.get(f"/cases/{kept.matter.number}/").content.decode()
    assert "<img src=x onerror" not in page


def test_a_name_that_came_another_way_breaks_no_header(client, worker, furnished):
    client.force_login(worker)
    for name in ("a\r\nX: y.jpg", 'a"b.jpg', "现场\n.jpg"):
        Attachment.objects.filter(pk=furnished.file.pk).update(name=name)
        shown = answer(client, "get", f"/files/{furnished.file.pk}/")
        assert shown.status_code == 200
        assert "X" not in shown.headers


def test_a_page_dressed_as_a_photo_is_refused(client, worker, furnished):
    client.force_login(worker)
    for content, words in {
        b"<html><script>alert(1)</script>": "是网页或矢量图",
        b"GIF89a<script>": "是平台不收的图片格式",
        b"%PDF-1.7": "的内容坏了",
        b"PK\x03\x04": "是压缩包",
        b"MZ": "是程序",
    }.items():
        upload = SimpleUploadedFile("a.jpg", content, content_type="image/jpeg")
        refused = client.post("/cases/new/", {"text": "x", "attachments": upload})
        assert (refused.status_code, f"“a.jpg”{words}" in refused.content.decode()) == (400, True)


def test_every_address_minds_odd_parameters(furnished):
    """Every page with every parameter that any page reads, filled with nonsense: answered, never broken.

    Two of the four in turn.
    """
    names = (
        "q",
        "page",
        "area",
        "quarter",
        "status",
        "category",
        "unit",
        "figure",
        "now",
        "next",
        "from",
        "o",
        "e",
    )
    nonsense = ["\x00", f"'\"><script>{'长' * 300}", "9" * 30, "\ud800-1"]
    client = Client()
    client.force_login(furnished.users["clerk"])
    broken = []
    for number, (name, address) in enumerate(addresses(furnished)):
        if "logout" in name:
            continue
        for odd in [one for place, one in enumerate(nonsense, start=number) if is_due(place, 2)]:
            text = odd.encode("utf-8", "surrogatepass").hex(" ").split()
            query = "&".join(f"{key}={''.join(f'%{byte}' for byte in text)}" for key in names)
            if answer(client, "get", f"{address}?{query}").status_code >= 500:
                broken.append((name, odd))
    assert not broken
