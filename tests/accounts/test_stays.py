"""How long somebody stays signed in, and on how many devices."""

from datetime import timedelta

import pytest
from django.db.models import F

from accounts import services
from accounts.models import Duty, Role, Stay, User
from tests.accounts.conftest import PASSWORD


@pytest.fixture
def user(people):
    return people(1)[0]


def pass_time(**time):
    """So long ago was everything that happened."""
    back = timedelta(**time)
    Stay.objects.update(started_at=F("started_at") - back, seen_at=F("seen_at") - back)


def is_in(client):
    return client.get("/me/").status_code == 200


def test_an_idle_user_is_out_and_comes_back_to_the_same_page(client, user, sign_in):
    sign_in(client, user)
    pass_time(minutes=31)
    answer = client.get("/cases/new/?a=1")
    assert answer.url == "/login/?over=idle&next=%2Fcases%2Fnew%2F%3Fa%3D1"
    page = client.get(answer.url).content.decode()
    assert "有一会儿没有操作，已自动退出" in page
    assert "写了一半的内容还在" in page
    assert sign_in(client, user, next="/cases/new/?a=1").url == "/cases/new/?a=1"


def test_what_was_sent_too_late_leads_back_to_its_form(client, user, sign_in):
    sign_in(client, user)
    pass_time(minutes=31)
    answer = client.post("/notices/read/", HTTP_REFERER="http://testserver/notices/?page=2")
    assert answer.url == "/login/?over=idle&next=%2Fnotices%2F%3Fpage%3D2"
    assert Stay.objects.get().ending == "idle"


def test_a_part_of_a_page_sends_the_whole_page_to_the_login(client, user, sign_in):
    sign_in(client, user)
    pass_time(minutes=31)
    asked = {"HTTP_HX_REQUEST": "true", "HTTP_HX_CURRENT_URL": "http://testserver/cases/?q=a"}
    answer = client.get("/cases/", **asked)
    assert answer["HX-Redirect"] == "/login/?over=idle&next=%2Fcases%2F%3Fq%3Da"


def test_a_part_of_a_page_of_somebody_who_left_elsewhere_does_so_too(client, user, sign_in):
    asked = {"HTTP_HX_REQUEST": "true", "HTTP_HX_CURRENT_URL": "http://testserver/cases/?q=a"}
    answer = client.get("/cases/", **asked)
    assert (answer.status_code, answer["HX-Redirect"]) == (200, "/login/?next=%2Fcases%2F%3Fq%3Da")


def test_the_interface_for_programs_answers_for_itself(client, user, sign_in):
    sign_in(client, user)
    pass_time(minutes=31)
    assert client.get("/api/v1/cases/").status_code == 403


def test_whoever_works_stays(client, user, sign_in):
    sign_in(client, user)
    for _ in range(4):
        pass_time(minutes=20)
        assert is_in(client)


def test_a_page_that_asks_by_itself_keeps_nobody_in(client, user, sign_in):
    sign_in(client, user)
    for _ in range(2):
        pass_time(minutes=20)
        answer = client.get("/me/", HTTP_X_POLLING="true")
    assert answer.status_code == 302


def test_grid_workers_outdoors_are_out_later_and_officers_are_not(client, worker, centre):
    client.force_login(worker)
    pass_time(hours=11)
    assert is_in(client)
    Duty.objects.create(user=worker, role=Role.TOWN, unit=centre)
    pass_time(minutes=31)
    assert not is_in(client)


def test_after_twelve_hours_everybody_signs_in_again(client, worker):
    client.force_login(worker)
    for _ in range(3):
        pass_time(hours=4)
        last = client.get("/me/")
    assert last.url.startswith("/login/?over=old")


def test_the_fourth_device_ends_the_first(user, browser_at, sign_in):
    clients = [browser_at() for _ in range(4)]
    for client in clients:
        sign_in(client, user)
    assert [is_in(client) for client in clients] == [False, True, True, True]
    assert "在别的设备上登录了" in clients[0].get("/login/?over=crowded").content.decode()


def test_stays_that_nobody_ended_make_room_first(user, browser_at, sign_in):
    clients = [browser_at() for _ in range(3)]
    for client in clients:
        sign_in(client, user)
    Stay.objects.filter(pk=clients[2].session["stay"]).update(seen_at=F("seen_at") - timedelta(hours=1))
    sign_in(browser_at(), user)
    assert [is_in(client) for client in clients] == [True, True, False]


def test_i_see_where_i_am_signed_in_and_end_what_i_do_not_know(user, browser_at, sign_in, people):
    here, there, third = browser_at(), browser_at("198.51.100.9"), browser_at("198.51.100.10")
    for client in (here, there, third):
        sign_in(client, user)
    stranger = browser_at()
    sign_in(stranger, people(1)[0])
    page = here.get("/me/stays/").content.decode()
    assert ("198.51.100.9" in page, "203.0.113.7" in page, page.count("退出这一处")) == (True, True, 2)

    here.post(f"/me/stays/{there.session['stay']}/end/")
    here.post(f"/me/stays/{stranger.session['stay']}/end/")
    assert [is_in(client) for client in (here, there, third, stranger)] == [True, False, True, True]
    here.post("/me/stays/end-others/")
    assert [is_in(client) for client in (here, third, stranger)] == [True, False, True]


def test_other_devices_are_strangers_again_after_they_were_sent_out(user, browser_at, sign_in):
    here, lost = browser_at(), browser_at("198.51.100.9")
    for client in (here, lost):
        sign_in(client, user)
    here.post("/me/stays/end-others/")
    assert list(user.devices.values_list("stays", flat=True)) == [here.session["stay"]]


def test_leaving_ends_the_stay(client, user, sign_in):
    sign_in(client, user)
    client.post("/logout/")
    assert (Stay.objects.get().ending, is_in(client)) == ("left", False)


def test_a_copied_session_is_worth_nothing_once_its_user_left(client, user, sign_in, browser_at):
    sign_in(client, user)
    thief = browser_at()
    thief.cookies["sessionid"] = client.cookies["sessionid"].value
    assert is_in(thief)
    client.post("/logout/")
    assert not is_in(thief)


def test_a_new_password_sends_the_others_out_and_lets_this_one_on(user, browser_at, sign_in):
    here, there = browser_at(), browser_at()
    for client in (here, there):
        sign_in(client, user)
    before = here.session.session_key
    given = {"old": PASSWORD, "new": "Another-one-2", "again": "Another-one-2"}
    assert here.post("/me/password/", given).url == "/me/"
    assert (is_in(here), is_in(there)) == (True, False)
    assert here.session.session_key != before
    assert Stay.objects.open().count() == 1


def test_a_disabled_user_is_out_at_once(client, user, sign_in, keeper):
    sign_in(client, user)
    services.set_active(user, False, by=keeper)
    assert not is_in(client)
    assert Stay.objects.get().ending == "closed"
    services.set_active(user, True, by=keeper)
    assert not is_in(client)


def test_a_session_without_a_stay_is_no_session(client, user):
    client.force_login(user)
    session = client.session
    del session["stay"]
    session.save()
    assert client.get("/me/").url.startswith("/login/?over=closed")
    assert User.objects.filter(pk=user.pk).exists()
