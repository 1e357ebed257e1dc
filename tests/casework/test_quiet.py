"""Quiet hours and the morning's digest (F19), over the hours of a week."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from casework.clocks import Calendar
from casework.models import Message, Notice
from casework.quiet import QuietHours
from casework.services import deliver_next_message, notify
from tests.factories import CaseFactory, DutyFactory, UnitFactory

ZONE = ZoneInfo("Asia/Shanghai")
QUIET = QuietHours.read("20:00-08:00", "08:30", rest_days=True)
WORKDAYS = Calendar(published=frozenset({2026}))
MONDAY = date(2026, 11, 16)
LATER, SOON, VITAL = Notice.Pace


def at(day, hour, minute=0):
    return datetime.combine(MONDAY + timedelta(days=day), time(hour, minute), tzinfo=ZONE)


@pytest.mark.parametrize(
    ("moment", "staff", "resident"),
    [
        (at(0, 7, 59), True, True),
        (at(0, 8), True, False),
        (at(0, 8, 29), True, False),
        (at(0, 8, 30), False, False),
        (at(0, 19, 59), False, False),
        (at(0, 20), True, True),
        (at(0, 23, 59), True, True),
        (at(5, 12), True, False),  # a Saturday
    ],
)
def test_when_it_is_quiet_for_whom(moment, staff, resident):
    assert QUIET.silent(moment, WORKDAYS, ZONE, staff=True) is staff
    assert QUIET.silent(moment, WORKDAYS, ZONE, staff=False) is resident


@pytest.mark.parametrize(
    ("moment", "digest"),
    [
        (at(0, 3), at(0, 8, 30)),
        (at(0, 8, 30), at(0, 8, 30)),
        (at(0, 8, 31), at(1, 8, 30)),
        (at(4, 21), at(7, 8, 30)),  # Friday night: Monday
    ],
)
def test_the_next_digest_is_on_the_next_working_morning(moment, digest):
    assert QUIET.next_digest(moment, WORKDAYS, ZONE) == digest


def test_a_county_may_have_rest_days_like_all_others_or_no_quiet_hours():
    always = QuietHours.read("20:00-08:00", "08:30", rest_days=False)
    assert not always.silent(at(5, 12), WORKDAYS, ZONE, staff=True)
    assert always.next_digest(at(4, 21), WORKDAYS, ZONE) == at(5, 8, 30)
    assert QuietHours.read("", "08:30", rest_days=True) is None


def test_a_holiday_is_quiet_and_a_weekend_day_that_is_worked_is_not():
    calendar = Calendar(
        holidays=frozenset({MONDAY}), makeup_days=frozenset({at(6, 9).date()}), published=frozenset({2026})
    )
    assert QUIET.silent(at(0, 12), calendar, ZONE, staff=True)
    assert not QUIET.silent(at(6, 12), calendar, ZONE, staff=True)


@pytest.fixture
def quiet(settings):
    settings.QUIET_HOURS = "20:00-08:00"


@pytest.fixture
def person(town):
    return DutyFactory(unit=UnitFactory(area=town)).user


def live(person, events, until, mailoutbox):
    """Half an hour after half an hour, write what comes up and deliver what may go; when each mail went.

    `events` are the paces by the moments at which something comes up.
    """
    went, moment, numbers = [], min(events), {}
    while moment <= until:
        for pace in events.get(moment, ()):
            case = CaseFactory(area=person.duties.get().unit.area)
            numbers[moment] = case.number
            notify(
                [person], key=case.number, text="提醒", matter=case, heading="快到期", pace=pace, now=moment
            )
        while deliver_next_message(now=moment):
            pass
        went += [moment] * (len(mailoutbox) - len(went))
        moment += timedelta(minutes=30)
    return went, numbers


def test_what_comes_up_in_a_night_goes_out_once_in_the_morning(quiet, person, mailoutbox):
    events = {at(0, 20): [SOON], at(0, 23): [SOON, LATER], at(1, 3): [SOON], at(1, 7, 30): [LATER]}
    went, _ = live(person, events, at(1, 19, 30), mailoutbox)
    assert went == [at(1, 8, 30)]
    assert mailoutbox[0].body.count("快到期") == 5


def test_in_the_day_what_is_new_goes_at_once_and_takes_along_what_would_wait(quiet, person, mailoutbox):
    went, _ = live(person, {at(0, 10): [LATER], at(0, 14): [SOON]}, at(1, 9), mailoutbox)
    assert went == [at(0, 14)]
    assert mailoutbox[0].body.count("快到期") == 2


def test_nothing_goes_at_night_or_on_a_rest_day_whatever_came_up(quiet, person, mailoutbox):
    events = {at(day, hour): [SOON if hour % 2 else LATER] for day in range(7) for hour in range(0, 24, 3)}
    went, _ = live(person, events, at(7, 9), mailoutbox)
    assert went
    assert all(time(8, 30) <= moment.time() < time(20) and moment.weekday() < 5 for moment in went)
    assert not Message.objects.filter(state="waiting").exists()


def test_life_and_safety_break_through_and_take_the_rest_along(quiet, person, mailoutbox):
    went, numbers = live(person, {at(0, 21): [LATER], at(0, 22): [VITAL]}, at(1, 9), mailoutbox)
    assert went == [at(0, 22)]
    assert mailoutbox[0].body.index(numbers[at(0, 22)]) < mailoutbox[0].body.index(numbers[at(0, 21)])
