"""A county with two towns, a department that scores, its office and its leading group."""

from datetime import timedelta

import pytest

from accounts.models import Role
from assessment import services
from progress.selectors import last_quarter
from security import clock
from tests.assessment.line import DOCUMENT, Assessing, past_appeals
from tests.factories import AreaFactory, CaseFactory, DutyFactory, UnitFactory


@pytest.fixture
def office(county):
    return UnitFactory(area=county, name="领导小组办公室")


@pytest.fixture
def clerk(office):
    return DutyFactory(role=Role.OFFICE, unit=office, leads=True).user


@pytest.fixture
def colleague(office):
    return DutyFactory(role=Role.OFFICE, unit=office).user


@pytest.fixture
def leader(county):
    return DutyFactory(role=Role.LEADING_GROUP, unit=UnitFactory(area=county, name="领导小组")).user


@pytest.fixture
def quarter():
    return last_quarter()


@pytest.fixture
def line(county, town, centre, clerk, colleague, leader, quarter):
    west = AreaFactory(parent=county, name="桥西镇")
    away = UnitFactory(area=west, name="桥西镇综治中心")
    made = Assessing(county, town, clerk, colleague, leader, quarter)
    return made.with_towns(centre, away)


@pytest.fixture
def cases(line):
    """Three cases of the quarter in the eastern town, two of them closed; one in the western."""
    begun = clock.day_begins(line.quarter.start)
    ended = {
        "status": "closed",
        "closed_at": begun,
        "finished_at": begun,
        "first_closed_at": begun,
        "result": "好",
    }
    given = {"registered_at": begun, "handle_due_at": begun + timedelta(days=7)}
    east = [CaseFactory(area=line.town, **given, **more) for more in (ended, ended, {})]
    return [*east, CaseFactory(area=line.west.area, **given)]


@pytest.fixture
def run(line, cases):
    return line.open()


@pytest.fixture
def noticed(line, cases):
    return line.noticed()


@pytest.fixture
def decided(line, noticed):
    past_appeals(noticed)
    services.propose(line.run, by=line.clerk)
    return services.decide(line.run, by=line.leader, document=DOCUMENT)


@pytest.fixture
def published(line, decided):
    return services.publish(line.run, by=line.clerk)
