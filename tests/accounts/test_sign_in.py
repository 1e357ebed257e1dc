"""The way in: one step after the other, and nobody is in before the last."""

from datetime import timedelta

import pytest

from accounts.models import Attempt, Duty, Stay, User
from accounts.views import entering
from tests.accounts.conftest import PASSWORD, shown_code


@pytest.fixture
def user(people):
    return people(1)[0]


@pytest.fixture
def asked_for(settings, officer, with_password):
    """An officer of a county where the second factor is on."""
    settings.SECOND_FACTOR_REQUIRED = True
    return with_password(officer)


def is_in(client):
    return client.get("/me/").status_code == 200


def test_the_right_password_opens_and_the_page_asked_for_comes_next(client, user, sign_in):
    assert sign_in(client, user, next="/notices/").url == "/notices/"
    assert is_in(client)


@pytest.mark.parametrize("wanted", ["https://evil.example/", "//evil.example", "/\\evil.example", ""])
def test_signing_in_leads_nowhere_else(client, user, sign_in, wanted):
    assert sign_in(client, user, next=wanted).url == "/"


def test_a_disabled_user_is_told_what_everybody_is_told(client, user, sign_in):
    User.objects.update(is_active=False)
    answers = [sign_in(client, name).content.decode() for name in (user.username, "nobody")]
    assert all("用户名或密码不对" in answer for answer in answers)
    assert not is_in(client)


def test_there_is_no_door_beside_the_page(client, user):
    assert not client.login(username=user.username, password=PASSWORD)
    assert not is_in(client)


def test_the_key_of_the_session_is_new_at_each_step(client, asked_for, sign_in, phone):
    code = phone(asked_for)
    client.get("/login/")
    keys = {client.session.session_key}
    sign_in(client, asked_for)
    keys.add(client.session.session_key)
    client.post("/login/code/", {"code": code()})
    keys.add(client.session.session_key)
    assert is_in(client)
    assert len(keys - {None}) == 2 + (None not in keys)


def test_after_the_password_alone_nobody_is_in(client, asked_for, sign_in, phone):
    phone(asked_for)
    assert sign_in(client, asked_for).url == "/login/code/"
    assert "_auth_user_id" not in client.session
    for path in ("/me/", "/todo/", "/confirm/", "/me/password/", "/login/bind/"):
        assert client.get(path).url.startswith("/login/"), path
    assert client.get("/admin/", follow=True).redirect_chain[-1][0].startswith("/login/")
    assert client.get("/api/v1/cases/").status_code == 403
    assert not Stay.objects.exists()


def test_password_and_code_open(client, asked_for, sign_in, phone):
    code = phone(asked_for)
    sign_in(client, asked_for, next="/notices/")
    wrong = client.post("/login/code/", {"code": "000000"})
    assert "动态码不对" in wrong.content.decode()
    assert not is_in(client)
    assert client.post("/login/code/", {"code": code()}).url == "/notices/"
    assert is_in(client)


def test_without_a_phone_the_user_binds_one_before_coming_in(client, asked_for, sign_in):
    assert sign_in(client, asked_for).url == "/login/bind/"
    page = client.get("/login/bind/").content.decode()
    assert 'class="square"' in page
    assert "style=" not in page
    assert not is_in(client)
    sealed = client.session["binding"]
    assert client.post("/login/bind/", {"code": "000000"}).status_code == 200
    assert client.session["binding"] == sealed
    codes = client.post("/login/bind/", {"code": shown_code(asked_for, sealed)}).content.decode()
    assert codes.count("<li><code>") == 10
    assert is_in(client)


def test_a_grid_worker_needs_no_phone_and_a_villager_does_unless_the_county_says_so(
    client, settings, worker, handler, with_password, sign_in
):
    settings.SECOND_FACTOR_REQUIRED = True
    assert sign_in(client, with_password(worker)).url == "/"
    client.post("/logout/")
    assert sign_in(client, with_password(handler)).url == "/login/bind/"
    settings.SECOND_FACTOR_EXEMPT = ["grid", "competent_org"]
    assert sign_in(client, handler).url == "/"


def test_codes_are_guessed_no_further_than_passwords(client, asked_for, sign_in, phone, browser_at):
    code = phone(asked_for)
    sign_in(client, asked_for)
    answers = [client.post("/login/code/", {"code": "000000"}).status_code for _ in range(6)]
    assert answers == [200, 200, 200, 429, 429, 429]
    assert client.post("/login/code/", {"code": code()}).status_code == 429
    assert Attempt.objects.filter(step="code", outcome="wrong").count() == 3


def test_the_way_in_is_open_for_ten_minutes(client, asked_for, sign_in, phone, monkeypatch):
    code = phone(asked_for)
    sign_in(client, asked_for)
    monkeypatch.setattr(entering, "PATIENCE", -1)
    assert client.post("/login/code/", {"code": code()}).url == "/login/"
    assert not is_in(client)


@pytest.mark.parametrize("change", [{"is_active": False}, {"password": "!"}])
def test_who_was_shut_out_meanwhile_does_not_come_in(client, asked_for, sign_in, phone, change):
    code = phone(asked_for)
    sign_in(client, asked_for)
    User.objects.filter(pk=asked_for.pk).update(**change)
    assert client.post("/login/code/", {"code": code()}).url == "/login/"


def test_a_temporary_password_is_changed_before_anything_else(client, user, sign_in):
    User.objects.update(password_temporary=True)
    assert sign_in(client, user, next="/notices/").url == "/login/new-password/"
    assert not is_in(client)
    same = client.post("/login/new-password/", {"new": PASSWORD, "again": PASSWORD})
    assert "最近用过" in same.content.decode()
    given = {"new": "Another-one-2", "again": "Another-one-2"}
    assert client.post("/login/new-password/", given).url == "/notices/"
    assert is_in(client)
    user.refresh_from_db()
    assert user.check_password("Another-one-2")
    assert not user.password_temporary


def test_a_temporary_password_that_nobody_used_lapses(client, user, sign_in):
    set_at = user.password_set_at - timedelta(days=8)
    User.objects.update(password_temporary=True, password_set_at=set_at)
    assert "临时密码 7 天没有用，失效了" in sign_in(client, user).content.decode()
    assert client.get("/login/new-password/").url == "/login/"


def test_temporary_password_new_password_and_phone_come_in_this_order(client, asked_for, sign_in):
    User.objects.filter(pk=asked_for.pk).update(password_temporary=True)
    assert sign_in(client, asked_for).url == "/login/new-password/"
    assert client.get("/login/bind/").url == "/login/"
    given = {"new": "Another-one-2", "again": "Another-one-2"}
    assert client.post("/login/new-password/", given).url == "/login/bind/"


def test_somebody_elses_session_is_left_before_another_comes_in(client, people, sign_in):
    first, second = people(2)
    sign_in(client, first)
    sign_in(client, second)
    assert client.get("/me/").context["user"] == second
    assert Stay.objects.get(user=first).ending == "left"


def test_who_begins_after_somebody_else_gets_a_secret_of_their_own(
    client, asked_for, handler, with_password, sign_in
):
    sign_in(client, asked_for)
    client.get("/login/bind/")
    before = client.session["binding"]
    sign_in(client, with_password(handler))
    assert client.get("/login/bind/").status_code == 200
    assert client.session["binding"] != before


def test_a_name_in_wide_letters_is_the_same_name(client, user, sign_in):
    User.objects.filter(pk=user.pk).update(username="zhang3")
    assert sign_in(client, "ｚｈａｎｇ３").status_code == 302


@pytest.mark.parametrize("name", ["x" * 151, "\x00", "", "' OR 1=1 --", "🙂"])
def test_odd_names_open_nothing_and_break_nothing(client, db, sign_in, name):
    assert sign_in(client, name).status_code == 200
    assert not is_in(client)


def test_a_role_above_the_grid_ends_the_stay_until_a_phone_is_bound(client, settings, worker, centre):
    settings.SECOND_FACTOR_REQUIRED = True
    client.force_login(worker)
    assert is_in(client)
    Duty.objects.create(user=worker, role="town", unit=centre)
    answer = client.get("/me/")
    assert answer.url == "/login/?over=raised&next=%2Fme%2F"
    assert "要绑定验证器" in client.get(answer.url).content.decode()


def test_the_key_of_the_session_changes_with_the_duties(client, worker, centre):
    client.force_login(worker)
    client.get("/me/")
    before = client.session.session_key
    client.get("/me/")
    assert client.session.session_key == before
    Duty.objects.create(user=worker, role="town", unit=centre)
    assert is_in(client)
    assert client.session.session_key != before
