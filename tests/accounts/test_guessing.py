"""The rules of guessing, whatever is tried in whatever order."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.guessing import (
    NO_WAIT,
    Crowd,
    Limits,
    Outcome,
    Rate,
    Tries,
    Try,
    crowding,
    pace,
    too_many,
    wait,
)

LOCK = timedelta(minutes=30)
QUARTER = timedelta(minutes=15)
START = datetime(2026, 11, 2, 8, 30, tzinfo=UTC)
RULES = Limits(pace=pace(5, LOCK), anywhere=pace(10, LOCK), crowd=Crowd(10, QUARTER, QUARTER))

gaps = st.integers(0, 2400).map(lambda seconds: timedelta(seconds=seconds))
names = st.sampled_from([f"user-{n}" for n in range(25)])
addresses = st.sampled_from(["203.0.113.7", "198.51.100.9"])


def wrong(seconds, name="li"):
    return Try(START + timedelta(seconds=seconds), name, Outcome.WRONG)


def right(seconds, name="li"):
    return Try(START + timedelta(seconds=seconds), name, Outcome.RIGHT)


def waits(tries, **where):
    """The wait after each of these tries, just when it has failed."""
    return [
        wait(Tries(**dict.fromkeys(where or {"here": 1}, tries[:n])), tries[n - 1].at, RULES).total_seconds()
        for n in range(1, len(tries) + 1)
    ]


def test_the_pauses_grow_and_the_fifth_wrong_try_locks_for_half_an_hour():
    assert waits([wrong(n * 20) for n in range(5)]) == [0, 0, 5, 15, 1800]


def test_a_right_try_begins_anew_where_it_was_made_and_not_for_strangers_elsewhere():
    tries = [*(wrong(n) for n in range(4)), right(60), wrong(61)]
    assert waits(tries)[-1] == 0
    assert waits([*(wrong(n) for n in range(9)), right(60), wrong(61)], anywhere=1)[-1] == 1800


def test_a_known_device_is_judged_by_its_own_tries_alone():
    shut = [wrong(n) for n in range(20)]
    now = START + timedelta(seconds=30)
    assert wait(Tries(device=[], here=shut, anywhere=shut, address=shut), now, RULES) == NO_WAIT
    assert wait(Tries(device=shut), now, RULES) > timedelta(minutes=29)


def test_ten_users_failing_from_one_address_close_it_and_it_opens_again():
    tries = [wrong(n * 10, f"user-{n}") for n in range(10)]
    closed = tries[-1].at
    assert crowding(tries[:9], tries[8].at, RULES.crowd) == NO_WAIT
    assert crowding(tries, closed, RULES.crowd) == QUARTER
    assert crowding(tries, closed + QUARTER, RULES.crowd) == NO_WAIT


def test_colleagues_who_mistyped_and_then_came_in_are_no_crowd():
    tries = []
    for n in range(30):
        tries += [wrong(n * 20, f"user-{n}"), right(n * 20 + 10, f"user-{n}")]
    assert crowding(tries, tries[-1].at, RULES.crowd) == NO_WAIT


def test_many_at_the_same_second_wait_a_breath_and_not_a_quarter_of_an_hour():
    tries = [Try(START, f"user-{n}", Outcome.OPEN) for n in range(10)]
    assert crowding(tries, START, RULES.crowd) == RULES.crowd.breath
    assert crowding(tries, START + timedelta(minutes=2), RULES.crowd) > timedelta(minutes=10)


@pytest.mark.parametrize(("failures", "expected"), [(1, [60]), (2, [5, 60]), (3, [5, 15, 60])])
def test_a_county_may_allow_less(failures, expected):
    assert [each.total_seconds() for each in pace(failures, timedelta(minutes=1)).pauses] == expected


@st.composite
def histories(draw):
    """Somebody tries and tries: when, whom and from where. Each tries only as often as they are let."""
    moment, passed = START, []
    for _ in range(draw(st.integers(1, 80))):
        moment += draw(gaps)
        name, address = draw(names), draw(addresses)
        before = Tries(
            here=[one for one, where in passed if one.name == name and where == address],
            anywhere=[one for one, _ in passed if one.name == name],
            address=[one for one, where in passed if where == address],
        )
        if wait(before, moment, RULES) == NO_WAIT:
            passed.append((Try(moment, name, Outcome.WRONG), address))
    return passed


def most_within(moments, span):
    """The largest number of moments in any such span."""
    moments = sorted(moments)
    return max(
        (sum(1 for other in moments if one <= other < one + span) for one in moments),
        default=0,
    )


@given(histories())
def test_no_more_pass_than_the_limits_say_in_any_half_hour(passed):
    for name in {one.name for one, _ in passed}:
        own = [(one.at, where) for one, where in passed if one.name == name]
        assert most_within([at for at, _ in own], LOCK) <= 10
        for address in {where for _, where in own}:
            assert most_within([at for at, where in own if where == address], LOCK) <= 5


@given(histories())
def test_no_more_users_are_tried_from_an_address_than_the_crowd_in_any_quarter(passed):
    for address in {where for _, where in passed}:
        tries = [one for one, where in passed if where == address]
        for first in tries:
            within = {one.name for one in tries if first.at <= one.at < first.at + QUARTER}
            assert len(within) <= 10


@given(histories(), gaps)
def test_whoever_has_waited_may_try(passed, later):
    tries = [one for one, _ in passed]
    now = tries[-1].at if tries else START
    left = wait(Tries(here=tries, anywhere=tries, address=tries), now, RULES)
    assert wait(Tries(here=tries, anywhere=tries, address=tries), now + left + later, RULES) == NO_WAIT


@given(st.lists(st.tuples(gaps, names, st.sampled_from(Outcome)), max_size=40), gaps)
def test_no_wait_is_longer_than_the_lock(steps, later):
    moment, tries = START, []
    for gap, name, outcome in steps:
        moment += gap
        tries.append(Try(moment, name, outcome))
    left = wait(Tries(here=tries, anywhere=tries, address=tries), moment + later, RULES)
    assert NO_WAIT <= left <= LOCK


def test_so_many_in_an_hour_and_the_next_when_the_first_is_an_hour_old():
    rule = Rate(3, timedelta(hours=1))
    at = [START + timedelta(minutes=minutes) for minutes in (0, 10, 20)]
    assert too_many(at[:2], at[2], rule) == NO_WAIT
    assert too_many(at, at[2], rule) == timedelta(minutes=40)
    assert too_many(at, at[0] + timedelta(hours=1), rule) == NO_WAIT
