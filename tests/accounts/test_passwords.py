from datetime import timedelta
from itertools import pairwise

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from accounts import services
from accounts.models import FormerPassword, User
from tests.accounts.conftest import PASSWORD


@pytest.fixture
def user(people):
    return people(1)[0]


def change(client, old, new, again=None):
    answer = client.post("/me/password/", {"old": old, "new": new, "again": again or new})
    return "" if answer.status_code == 302 else answer.content.decode()


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("Short-1", "至少 10 个字符，现在是 7 个"),
        ("alllowercase", "至少要有 3 种"),
        ("lower-and-sign", "至少要有 3 种"),
        ("Password123", None),  # one of the commonest
        ("Zhangsanfeng-1", None),  # the user's own name
    ],
)
def test_weak_passwords_are_refused_with_what_to_mend(password, said):
    with pytest.raises(ValidationError, match=said):
        validate_password(password, User(username="zhangsanfeng", name="张三丰"))


@pytest.mark.parametrize("password", ["Lower-and-1", "UPPER-lower", "密码很长Abcdefg1", "with space A1"])
def test_three_of_four_classes_are_enough(password):
    validate_password(password, User(username="li", name="李"))


def test_a_county_may_ask_for_more_or_less(settings):
    settings.PASSWORD_CLASSES, settings.PASSWORD_MIN_LENGTH = 1, 12
    validate_password("onlylowercaseletters")
    with pytest.raises(ValidationError, match="至少 12 个字符"):
        validate_password("Eleven-char")


def test_the_page_tells_what_to_mend_and_changes_nothing(client, user):
    client.force_login(user)
    assert "现在的密码不对" in change(client, "wrong", "Another-one-2")
    assert "两遍写的不一样" in change(client, PASSWORD, "Another-one-2", "Another-one-3")
    assert "至少要有 3 种" in change(client, PASSWORD, "alllowercase")
    user.refresh_from_db()
    assert user.check_password(PASSWORD)


def test_none_of_the_last_five_comes_back(client, user):
    client.force_login(user)
    used = [PASSWORD, *(f"Another-one-{n}" for n in range(5))]
    for old, new in pairwise(used):
        assert not change(client, old, new)
    for old in used[1:]:
        assert "最近用过" in change(client, used[-1], old)
    assert FormerPassword.objects.count() == 5
    assert not change(client, used[-1], PASSWORD)  # the sixth may


def test_the_old_password_is_guessed_no_further_than_at_the_door(client, user):
    client.force_login(user)
    given = {"old": "wrong", "new": "Another-one-2", "again": "Another-one-2"}
    assert [client.post("/me/password/", given).status_code for _ in range(5)] == [200, 200, 200, 429, 429]


def let_age(user, days):
    User.objects.filter(pk=user.pk).update(password_set_at=user.password_set_at - timedelta(days=days))
    return User.objects.get(pk=user.pk)


def test_an_old_password_must_change_and_a_grid_workers_later(officer, worker, settings):
    settings.PASSWORD_DAYS, settings.PASSWORD_DAYS_BY_ROLE = 90, {"grid": 180}
    for user, early, late in ((officer, 89, 90), (worker, 179, 180)):
        user.refresh_from_db()
        assert not services.must_change(let_age(user, early))
        assert services.must_change(let_age(user, late))


def test_age_is_switched_off_by_nought(officer, settings):
    officer.refresh_from_db()
    settings.PASSWORD_DAYS, settings.PASSWORD_DAYS_BY_ROLE = 0, {}
    assert not services.must_change(let_age(officer, 5000))


def test_a_temporary_password_keeps_the_rules_and_no_two_are_alike(user, keeper):
    given = {services.reset_password(user, by=keeper) for _ in range(20)}
    assert len(given) == 20
    for password in given:
        validate_password(password)
    user.refresh_from_db()
    assert user.password_temporary
