"""A county whose office holds units to what they have to do."""

from datetime import timedelta

import pytest

from accounts.models import Role
from outcomes.services import awarding, honouring, scheming
from security import clock
from tests.factories import DutyFactory, UnitFactory
from tests.outcomes.way import Way


@pytest.fixture
def office(county):
    """The office of the leading group."""
    return UnitFactory(area=county, name="领导小组办公室")


@pytest.fixture
def clerk(office):
    return DutyFactory(role=Role.OFFICE, unit=office, leads=True).user


@pytest.fixture
def colleague(office):
    """Another one of the office."""
    return DutyFactory(role=Role.OFFICE, unit=office).user


@pytest.fixture
def leader(county):
    return DutyFactory(role=Role.LEADING_GROUP, unit=UnitFactory(area=county, name="领导小组")).user


@pytest.fixture
def bureau(county):
    return UnitFactory(area=county, name="住建局")


@pytest.fixture
def other_bureau(county):
    return UnitFactory(area=county, name="人社局")


@pytest.fixture
def member(bureau):
    """Fills in for the bureau."""
    return DutyFactory(role=Role.MEMBER_UNIT, unit=bureau).user


@pytest.fixture
def chief(bureau):
    """Heads the bureau."""
    return DutyFactory(role=Role.MEMBER_UNIT, unit=bureau, leads=True).user


@pytest.fixture
def other_member(other_bureau):
    return DutyFactory(role=Role.MEMBER_UNIT, unit=other_bureau).user


@pytest.fixture
def way(clerk, colleague, leader, member, chief, bureau):
    """The way of a measure towards the bureau."""
    return Way(clerk, colleague, leader, member, chief, bureau)


@pytest.fixture
def treasury(county):
    return UnitFactory(area=county, name="财政局")


@pytest.fixture
def treasurer(treasury):
    return DutyFactory(role=Role.MEMBER_UNIT, unit=treasury).user


@pytest.fixture
def scheme(clerk, treasury, bureau, other_bureau):
    """A draft that supports both bureaus for what they finished."""
    said = {"year": clock.today().year, "name": "任务补助", "basis": "测财〔2026〕1号"}
    made = scheming.draft(by=clerk, budget="1000", scaled=False, finance=treasury, **said)
    scheming.add_item(made, by=clerk, figure="cases.reported", reach="unit", rate=100, cap=150)
    scheming.add_units(made, by=clerk, units=[bureau, other_bureau])
    return made


@pytest.fixture
def adopted(scheme, colleague):
    return scheming.adopt(scheme, by=colleague, document="测办〔2026〕2号")


@pytest.fixture
def period():
    """Days of this year that are over."""
    today = clock.today()
    return {"begins_on": today.replace(month=1, day=1), "ends_on": today - timedelta(days=1)}


@pytest.fixture
def award(adopted, clerk, period):
    return awarding.compute(adopted, by=clerk, **period)


@pytest.fixture
def roll(clerk):
    return honouring.open_roll(by=clerk, title="平安先进", year=clock.today().year, basis="测办〔2026〕3号")
