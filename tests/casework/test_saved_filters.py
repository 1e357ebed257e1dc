from urllib.parse import unquote

import pytest
from django.db import connection
from django.urls import reverse

from casework.models import SavedFilter
from security.context import acting
from tests.factories import CaseFactory

pytestmark = pytest.mark.django_db
LATE = "status=handling&q=路灯"


def page(response):
    return response.content.decode()


def keep(client, **given):
    return client.post(
        reverse("casework:filter_save"),
        {"name": "桥东路灯", "path": "/cases/", "query": LATE, **given},
        follow=True,
    )


def test_the_state_of_a_list_is_kept_under_a_name_and_opens_the_same_list(client, officer, town):
    CaseFactory(title="路灯一", area=town, status="handling")
    CaseFactory(title="路灯二", area=town)
    client.force_login(officer)
    response = keep(client, query=f"page=3&{LATE}")
    assert "存好了：桥东路灯。它的地址可以发给同事" in page(response)
    kept = SavedFilter.objects.get()
    assert (kept.user, kept.path, "page" in kept.query) == (officer, "/cases/", False)
    listed = client.get(kept.address)
    assert [row.matter.title for row in listed.context["rows"]] == ["路灯一"]
    assert f'<a href="{kept.address.replace("&", "&amp;")}">桥东路灯</a>' in page(client.get("/cases/"))
    quick = client.get("/search/", headers={"HX-Request": "true", "HX-Target": "finder-found"})
    assert "桥东路灯" in page(quick)


def test_the_address_of_a_colleague_shows_what_oneself_may_see(client, officer, stranger, town):
    CaseFactory(title="路灯一", area=town, status="handling")
    client.force_login(officer)
    keep(client)
    client.force_login(stranger)
    assert client.get(SavedFilter.objects.get().address).context["rows"] == []


def test_the_same_name_holds_the_new_state(client, officer):
    client.force_login(officer)
    keep(client)
    keep(client, query="q=垃圾")
    assert SavedFilter.objects.get().query == "q=%E5%9E%83%E5%9C%BE"


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"name": " "}, "给这些条件起个名字"),
        ({"name": "长" * 21}, "名字最多 20 个字"),
        ({"path": "//elsewhere.example/"}, "这一页的条件存不了"),
        ({"path": "/audit/"}, "这一页的条件存不了"),
        ({"path": ""}, "这一页的条件存不了"),
        ({"query": f"person={'a' * 64}"}, "按电话或身份证号找的条件不存"),
        ({"query": "q=" + "长" * 1000}, "条件太长，存不下"),
    ],
)
def test_what_cannot_be_kept_says_why(client, officer, given, words):
    client.force_login(officer)
    assert words in page(keep(client, **given))
    assert not SavedFilter.objects.exists()


def test_they_are_each_ones_own_in_the_page_and_in_the_database(client, officer, handler):
    client.force_login(officer)
    keep(client)
    kept = SavedFilter.objects.get()
    client.force_login(handler)
    assert "桥东路灯" not in page(client.get("/cases/"))
    assert client.post(reverse("casework:filter_delete", args=[kept.pk])).status_code == 404
    with acting(handler.pk):
        assert not SavedFilter.objects.exists()
        with connection.cursor() as cursor:
            cursor.execute("UPDATE casework_savedfilter SET name = 'x' WHERE id = %s", [kept.pk])
            assert cursor.rowcount == 0


def test_one_that_is_deleted_is_gone(client, officer):
    client.force_login(officer)
    keep(client)
    kept = SavedFilter.objects.get()
    address = reverse("casework:filter_delete", args=[kept.pk])
    response = client.post(address, {"back": "/cases/?q=路灯"}, follow=True)
    assert unquote(response.redirect_chain[0][0]) == "/cases/?q=路灯"
    assert "删掉了：桥东路灯" in page(response)
    assert not SavedFilter.objects.exists()


@pytest.mark.parametrize(
    "back", ["//elsewhere.example/", "https://elsewhere.example/", "javascript:alert(1)", ""]
)
def test_nobody_is_sent_elsewhere(client, officer, back):
    client.force_login(officer)
    assert keep(client, name="", back=back).redirect_chain[0][0] == "/search/"
