"""Guessing stops; whoever is not guessing comes in."""

import threading
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import connection

from accounts import services
from accounts.models import Attempt, Device
from accounts.origins import Origin
from accounts.services import attempts
from accounts.tasks import clear_sign_in_log
from security.clock import now

ELSEWHERE = [f"198.51.100.{n}" for n in range(1, 200)]


def statuses(answers):
    return [answer.status_code for answer in answers]


def age(minutes):
    """Let this time pass for all tries so far."""
    for attempt in Attempt.objects.all():
        Attempt.objects.filter(pk=attempt.pk).update(at=attempt.at - timedelta(minutes=minutes))


def test_a_colleague_behind_the_same_address_signs_in_while_another_is_guessed(people, browser_at, sign_in):
    victim, colleague = people(2)
    guesser = browser_at()
    for n in range(40):
        age(1)
        sign_in(guesser, victim, f"guess-{n}")
    assert sign_in(guesser, victim).status_code == 429
    assert sign_in(browser_at(), colleague).status_code == 302


def test_the_one_who_is_guessed_signs_in_on_a_known_device(people, browser_at, sign_in):
    (victim,) = people(1)
    own = browser_at()
    assert sign_in(own, victim).status_code == 302
    own.post("/logout/")
    for n in range(12):
        sign_in(browser_at(ELSEWHERE[n]), victim, "guess")
        sign_in(browser_at(), victim, "guess")
    assert sign_in(browser_at(), victim).status_code == 429
    assert sign_in(own, victim).status_code == 302


def test_spraying_forty_users_stops_and_known_devices_there_go_on(people, browser_at, sign_in):
    *users, colleague = people(41)
    own = browser_at()
    sign_in(own, colleague)
    own.post("/logout/")
    sprayer = browser_at()
    answers = statuses(sign_in(sprayer, user, "Summer-2026") for user in users)
    assert answers == [200] * 10 + [429] * 30
    assert sign_in(sprayer, users[-1]).status_code == 429  # the right password says nothing any more
    assert sign_in(own, colleague).status_code == 302
    age(16)
    assert sign_in(browser_at(), users[-1]).status_code == 302


def test_spraying_over_many_addresses_meets_the_limit_of_each_user(people, browser_at, sign_in):
    (victim,) = people(1)
    answers = []
    for address in ELSEWHERE[:30]:
        age(0.5)
        answers.append(sign_in(browser_at(address), victim, "guess").status_code)
    assert answers == [200] * 10 + [429] * 20


def test_the_fifth_wrong_try_locks_for_half_an_hour_and_says_so(people, browser_at, sign_in):
    (user,) = people(1)
    client = browser_at()
    for _ in range(5):
        age(1)
        assert sign_in(client, user, "wrong").status_code == 200
    answer = sign_in(client, user)
    assert (answer.status_code, int(answer["Retry-After"]) > 1700) == (429, True)
    page = answer.content.decode()
    assert "请等 30 分钟再试" in page
    assert f'value="{user.username}"' in page  # what was typed stays
    assert "Correct-horse" not in page
    age(31)
    assert sign_in(client, user).status_code == 302


def test_names_that_nobody_has_are_counted_as_those_that_somebody_has(people, browser_at, sign_in):
    (user,) = people(1)
    known, unknown = browser_at(ELSEWHERE[0]), browser_at(ELSEWHERE[1])
    for client, name in ((known, user.username), (unknown, "nobody")):
        answers = [sign_in(client, name, "wrong") for _ in range(4)]
        assert statuses(answers) == [200, 200, 200, 429]
        assert "请等 5 秒再试" in answers[-1].content.decode()


def test_what_was_typed_as_a_name_is_not_kept(db, browser_at, sign_in):
    sign_in(browser_at(), "My-real-Passw0rd", "x")
    kept = Attempt.objects.values().get()
    assert "My-real-Passw0rd" not in str(kept)
    assert (kept["user_id"], kept["outcome"], kept["address"]) == (None, "wrong", "203.0.113.7")


def test_those_turned_away_add_no_rows(people, browser_at, sign_in):
    (user,) = people(1)
    for _ in range(20):
        sign_in(browser_at(), user, "wrong")
    assert (Attempt.objects.count(), Attempt.objects.latest("pk").turned_away) == (3, 17)


def test_the_security_administrator_lets_somebody_try_at_once(people, browser_at, sign_in, guard):
    (user,) = people(1)
    for _ in range(5):
        age(1)
        sign_in(browser_at(), user, "wrong")
    services.lift(user, by=guard)
    assert sign_in(browser_at(), user).status_code == 302
    assert Attempt.objects.filter(outcome="wrong").count() == 5


@pytest.mark.django_db(transaction=True)
def test_a_hundred_guesses_at_once_are_no_better_than_one_by_one(people):
    (user,) = people(1)
    passed, origin = [], Origin(address="203.0.113.7")

    def guess():
        try:
            attempts.let_through(username=user.username, user=user, origin=origin, step="password")
            passed.append(1)
        except attempts.TooSoon:
            pass
        finally:
            connection.close()

    threads = [threading.Thread(target=guess) for _ in range(30)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(passed) == 3  # then comes the first pause


def test_old_tries_and_unused_devices_are_cleared_away(people, browser_at, sign_in, settings):
    users = people(2)
    for user in users:
        sign_in(browser_at(), user)
    long_ago = now() - timedelta(days=settings.SIGN_IN_LOG_DAYS + 1)
    Attempt.objects.filter(user=users[0]).update(at=long_ago)
    Device.objects.filter(user=users[0]).update(seen_at=long_ago)
    users[0].stays.update(started_at=long_ago)
    Session.objects.filter(pk=Session.objects.first().pk).update(expire_date=long_ago)
    assert clear_sign_in_log() == 3
    assert Session.objects.count() == 1
    assert clear_sign_in_log() == 0
    assert users[1].attempts.exists()
    assert users[1].devices.exists()
    assert users[1].stays.exists()


def test_a_device_of_several_people_knows_them_all(people, browser_at, sign_in):
    users = people(3)
    shared = browser_at()
    for user in users:
        sign_in(shared, user)
        shared.post("/logout/")
    for user in users:
        for n in range(12):
            sign_in(browser_at(ELSEWHERE[n]), user, "guess")
    assert [sign_in(shared, user).status_code for user in users] == [302, 302, 302]
    assert Device.objects.count() == 3


def test_the_tries_of_a_known_device_are_limited_too(people, browser_at, sign_in):
    (user,) = people(1)
    own = browser_at()
    sign_in(own, user)
    own.post("/logout/")
    assert statuses(sign_in(own, user, "wrong") for _ in range(4)) == [200, 200, 200, 429]
