"""A county with its office, a township, a village of it, and somebody who writes in each."""

from datetime import date, timedelta

import pytest

from accounts.models import Role
from activities import services
from activities.models import Activity, Creation, Resolution
from security import clock
from tests.factories import AreaFactory, DutyFactory, UnitFactory


@pytest.fixture
def clerk(county):
    """Of the office of the county."""
    return DutyFactory(role=Role.OFFICE, unit=UnitFactory(area=county, name="领导小组办公室")).user


@pytest.fixture
def committee(village):
    return UnitFactory(area=village, name="桥东村委会")


@pytest.fixture
def villager(committee):
    """Writes for the village."""
    return DutyFactory(role=Role.VILLAGE, unit=committee).user


@pytest.fixture
def bureau(county):
    return UnitFactory(area=county, name="司法局")


@pytest.fixture
def lawyer(bureau):
    """Writes for the bureau of justice."""
    return DutyFactory(role=Role.COMPETENT_ORG, unit=bureau).user


@pytest.fixture
def other_town(county):
    return AreaFactory(parent=county, name="桥西镇")


@pytest.fixture
def neighbour(other_town):
    """Of the other township."""
    return DutyFactory(role=Role.TOWN, unit=UnitFactory(area=other_town, name="桥西镇政府")).user


def unit_of(user):
    return user.held[0].unit


def held(user, area, *, kind="law", **given):
    """An activity of the user's unit."""
    line = {"topic": "宪法宣传", "people": 30, "on": clock.today(), **given}
    return services.record(Activity(area=area, kind=kind, **line), by=user, unit=unit_of(user))


def matter(user, village, **given):
    """A matter of the village, taken up a month ago."""
    line = {"title": "修村口的路", "text": "硬化三百米", "on": clock.today() - timedelta(days=30), **given}
    return services.record(Resolution(area=village, **line), by=user, unit=unit_of(user))


def votes(entitled, present, agreed, against=0, abstained=None):
    rest = present - agreed - against if abstained is None else abstained
    names = ("entitled", "present", "agreed", "against", "abstained")
    return dict(zip(names, (entitled, present, agreed, against, rest), strict=True))


def walked(resolution, by, steps, first: date):
    """The first steps, a day each; a decision is published as long as it has to be."""
    said = {
        "2": {"gathering": "board", **votes(7, 6, 6)},
        "3": {"gathering": "party", **votes(30, 20, 15)},
        "4": {"gathering": "delegates", **votes(30, 25, 20)},
        "6": {"until": first + timedelta(days=16)},
    }
    stages = [stage for stage in "1234567" if stage != "5" or resolution.needs_town]
    for number, stage in enumerate(stages[:steps]):
        day = first + timedelta(days=20 if stage == "7" else number)
        more = said.get(stage, {})
        services.take_step(resolution, by=by, on=day, document=f"记录{stage}", **more)
        resolution = Resolution.objects.get(pk=resolution.pk)
    return resolution


def scheme(clerk, **given):
    """A creation of villages with two standards that are needed and one that is not."""
    said = {"name": "平安村", "level": 12, "target": 80, **given}
    return services.found(by=clerk, needed=["无命案", "有调解室"], others=["有广场"], **said)


def checked(user, area, its, *, met=2):
    """A creation with its self-check, so many of the standards met."""
    made = services.record(
        Creation(scheme=its, area=area, on=clock.today() - timedelta(days=3)), by=user, unit=unit_of(user)
    )
    services.check(made, list(its.standards.order_by("-needed", "pk"))[:met], by=user)
    return made


def passing(**given):
    today = clock.today()
    return {"passed": True, "on": today, "until": today + timedelta(days=365), **given}
