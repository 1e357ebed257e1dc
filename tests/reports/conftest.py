"""A small county whose every number is counted by hand: 8 cases in 2025Q3, 4 in 2025Q2, 1 long ago."""

from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone

from accounts.models import Role
from tests.factories import AreaFactory, CaseFactory, CategoryFactory, DutyFactory, SourceFactory, UnitFactory

ZONE = timezone.get_default_timezone()


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


@pytest.fixture
def places(county, town):
    """Two townships, two categories, two sources, one unit."""
    return SimpleNamespace(
        county=county,
        east=town,
        west=AreaFactory(parent=county, name="桥西镇"),
        lamp=CategoryFactory(code="101", name="市政设施"),
        litter=CategoryFactory(code="102", name="市容环境"),
        patrol=SourceFactory(name="网格员巡查", place=1),
        hotline=SourceFactory(name="热线", place=2),
        unit=UnitFactory(area=county, name="市政所"),
    )


@pytest.fixture
def case(places):
    """A case dispatched at once, due after seven days, finished after so many hours, then closed."""

    def make(created, area=None, category=None, source=None, hours=48, **fields):
        begun = at(created)
        done = begun + timedelta(hours=hours) if hours else None
        due = begun + timedelta(days=7)
        late = hours and done > due
        ended = {"finished_at": done, "result": "办好了", "closed_at": done, "first_closed_at": done}
        return CaseFactory(
            registered_at=begun,
            area=area or places.east,
            category=category or places.lamp,
            source=source or places.patrol,
            unit=places.unit,
            status="closed" if hours else "handling",
            dispatched_at=begun,
            handle_due_at=due,
            on_time=not late if hours else None,
            **{**(ended if hours else {}), **fields},
        )

    return make


@pytest.fixture
def quarters(places, case):
    """2025Q3: east 5, west 3 (one late, one never finished). 2025Q2: east 4. One of 2024Q1 still open."""
    for day in ("07-02", "07-03", "08-04"):
        case(f"2025-{day}T09:00")
    for day in ("08-05", "09-06"):
        case(f"2025-{day}T09:00", category=places.litter, source=places.hotline)
    west = {"area": places.west, "category": places.litter}
    case("2025-07-07T09:00", **west)
    case("2025-08-08T09:00", hours=192, **west)
    case("2025-09-09T09:00", hours=0, **west)
    for day in ("04-02", "05-03", "06-04", "06-05"):
        case(f"2025-{day}T09:00")
    case("2024-02-02T09:00", hours=0)
    return places


@pytest.fixture
def clerk(county):
    """Of the office that writes the report."""
    return DutyFactory(role=Role.OFFICE, unit=UnitFactory(area=county, name="领导小组办公室")).user


@pytest.fixture
def leader(county):
    return DutyFactory(role=Role.LEADING_GROUP, unit=UnitFactory(area=county, name="领导小组")).user
