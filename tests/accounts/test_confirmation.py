"""Saying again who one is, before what is grave."""

from datetime import timedelta

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpResponse
from django.test import RequestFactory

from accounts.http import confirmation_required, note_confirmed, recently_confirmed
from security.clock import now
from tests.accounts.conftest import PASSWORD

PATH = "/me/authenticator/bind/"


@pytest.fixture
def user(people):
    return people(1)[0]


@pytest.fixture
def doubted(client, user):
    """Signed in for a while."""
    client.force_login(user)
    session = client.session
    session["confirmed_at"] = (now() - timedelta(minutes=5, seconds=1)).timestamp()
    session.save()
    return client


def request_of(**meta):
    request = RequestFactory().get("/grave/?n=1", **meta)
    request.session = SessionStore()
    return request


def test_confirmed_is_for_five_minutes(db):
    request = request_of()
    assert not recently_confirmed(request)
    note_confirmed(request)
    assert recently_confirmed(request)
    request.session["confirmed_at"] -= 301
    assert not recently_confirmed(request)


def test_a_view_behind_it_is_reached_only_by_the_confirmed(db):
    grave = confirmation_required(lambda request: HttpResponse("done"))
    request = request_of()
    assert grave(request).url == "/confirm/?next=%2Fgrave%2F%3Fn%3D1"
    note_confirmed(request)
    assert grave(request).content == b"done"


def test_a_part_of_a_page_takes_the_whole_page_along(db):
    grave = confirmation_required(lambda request: HttpResponse("done"))
    request = request_of(HTTP_HX_REQUEST="true", HTTP_HX_CURRENT_URL="http://testserver/cases/7/?a=b")
    answer = grave(request)
    assert (answer.status_code, answer["HX-Redirect"]) == (200, "/confirm/?next=%2Fcases%2F7%2F%3Fa%3Db")


def test_signing_in_confirms(client, user, sign_in):
    sign_in(client, user)
    assert client.get(PATH).status_code == 200


def test_the_right_password_leads_back(doubted):
    assert doubted.get(PATH).url == f"/confirm/?next={PATH.replace('/', '%2F')}"
    assert "密码不对" in doubted.post("/confirm/", {"password": "x", "next": PATH}).content.decode()
    assert doubted.get(PATH).status_code == 302
    assert doubted.post("/confirm/", {"password": PASSWORD, "next": PATH}).url == PATH
    assert doubted.get(PATH).status_code == 200


def test_where_a_phone_is_bound_the_password_is_not_enough(doubted, user, phone):
    code = phone(user)
    given = {"password": PASSWORD, "next": PATH}
    assert "填手机上的 6 位数字" in doubted.post("/confirm/", given).content.decode()
    assert "动态码不对" in doubted.post("/confirm/", {**given, "code": "000000"}).content.decode()
    assert doubted.get(PATH).status_code == 302
    assert doubted.post("/confirm/", {**given, "code": code()}).url == PATH


def test_guessing_here_stops_as_at_the_door(doubted):
    answers = [doubted.post("/confirm/", {"password": "x"}).status_code for _ in range(5)]
    assert answers == [200, 200, 200, 429, 429]


def test_a_stranger_has_nothing_to_confirm(client, db):
    assert client.get("/confirm/").url.startswith("/login/")
