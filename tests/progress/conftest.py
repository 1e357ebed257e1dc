"""A county whose office asks two member units for their last quarter."""

import pytest

from accounts.models import Role
from pilot.services import listing
from progress import services
from progress.selectors import last_quarter
from tests.factories import DutyFactory, UnitFactory
from tests.pilot.conftest import ADOPTED, fill
from tests.progress.line import Reporting, asked


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
def quarter():
    return last_quarter()


@pytest.fixture
def members(clerk, leader, bureau, other_bureau):
    """The list of member units, in force since long."""
    draft = fill(listing.draft(by=clerk), clerk, bureau, other_bureau)
    return listing.adopt(draft, by=leader, **ADOPTED | {"valid_from": "2020-01-02", "dated_on": DAY})


DAY = ADOPTED["dated_on"].replace(year=2020)


@pytest.fixture
def items(clerk, members):
    """What is asked, of every sort."""
    return asked(clerk)


@pytest.fixture
def sheets(items, quarter, county):
    """The quarter's returns, not started."""
    services.open_quarter(quarter, county.pk)


@pytest.fixture
def line(sheets, clerk, colleague, member, chief, bureau, quarter):
    """The way of the bureau's return."""
    return Reporting(clerk, colleague, member, chief, bureau, quarter)
