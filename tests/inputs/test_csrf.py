"""No address writes anything for a page that is not ours."""

import pytest
from django.conf import settings
from django.middleware.csrf import get_token
from django.test import Client, RequestFactory
from django.urls import get_resolver, reverse
from rest_framework.authentication import SessionAuthentication

from casework.models import Matter
from grids.models import Case
from tests.inputs.forms import none_of_these
from tests.inputs.routes import UNSAFE, addresses, answer

OWN = {"Origin": "http://testserver", "Referer": "http://testserver/cases/new/?from=todo"}


@pytest.mark.parametrize("kind", ["nobody", "worker", "keeper"])
def test_every_unsafe_request_without_a_token_is_refused(furnished, kind):
    client = Client(enforce_csrf_checks=True)
    if user := furnished.users[kind]:
        client.force_login(user)
    before = (Matter.objects.count(), furnished.case.version)
    answers = {
        f"{method} {name}": answer(client, method, address).status_code
        for name, address in addresses(furnished)
        for method in UNSAFE
    }
    assert len(answers) > 300
    assert {name: status for name, status in answers.items() if status != 403} == {}
    furnished.case.refresh_from_db()
    assert (Matter.objects.count(), furnished.case.version) == before


@pytest.mark.parametrize(
    "name", ["login", "accounts:logout", "accounts:text_size", "admin:login", "admin:logout"]
)
def test_doors_and_switches_are_refused_too(users, worker, name):
    client = Client(enforce_csrf_checks=True)
    client.force_login(worker)
    assert client.post(reverse(name)).status_code == 403
    assert client.get("/todo/").status_code == 200


def views(resolver=None):
    for pattern in (resolver or get_resolver()).url_patterns:
        if hasattr(pattern, "url_patterns"):
            yield from views(pattern)
        else:
            yield pattern.callback


def test_only_the_api_is_checked_by_another_than_django():
    """An exempt view must be one of the API, whose sessions check the token themselves."""
    exempt = [view for view in views() if getattr(view, "csrf_exempt", False)]
    assert exempt
    for view in exempt:
        assert view.cls.authentication_classes == [SessionAuthentication], view


def test_a_token_of_our_own_page_opens(worker, grid, furnished):
    client = Client(enforce_csrf_checks=True)
    client.force_login(worker)
    page = client.get(reverse("grids:new"))
    given = {"text": "纸箱堵路", "csrfmiddlewaretoken": get_token(page.wsgi_request)}
    asked = client.post(reverse("grids:new"), given)  # let in: asks about what it says
    assert client.post(reverse("grids:new"), {**given, **none_of_these(asked.content)}).status_code == 302
    assert Case.objects.filter(text="纸箱堵路").exists()


def test_a_token_of_another_browser_does_not(worker, furnished):
    client = Client(enforce_csrf_checks=True)
    client.force_login(worker)
    client.get(reverse("grids:new"))
    given = {"text": "纸箱堵路", "csrfmiddlewaretoken": get_token(RequestFactory().get("/"))}
    assert client.post(reverse("grids:new"), given).status_code == 403
    assert not Case.objects.filter(text="纸箱堵路").exists()


def test_another_site_is_refused_even_with_a_token(worker, furnished):
    client = Client(enforce_csrf_checks=True)
    client.force_login(worker)
    token = get_token(client.get(reverse("grids:new")).wsgi_request)
    given = {"text": "纸箱堵路", "csrfmiddlewaretoken": token}
    refused = client.post(reverse("grids:new"), given, headers={"Origin": "https://evil.example"})
    assert refused.status_code == 403
    assert "纸箱堵路" not in refused.content.decode()  # nothing of theirs is repeated


def test_a_page_left_open_too_long_gives_back_what_was_typed(worker, furnished):
    client = Client(enforce_csrf_checks=True)
    client.force_login(worker)
    given = {"text": "纸箱</textarea><script>堵路", "password1": "密码密码", "urgency": "urgent"}
    refused = client.post(reverse("grids:new"), given, headers=OWN)
    told = refused.content.decode()
    assert refused.status_code == 403
    assert "纸箱&lt;/textarea&gt;&lt;script&gt;堵路" in told
    assert 'href="http://testserver/cases/new/?from=todo"' in told
    assert "为了安全没有提交" in told
    assert "密码密码" not in told


@pytest.mark.parametrize("referer", ["", "https://evil.example/", "javascript:alert(1)", "//evil.example"])
def test_the_way_back_leads_to_our_own_pages_alone(client, worker, furnished, referer):
    client = Client(enforce_csrf_checks=True)
    client.force_login(worker)
    refused = client.post(reverse("grids:new"), {"text": "x"}, headers={"Referer": referer})
    assert "重新打开这一页" not in refused.content.decode().replace("重新打开这一页，", "")
    assert "evil" not in refused.content.decode()


def test_the_api_says_it_in_chinese(worker, furnished):
    client = Client(enforce_csrf_checks=True)
    client.force_login(worker)
    refused = client.post("/api/v1/cases/", {"text": "x"}, content_type="application/json")
    assert (refused.status_code, "CSRF 令牌" in refused.json()["detail"]) == (403, True)


def test_the_token_changes_at_sign_in(client, worker):
    worker.set_password("correct horse battery")
    worker.save()
    client.get("/login/")
    before = client.cookies[settings.CSRF_COOKIE_NAME].value
    client.post("/login/", {"username": worker.username, "password": "correct horse battery"})
    assert client.cookies[settings.CSRF_COOKIE_NAME].value != before
