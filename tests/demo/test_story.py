from collections import Counter
from datetime import date, datetime, timedelta

import pytest

from areas.geometry import contains
from casework.clocks import Calendar
from demo.county import OUTLINE
from demo.openings import WISHES, openings
from demo.people import HOME
from demo.rhythm import Office
from demo.story import first_day, stories, storm_days
from grids.limits import HANDLE
from tests.demo.conftest import NOW, UNTIL, ZONE


def share(told, move, times=1):
    return sum(sum(step.move == move for step in story.steps) >= times for story in told) / len(told)


def test_the_same_day_and_seed_tell_the_same_stories(county_world):
    first, second = (stories(county_world, until=UNTIL, now=NOW, count=300) for _ in range(2))
    assert first == second
    assert first != stories(county_world, until=UNTIL, now=NOW, count=300, seed=1)


def test_a_day_that_is_over_is_told_alike_whenever_it_is_asked(county_world):
    until = date(2026, 3, 31)
    asked = [
        stories(county_world, until=until, now=datetime(2026, month, 9, 11, tzinfo=ZONE), count=200)
        for month in (4, 7)
    ]
    assert asked[0] == asked[1]


@pytest.mark.parametrize(
    ("until", "first"),
    [
        (date(2026, 6, 18), date(2025, 4, 1)),
        (date(2026, 1, 1), date(2025, 1, 1)),
        (date(2026, 12, 31), date(2025, 10, 1)),
    ],
)
def test_the_stream_begins_a_year_before_the_running_quarter(until, first):
    assert first_day(until) == first


def test_a_year_and_the_running_quarter_and_nothing_ahead(told):
    assert 5900 <= len(told) <= 6000
    assert told[0].at.date() - first_day(UNTIL) < timedelta(days=3)
    assert max(story.at for story in told) < NOW
    assert max(step.at for story in told for step in story.steps) < NOW
    assert [story.at for story in told] == sorted(story.at for story in told)


def test_steps_follow_each_other(told):
    for story in told:
        moments = [story.at, *(step.at for step in story.steps)]
        assert moments == sorted(moments)


@pytest.mark.parametrize(
    ("move", "low", "high"),
    [
        ("settle", 0.06, 0.10),
        ("query", 0.015, 0.045),
        ("decline", 0.005, 0.02),
        ("hand_back", 0.045, 0.075),
        ("rework", 0.03, 0.05),
        ("reopen", 0.012, 0.03),
        ("close", 0.95, 0.99),
    ],
)
def test_lives_go_as_planned(told, move, low, high):
    assert low <= share(told, move) <= high


def test_few_are_handed_back_twice(told):
    assert 0 < share(told, "refer") < 0.015


def test_about_one_in_eight_is_late(told, county_world):
    late = finished = 0
    for story in told:
        sent = done = None
        for step in story.steps:
            if step.move in {"dispatch", "rework"}:
                sent, done = step.at, None
            elif step.move == "finish":
                done = step.at
        if sent and done:
            limit = county_world.limit(HANDLE, story.category, story.urgency)
            finished += 1
            late += done >= limit.due(sent, county_world.calendar, ZONE).at
    assert 0.09 < late / finished < 0.15


def test_patrols_are_most_of_all_sources(told):
    sources = Counter(story.source for story in told)
    assert sources.most_common(1)[0][0] == "网格员巡查"
    assert len(sources) == 6
    assert 0.5 < sources["网格员巡查"] / len(told) < 0.75


def test_urgencies_are_mixed(told):
    shares = Counter(story.urgency for story in told)
    assert set(shares) == {"urgent", "general", "complex", "major"}
    assert 0.7 < shares["general"] / len(told) < 0.9


def test_working_days_between_eight_and_six_are_busiest(told):
    weekdays = Counter(story.at.weekday() for story in told)
    assert min(weekdays[day] for day in range(5)) > 1.5 * max(weekdays[5], weekdays[6])
    assert sum(8 <= story.at.hour < 18 for story in told) > 0.8 * len(told)


def test_seasons_and_storms_show(told, county_world):
    def perday(wanted, month_from, month_to):
        chosen = [story for story in told if month_from <= story.at.month <= month_to]
        return sum(wanted in story.text for story in chosen) / len({story.at.date() for story in chosen})

    assert perday("放鞭炮", 1, 2) > 3 * perday("放鞭炮", 4, 10)
    stormy = storm_days(2025, 330424)
    flooded = [story for story in told if "积水" in story.text and "坑" not in story.text]
    assert sum(story.at.date() in stormy for story in flooded) > 0.1 * len(flooded)


def test_most_points_are_given_and_lie_in_the_county(told):
    points = [story.point for story in told if story.point]
    assert 0.55 < len(points) / len(told) < 0.65
    assert all(contains(OUTLINE, float(lng), float(lat)) for lng, lat in points)


def test_cases_of_all_townships_and_most_grids(told, towns):
    assert {story.area[:9] for story in told} == {town.code for town in towns}
    assert len({story.area for story in told}) > 280


@pytest.mark.parametrize(
    "now",
    [
        NOW,
        datetime(2026, 6, 21, 10, 5, tzinfo=ZONE),  # a Sunday
        datetime(2026, 6, 22, 0, 10, tzinfo=ZONE),  # the night before Monday
        datetime(2025, 10, 8, 16, 0, tzinfo=ZONE),  # the last of eight days of holiday
    ],
)
def test_every_wish_is_met_whenever_the_demo_is_made(county_world, now):
    waiting = list(openings(county_world, now, 1))
    assert len(waiting) == len(WISHES)
    assert all(story.at < now and all(step.at < now for step in story.steps) for story in waiting)


def test_the_home_township_has_open_cases_in_every_state(told):
    last = {story.steps[-1].move if story.steps else "" for story in told if story.area.startswith(HOME)}
    assert {"", "query", "dispatch", "accept", "finish", "check", "rework"} <= last


def test_no_more_than_asked_for(county_world):
    assert stories(county_world, until=UNTIL, now=NOW, count=0) == []
    assert len(stories(county_world, until=UNTIL, now=NOW, count=5)) == 5


def test_office_hours_are_counted_there_and_back():
    office = Office(Calendar(), ZONE)
    friday = datetime(2026, 6, 12, 16, 30, tzinfo=ZONE)
    monday = datetime(2026, 6, 15, 9, 30, tzinfo=ZONE)
    assert office.later(friday, 120) == monday
    assert office.earlier(monday, 120) == friday
    assert office.later(datetime(2026, 6, 13, 12, tzinfo=ZONE), 0) == datetime(
        2026, 6, 15, 8, 30, tzinfo=ZONE
    )
