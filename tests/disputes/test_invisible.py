"""The confidential disputes of another committee, at every door: each page, number, calendar and workbook is
word for word what it is without them.
"""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Role
from casework.feeding import calendar_of
from casework.models import Matter
from casework.services.feeds import renew_feed
from disputes import services
from disputes.models import RewardRate, Room
from disputes.services import sweeping
from disputes.services.rewarding import claim
from security import clock
from tests.coming import come_in
from tests.disputes.conftest import PARTIES, Line
from tests.factories import AreaFactory, BodyFactory, DutyFactory, MediatorFactory, UnitFactory
from tests.matrix.reading import content, opened

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
FACTS = "暗处围墙后面打人。"
# What differs from one answer to the next by itself: tokens, keys of forms, and when a workbook was made.
CHANCE = re.compile(r'(csrfmiddlewaretoken|submission)" value="[^"]*"|\d{4}-\d\d-\d\d[T ][\d:]+Z?|[\w-]{40,}')
# Whoever is near, and is not to know: of the same committee, over the township, over the county.
NEAR = {
    "a mediator of another committee": (Role.MEDIATOR, "body"),
    "a mediator of the same committee": (Role.MEDIATOR, "other body"),
    "the township's dispatcher": (Role.TOWN, "other town"),
    "the county's judicial office": (Role.JUDICIAL, "county"),
    "the leading group's office": (Role.OFFICE, "county"),
    "the leading group": (Role.LEADING_GROUP, "county"),
}


@pytest.fixture
def chair_there(county):
    """Another township's committee, and who leads it."""
    town = AreaFactory(code=f"{county.code}777", name="演示西镇")
    body = BodyFactory(unit=UnitFactory(area=town, name="演示西镇调委会"), sort="town", mark="西镇调")
    user = DutyFactory(role=Role.MEDIATOR, unit=body.unit).user
    return MediatorFactory(body=body, user=user, seat="chair")


@pytest.fixture
def sweep(county, chair_there):
    """The county has that township report what it finds."""
    office = DutyFactory(role=Role.OFFICE, unit=UnitFactory(area=county)).user
    hall = UnitFactory(area=chair_there.body.unit.area, name="演示西镇综治中心")
    DutyFactory(role=Role.TOWN, unit=hall, leads=True)
    days = {"starts_on": clock.today() - DAY, "ends_on": clock.today() + DAY}
    given = {"name": "演示排查", "sort": "regular", "tier": "town", "rhythm": "once", "grace": 3, "words": ""}
    plan = sweeping.plan_sweeps(by=office, area=county, **given, **days)
    return plan.sweeps.get(unit=hall)


@pytest.fixture
def own(line, county):
    """One that is nobody's secret, of the same two people, and the county's rate for claims."""
    days = {"valid_from": clock.today() - DAY, "basis": "演示文件"}
    RewardRate.objects.create(area=county, sort="written", amount=200, **days)
    return line.to("meet")


@pytest.fixture
def hide(chair_there, sweep):
    """Two disputes about violence at home: one with a session to come, one put away and claimed for."""
    there, room = chair_there.body.unit.area, Room.objects.create(body=chair_there.body, name="西镇一号室")

    def register(**fields):
        given = {"facts": FACTS, "justice_type": "neighbour", "parties": PARTIES, "area": there}
        more = {"sweep": sweep, "violence": True, "amount": 7777, "by": chair_there.user}
        return services.register(**(given | more | fields))

    def hidden():
        line = Line(register, chair_there)
        going, done = line.to("notify"), line.to("file")
        begins = clock.now() + DAY
        services.plan(going, starts_at=begins, ends_at=begins + DAY / 48, room=room, by=line.by)
        claim(Matter.objects.get(pk=done.pk), by=line.by)
        return Matter.objects.get(pk=going.pk), Matter.objects.get(pk=done.pk)

    return hidden


def doors(own, sweep):
    """Every place where disputes stand side by side, or are counted."""
    day = clock.today() + DAY
    return {
        "list": "/disputes/?status=all",
        "list by a word": "/disputes/?status=all&q=围墙",
        "list by what is to be visited": "/disputes/?visit=due",
        "api": "/api/v1/disputes/",
        "search": "/search/?q=围墙",
        "to do": "/todo/",
        "to do in the api": "/api/v1/todo/",
        "notices": "/notices/",
        "intake": "/intake/",
        "board": "/board/",
        "day": f"/calendar/?view=day&day={day}",
        "week": f"/calendar/?view=week&day={day}",
        "month": f"/calendar/?view=month&day={day}",
        "tables": "/disputes/tables/",
        "tables as a workbook": "/disputes/tables/export/",
        "sweeps": "/disputes/sweeps/",
        "sweep": f"/disputes/sweeps/{sweep.plan_id}/",
        "sweep's row": f"/disputes/sweeps/rows/{sweep.pk}/",
        "sweep as a workbook": f"/disputes/sweeps/{sweep.plan_id}/export/",
        "claims": "/disputes/rewards/",
        "claims as a workbook": "/disputes/rewards/export/",
        "another one of the same people": own.get_absolute_url(),
    }


def read(user, own, sweep):
    """What stands behind each door for this user, in their browser and in their phone's calendar."""
    client = Client()
    client.force_login(user)
    found = {name: shown(client.get(url)) for name, url in doors(own, sweep).items()}
    number = client.post(reverse("disputes:by_person"), {"number": "13900002222"}).url
    found["list by a person"] = shown(client.get(number))
    found["feed"] = shown(client.get(f"/calendar/feed.ics?key={renew_feed(user)}"))
    return found


def shown(response):
    """The page, or all that is in the file, less what is there by chance."""
    return f"{response.status_code}\n{CHANCE.sub('', opened(content(response), response))}"


@pytest.mark.parametrize("who", NEAR)
def test_the_confidential_dispute_of_another_committee_is_invisible_at_every_door(
    who, own, hide, sweep, chair_there, body, county
):
    """In lists, counts, search, calendar, exports; and its own addresses are those of nothing."""
    role, where = NEAR[who]
    units = {"body": body.unit, "other body": chair_there.body.unit, "county": UnitFactory(area=county)}
    units["other town"] = UnitFactory(area=chair_there.body.unit.area)
    user = DutyFactory(role=role, unit=units[where]).user
    before = read(user, own, sweep)
    hidden = hide()
    after = read(user, own, sweep)
    assert [name for name in before if before[name] != after[name]] == []
    for matter in hidden:
        assert not [name for name, text in after.items() if matter.number in text]
        refused(user, matter)


def refused(user, matter):
    """Whatever is asked of it is answered like what does not exist."""
    client = Client()
    come_in(client, user)
    page, nothing = matter.get_absolute_url(), "/disputes/202001-999999/"
    for part in ("", "print/", "dossier/", "dossier/registration/docx/", "dossier/full/", "meet/", "link/"):
        asked, unknown = client.get(f"{page}{part}"), client.get(f"{nothing}{part}")
        assert (asked.status_code, unknown.status_code) == (404, 404), part
    assert client.get(f"/api/v1{page}").status_code == 404
    assert client.post(f"{page}dossier/bind/").status_code == 404
    assert client.get(f"/disputes/rewards/{matter.pk}/").status_code == 404
    assert client.post(f"/disputes/rewards/for/{matter.number}/").status_code == 404


def test_whoever_has_it_in_hand_finds_it_behind_these_same_doors(own, hide, sweep, chair_there):
    """So that the test above looks where disputes are."""
    user = chair_there.user
    before = read(user, own, sweep)
    hide()
    after = read(user, own, sweep)
    changed = {name for name in before if before[name] != after[name]}
    wanted = "list, list by a word, list by a person, api, search, to do, to do in the api, day, week, month"
    wanted += ", tables, tables as a workbook, claims, claims as a workbook, feed"
    assert changed >= set(wanted.split(", "))
    assert FACTS not in calendar_of(user).decode()
