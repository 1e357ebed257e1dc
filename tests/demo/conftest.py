import json
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from areas.divisions import read_division
from areas.models import short_name
from casework.clocks import Calendar
from casework.rules import rules
from casework.services.calendar import parse_notice
from demo.county import Town, Village
from demo.founding import DIVISIONS, NOTICES
from demo.people import people
from demo.story import stories
from demo.world import world
from grids.catalogue import CATEGORIES

ZONE = ZoneInfo("Asia/Shanghai")
UNTIL = date(2026, 6, 18)  # a Thursday in the middle of a quarter
NOW = datetime(2026, 6, 18, 15, 20, tzinfo=ZONE)


@pytest.fixture(scope="session")
def towns():
    places = read_division(DIVISIONS.read_text(encoding="utf-8")).places.values()
    return [Town(place.code, place.name) for place in places if len(place.code) == 9]


@pytest.fixture(scope="session")
def villages():
    places = read_division(DIVISIONS.read_text(encoding="utf-8")).places.values()
    return [Village(place.code, short_name(place.name)) for place in places if len(place.code) == 12]


@pytest.fixture(scope="session")
def everybody(towns, villages):
    return people(towns, villages)


@pytest.fixture(scope="session")
def county_world(towns, villages, everybody):
    """The county as planned, without a database."""
    return world(
        towns,
        villages,
        everybody,
        categories=planned_categories(),
        calendar=published_calendar(),
        zone=ZONE,
        limit=lambda key, category, urgency: rules()[key].limit(urgency),
    )


@pytest.fixture(scope="session")
def told(county_world):
    """The stories of the default size, on a working afternoon."""
    return stories(county_world, until=UNTIL, now=NOW, count=6000)


def planned_categories():
    found = {}
    for code, (name, children) in CATEGORIES.items():
        found[name, ""] = (code, code)
        found |= {(name, child): (code, f"{code}{place}") for place, child in enumerate(children, 101)}
    return found


def published_calendar():
    days = {}
    for path in NOTICES.glob("holidays_*.json"):
        days |= parse_notice(json.loads(path.read_text(encoding="utf-8")))[2]
    return Calendar(
        holidays=frozenset(day for day, (worked, _) in days.items() if not worked),
        makeup_days=frozenset(day for day, (worked, _) in days.items() if worked),
        published=frozenset({2025, 2026}),
    )
