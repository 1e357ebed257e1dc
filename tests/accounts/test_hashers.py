"""What a try costs: one hash, whoever is meant; and no more hashes at once than there is memory for."""

import threading

import pytest
from argon2.exceptions import HashingError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts import hashers
from accounts.exceptions import TooBusy
from accounts.models import Attempt, User
from accounts.services.passwords import stand_in
from tests.accounts.conftest import PASSWORD
from tests.coming import come_in
from tests.factories import UserFactory

REAL = ["accounts.hashers.CappedArgon2PasswordHasher"]


@pytest.fixture
def argon2(settings):
    settings.PASSWORD_HASHERS = REAL
    stand_in("argon2")


@pytest.fixture
def hashed(argon2, monkeypatch):
    """Counts the hashes."""
    counted = []
    place = hashers.place
    monkeypatch.setattr(hashers, "place", lambda: counted.append(1) or place())
    return counted


def test_existing_unknown_and_disabled_users_cost_the_same(people, hashed, browser_at, sign_in):
    existing, disabled, without = *people(2), UserFactory()
    User.objects.filter(pk=disabled.pk).update(is_active=False)
    without.set_unusable_password()
    without.save()
    queries = set()
    hashed.clear()
    for number, name in enumerate(["nobody", existing.username, disabled.username, without.username]):
        with CaptureQueriesContext(connection) as counted:
            answer = sign_in(browser_at(f"198.51.100.{number}"), name, "wrong-Password-1")
        assert "用户名或密码不对" in answer.content.decode()
        assert len(hashed) == number + 1, name
        queries.add(len(counted))
    assert len(queries) == 1


def test_the_right_password_of_a_disabled_user_costs_the_same(people, hashed, browser_at, sign_in):
    (user,) = people(1)
    User.objects.update(is_active=False)
    hashed.clear()
    assert "用户名或密码不对" in sign_in(browser_at(), user).content.decode()
    assert len(hashed) == 1


@pytest.fixture
def full(argon2, monkeypatch):
    """All places are taken, and nobody waits for one."""
    monkeypatch.setattr(hashers, "PATIENCE", 0)
    monkeypatch.setattr(hashers, "places", threading.BoundedSemaphore(1))
    with hashers.place():
        yield


def test_no_more_at_once_than_there_are_places(full):
    with pytest.raises(TooBusy):
        hashers.CappedArgon2PasswordHasher().encode("x", "saltsalt")


def test_a_place_comes_free_again_after_a_failure(argon2, monkeypatch):
    monkeypatch.setattr(hashers, "places", threading.BoundedSemaphore(1))
    hasher = hashers.CappedArgon2PasswordHasher()
    with pytest.raises(HashingError, match="too short"):
        hasher.encode("x", "")
    assert hasher.verify("x", hasher.encode("x", "saltsalt"))


def test_a_page_that_sets_a_password_says_so_too(stranger, client, full):
    come_in(client, stranger)
    answer = client.post("/me/authenticator/codes/")
    assert (answer.status_code, "请等几秒再点一次" in answer.content.decode()) == (503, True)


def test_who_finds_no_place_is_told_kindly_and_no_try_is_counted(db, full, browser_at, sign_in):
    UserFactory(
        username="li", password="argon2$argon2id$v=19$m=102400,t=2,p=8$c2FsdHNhbHQ$aaaaaaaaaaaaaaaaaaaaaa"
    )
    answer = sign_in(browser_at(), "li", PASSWORD)
    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    page = answer.content.decode()
    assert "现在登录的人多，请等几秒再点一次" in page
    assert 'value="li"' in page
    assert not Attempt.objects.exists()
