from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from casework.models import Matter, Notice
from grids.services import query, register
from tests.factories import CaseFactory, CategoryFactory, SourceFactory


def page(response):
    return response.content.decode()


def test_the_to_do_list_has_what_came_in_first_and_the_latest_of_it_and_counts_actions(client, officer, town):
    now = timezone.now()
    fresh = CaseFactory(area=town, due_at=now + timedelta(days=30))
    waits = CaseFactory(area=town, due_at=now - timedelta(days=3))
    late = CaseFactory(area=town, status="finished", due_at=now - timedelta(days=1))
    calm = CaseFactory(area=town, status="checked", due_at=now + timedelta(days=20))
    CaseFactory(area=town, status="handling", due_at=now - timedelta(days=3))
    client.force_login(officer)
    response = client.get(reverse("casework:todo"))
    blocks = {block.key: [row.matter for row in block.rows] for block in response.context["blocks"]}
    assert list(blocks.items()) == [("arrived", [waits, fresh]), ("late", [late]), ("checked", [calm])]
    assert response.context["count"] == 4
    assert "超 3 天" in page(response)


def test_what_was_sent_back_says_why_in_the_list(client, worker, officer, grid):
    matter = register(
        area=grid, text="楼道堆物", category=CategoryFactory(), source=SourceFactory(), by=worker
    )
    query(matter, by=officer, note="请补哪栋楼")
    Matter.objects.update(due_at=timezone.now() + timedelta(days=3))  # else a morning's limit ends today
    client.force_login(worker)
    response = client.get(reverse("casework:todo"))
    assert [(block.key, block.label) for block in response.context["blocks"]] == [("back", "退回给我")]
    assert "退回补充：请补哪栋楼" in page(response)


def test_a_grid_worker_sees_what_became_of_their_cases_in_the_last_days(client, worker, officer, grid):
    now = timezone.now()
    for days, status, by in (
        (2, "closed", worker),
        (9, "closed", worker),
        (1, "declined", worker),
        (1, "closed", officer),
    ):
        when = now - timedelta(days=days)
        CaseFactory(area=grid, status=status, created_by=by, registered_at=when, closed_at=when)
    client.force_login(worker)
    response = client.get(reverse("casework:todo"))
    assert [row.light.words[-2:] for row in response.context["lately"]] == ["办结"]
    assert "近 7 天办好 1 件" in page(response)
    client.force_login(officer)
    assert "近 7 天" not in page(client.get(reverse("casework:todo")))


def test_the_count_of_the_menu_is_that_of_the_page(client, officer, town):
    CaseFactory.create_batch(3, area=town)
    client.force_login(officer)
    context = client.get(reverse("casework:todo")).context
    told = client.get("/api/v1/todo/").json()
    rows = sum(len(block["rows"]) for block in told["blocks"])
    assert context["nav"][0].count == context["count"] == told["count"] == rows == Matter.objects.count()


def test_an_empty_list_says_what_now(client, stranger):
    client.force_login(stranger)
    assert "今天没有要办的" in page(client.get(reverse("casework:todo")))


@pytest.mark.parametrize("rows", [1, 25])
def test_the_to_do_list_costs_the_same_for_any_number(
    client, officer, town, rows, django_assert_max_num_queries
):
    CaseFactory.create_batch(rows, area=town)
    client.force_login(officer)
    with django_assert_max_num_queries(12):
        client.get(reverse("casework:todo"))


def test_notices_are_ones_own_and_can_be_read(client, officer, stranger):
    Notice.objects.create(recipient=officer, key="a", text="快到期：路灯")
    Notice.objects.create(recipient=stranger, key="b", text="别人的提醒")
    client.force_login(officer)
    shown = page(client.get(reverse("casework:notices")))
    assert "快到期：路灯" in shown
    assert "别人的提醒" not in shown
    client.post(reverse("casework:read_notices"))
    assert Notice.objects.filter(read_at=None).get().recipient == stranger


def test_a_notice_goes_with_the_sight_of_its_matter(client, officer, town):
    matter = CaseFactory(area=town)
    Notice.objects.create(recipient=officer, key="a", text="快到期：路灯", matter=matter)
    client.force_login(officer)
    assert "快到期：路灯" in page(client.get(reverse("casework:notices")))
    Matter.objects.filter(pk=matter.pk).update(confidential=True)
    assert "快到期：路灯" not in page(client.get(reverse("casework:notices")))


def test_signing_in_leads_to_the_to_do_list_and_errors_tell_nothing(client, officer):
    officer.set_password("correct horse battery")
    officer.save()
    for name in (officer.username, "nobody"):
        wrong = client.post("/login/", {"username": name, "password": "x"})
        assert "用户名或密码不对" in page(wrong)
    given = {"username": officer.username, "password": "correct horse battery"}
    right = client.post("/login/", given, follow=True)
    assert right.redirect_chain[-1][0] == "/todo/"


def test_text_size_is_remembered_and_leads_nowhere_else(client, officer):
    client.force_login(officer)
    response = client.post(reverse("accounts:text_size") + "?next=https://evil.example/")
    assert (response.url, response.cookies["text_size"].value) == ("/todo/", "big")
    assert 'class="big"' in page(client.get("/todo/"))


@pytest.mark.parametrize("wanted", ["foo", "/cases/\r\nX: y", "http://[", "/\x00", ""])
def test_text_size_minds_no_odd_address(client, db, wanted):
    assert client.post(reverse("accounts:text_size"), query_params={"next": wanted}).status_code == 302


def test_healthz_needs_no_sign_in_and_tells_what_is_away(client, db, settings):
    assert client.get("/healthz").json() == {"database": True, "redis": True}
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": "redis://127.0.0.1:1/0",
        }
    }
    response = client.get("/healthz")
    assert (response.status_code, response.json()["redis"]) == (503, False)
