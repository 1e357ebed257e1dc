import re

import pytest
from django.core.exceptions import PermissionDenied

from accounts import services
from accounts.exceptions import NotYours, WrongCode
from accounts.models import Authenticator, RecoveryCode
from accounts.services import second_factor
from security.encryption import EncryptionFailed
from tests.accounts.conftest import shown_code
from tests.coming import come_in


@pytest.fixture
def user(people):
    return people(1)[0]


def test_a_code_is_taken_once_and_none_older_than_the_last(user, phone):
    code = phone(user)
    assert not second_factor.takes(user, code(0))  # it bound the phone
    assert second_factor.takes(user, code(1))
    assert not second_factor.takes(user, code(1))
    assert not second_factor.takes(user, code(0))


@pytest.mark.parametrize("ahead", [-3, 3, 60])
def test_a_code_of_another_time_is_not_taken(user, phone, ahead):
    assert not second_factor.takes(user, phone(user)(ahead))


@pytest.mark.parametrize("typed", ["", " ", "12345", "abcdef", "000000", "００００００", "\x00", "🙂"])
def test_what_is_no_code_is_not_taken(user, phone, typed):
    phone(user)
    assert not second_factor.takes(user, typed)


def test_a_recovery_code_opens_once_however_it_is_written(user, phone):
    phone(user)
    first, second, *_ = services.renew_codes(user)
    assert re.fullmatch(r"([0-9A-HJKMNP-TV-Z]{4}-){2}[0-9A-HJKMNP-TV-Z]{4}", first)
    misread = first.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    assert second_factor.takes(user, misread)
    assert not second_factor.takes(user, first)
    assert second_factor.takes(user, second)
    assert RecoveryCode.objects.left(user).count() == 8


def test_new_recovery_codes_void_the_old(user, phone):
    phone(user)
    old = services.renew_codes(user)
    services.renew_codes(user)
    assert not second_factor.takes(user, old[0])


def test_a_recovery_code_of_somebody_else_opens_nothing(people, phone):
    mine, theirs = people(2)
    phone(mine)
    code = services.renew_codes(theirs)[0]
    assert not second_factor.takes(mine, code)


def test_neither_secret_nor_codes_stand_in_the_database(user, phone):
    phone(user)
    codes = services.renew_codes(user)
    secret, _ = services.shown(Authenticator.objects.get().secret, user=user)
    kept = f"{list(Authenticator.objects.values())} {list(RecoveryCode.objects.values())}"
    assert secret.replace(" ", "") not in kept
    assert not any(code.replace("-", "")[4:] in kept for code in codes)


def test_a_secret_moved_to_another_user_does_not_open(people, phone):
    mine, theirs = people(2)
    phone(mine)
    with pytest.raises(EncryptionFailed):
        services.shown(mine.authenticator.secret, user=theirs)


def test_a_phone_is_bound_only_when_it_shows_the_code(user):
    with pytest.raises(WrongCode):
        services.bind(user, sealed=services.new_secret(user), code="000000")
    assert not services.is_bound(user)


def test_a_lost_phone_is_reset_by_the_security_administrator_alone(user, phone, guard, keeper, client):
    phone(user)
    client.force_login(user)
    for other in (keeper, user):
        with pytest.raises(PermissionDenied):
            services.reset_second_factor(user, by=other)
    services.reset_second_factor(user, by=guard)
    assert not services.is_bound(user)
    assert not RecoveryCode.objects.exists()
    assert client.get("/me/").status_code == 302  # whoever had the phone is out
    phone(guard)
    with pytest.raises(NotYours):
        services.reset_second_factor(guard, by=guard)


def test_my_page_binds_a_phone_and_gives_codes(client, user):
    come_in(client, user)
    assert "还没绑定" in client.get("/me/authenticator/").content.decode()
    client.get("/me/authenticator/bind/")
    code = shown_code(user, client.session["binding"])
    page = client.post("/me/authenticator/bind/", {"code": code}).content.decode()
    assert page.count("<li><code>") == 10
    assert "恢复码还有 10 个" in client.get("/me/authenticator/").content.decode()
    assert client.post("/me/authenticator/codes/").content.decode().count("<li><code>") == 10
    client.post("/me/authenticator/unbind/")
    assert not services.is_bound(user)


def test_whose_role_asks_for_a_phone_cannot_do_without(client, settings, officer, phone):
    phone(officer)
    come_in(client, officer)
    settings.SECOND_FACTOR_REQUIRED = True
    assert client.post("/me/authenticator/unbind/").status_code == 403
    assert services.is_bound(officer)


@pytest.mark.parametrize("path", ["bind/", "codes/", "unbind/"])
def test_what_concerns_the_phone_asks_again_who_is_there(client, user, path):
    client.force_login(user)
    method = client.get if path == "bind/" else client.post
    assert method(f"/me/authenticator/{path}").url.startswith("/confirm/?next=")
