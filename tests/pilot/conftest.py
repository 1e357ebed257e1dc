"""A county with its office, its leading group and two member units."""

from datetime import date

import pytest

from accounts.models import Role
from pilot.models import Office
from pilot.services import listing
from tests.factories import DutyFactory, UnitFactory
from tests.pilot.tasks import Line

ADOPTED = {"document": "测办〔2026〕1号", "dated_on": date(2026, 1, 4), "valid_from": date(2026, 1, 5)}


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
    """Works for the programme in the bureau."""
    return DutyFactory(role=Role.MEMBER_UNIT, unit=bureau).user


@pytest.fixture
def chief(bureau):
    """Heads the bureau."""
    return DutyFactory(role=Role.MEMBER_UNIT, unit=bureau, leads=True).user


@pytest.fixture
def other_member(other_bureau):
    return DutyFactory(role=Role.MEMBER_UNIT, unit=other_bureau).user


def fill(draft, by, *units):
    """What a list has to have, and these member units."""
    listing.add(draft, "post", by=by, office=Office.HEAD, name="甲某", title="县委书记")
    listing.add(draft, "post", by=by, office=Office.DIRECTOR, name="乙某", title="政法委书记")
    for unit in units:
        listing.add(draft, "unit", by=by, unit=unit)
    return draft


@pytest.fixture
def first(clerk, leader, bureau):
    """The first version, adopted."""
    draft = fill(listing.draft(by=clerk), clerk, bureau)
    member = draft.memberunits.get()
    listing.add(draft, "duty", by=clerk, member=member, text="物业纠纷化解", basis="测办〔2026〕1号第三条")
    listing.add(draft, "special", by=clerk, name="物业专项组", lead=bureau, units=[])
    return listing.adopt(draft, by=leader, **ADOPTED)


@pytest.fixture
def line(clerk, colleague, member, bureau):
    """The way of a task from the office to the bureau."""
    return Line(clerk, colleague, member, bureau)
