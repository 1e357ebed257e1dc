"""Who brings which petition, where, how, and which way it goes. The same county gives the same petitions."""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from accounts.models import Duty, Role, Unit, User
from areas.models import Area, short_name
from casework.models.calendar import full_calendar
from casework.services.accounts import residents_account
from demo import courses
from demo.appeals import HEADCOUNTS, Due, Hands, Step, Tale
from demo.beginnings import RESIDENT
from demo.county import COUNTY, TOWN_DESKS
from demo.people import HOME, HOME_VILLAGE
from demo.reporters import reporter
from demo.rhythm import Office
from demo.texts import petitions as texts
from demo.texts.petitions import Plea
from demo.texts.places import ROADS
from petitions.limits import HANDLERS

SEED, DAYS = "petitions", 365
CHANNELS = (
    "net",
    "letter",
    "visit",
    "net",
    "phone",
    "letter",
    "net",
    "visit",
    "other",
    "fax",
    "net",
    "phone",
)
ABOVE_TWICE = (courses.TO_THE_END,)  # reviewed and rechecked: only of a township's office two organs are here
AT_HOME = (courses.TO_THE_END, courses.DOUBTED)  # the other townships' governments have nobody who reviews
NAMELESS_EVERY, PHONELESS_EVERY, CROWD_EVERY, HIDDEN_EVERY = 4, 7, 9, 17
FIRST = 200_000  # of the made-up people: others than those who told of cases


@dataclass(frozen=True)
class Stage:
    """What of the county the petitions need."""

    hands: Hands
    areas: dict[str, Area]
    units: dict[tuple[str, str], Unit]
    windows: dict[str, User]
    residents: User

    @property
    def villages(self) -> list[str]:
        return sorted(code for code in self.areas if len(code) == len(HOME_VILLAGE))


def stage_of(clerk: User, colleague: User) -> Stage:
    """The county as it stands, in a few queries."""
    areas = Area.objects.below(COUNTY).current().filter(invented=False).in_bulk()
    units = Unit.objects.filter(area__code__startswith=COUNTY)
    duties = Duty.objects.current().select_related("user", "unit")
    windows = {duty.area_code: duty.user for duty in duties.filter(role=Role.WINDOW)}
    return Stage(
        hands_of(clerk, colleague),
        areas,
        {(unit.area_id, unit.name): unit for unit in units},
        windows,
        residents_account(),
    )


def hands_of(clerk: User, colleague: User) -> Hands:
    """Of each unit somebody who handles, and the head."""
    found: dict[int, list[User]] = {}
    duties = Duty.objects.current().filter(role__in=HANDLERS, area=None)
    for duty in duties.select_related("user", "unit").order_by("leads", "pk"):
        if duty.unit:
            found.setdefault(duty.unit.pk, []).append(duty.user)
    return Hands(clerk, colleague, {unit: (all_[0], all_[-1]) for unit, all_ in found.items()})


def cast(stage: Stage, now: datetime, count: int) -> list[Due]:
    """All tales with the moment of their first act: one every few days, the last just now."""
    office = Office(full_calendar(), timezone.get_default_timezone())
    dues: list[Due] = []
    for place in range(count):
        course = courses.YEAR[place % len(courses.YEAR)]
        tale = tell(stage, place, course)
        if course in courses.BEFORE:
            follow(tale, dues[max(0, place - courses.BEFORE[course])].tale)
        back = timedelta(days=(count - place - tale.rng.random()) * DAYS / count)
        at = min(office.later(now - back, 0), now - timedelta(minutes=count - place))
        dues.append(Due(at, place, tale, course))
    return dues


def tell(stage: Stage, place: int, course: tuple[Step, ...]) -> Tale:
    """One petition before its first day."""
    rng = random.Random(f"{SEED}:{place}")
    near = [code for code in stage.villages if code.startswith(HOME)]
    village = stage.areas[rng.choice(near if course in AT_HOME or rng.random() < 0.3 else stage.villages)]
    plea, category, path = plea_of(rng, course)
    tale = Tale(
        hands=stage.hands,
        rng=rng,
        plea=plea,
        words={"village": short_name(village.name), "road": rng.choice(ROADS), "n": str(rng.randint(4, 60))},
        area=village,
        unit=unit_of(stage, plea, village),
        people=[person(place)],
        channel=CHANNELS[place % len(CHANNELS)],
        by=stage.hands.clerk,
        category=category,
        path=path,
    )
    tale.by = writer(stage, tale)
    tale.more |= particulars(stage, tale, place)
    return tale


def plea_of(rng: random.Random, course: tuple[Step, ...]) -> tuple[Plea, str, str]:
    """What is asked, its category and its path, as the course needs them."""
    if course is courses.SUGGESTED:
        return rng.choice(texts.SUGGESTIONS), "suggest", ""
    if course is courses.ACCUSED:
        return texts.ACCUSATION, "accuse", ""
    if course is courses.REFUSED:
        return texts.RAILWAY, "claim", "p6"
    if course is courses.GUIDED:
        way = rng.choice(texts.ELSEWHERE)
        return way.plea, "claim", way.path
    claims = [one for one in texts.CLAIMS if course not in ABOVE_TWICE or one.desk in TOWN_DESKS]
    return rng.choice(claims), "claim", "p6"


def unit_of(stage: Stage, plea: Plea, village: Area) -> Unit:
    """The unit that this desk is for the village: an office of its township, or a department."""
    if plea.desk not in TOWN_DESKS:
        return stage.units[COUNTY, plea.desk]
    town = stage.areas[village.code[:9]]
    return stage.units[town.code, f"{town.name}{plea.desk}"]


def person(place: int) -> dict[str, Any]:
    """Somebody invented; some have no mobile phone."""
    told = reporter(FIRST + place, RESIDENT, "演示住址")
    return {"name": told["name"]} if place % PHONELESS_EVERY == 0 else told


def writer(stage: Stage, tale: Tale) -> User:
    """Who writes it down: residents themselves, a window where they came, or the petition office."""
    if tale.channel == "net":
        return stage.residents
    window = stage.windows.get(tale.area.code[:9])
    came = tale.channel in {"visit", "phone"} and tale.category != "accuse"
    return window if came and window and tale.rng.random() < 0.5 else stage.hands.clerk


def particulars(stage: Stage, tale: Tale, place: int) -> dict[str, Any]:
    """Some come together, some leave no name, some ask not to be known to the unit; who is accused."""
    if tale.category == "accuse":
        return {"category": "accuse", "units": [tale.unit], "complained": tale.unit.name}
    if tale.category == "suggest" and place % NAMELESS_EVERY == 0:
        tale.people = []
        return {"anonymous": True, "unreachable": True}
    if place % CROWD_EVERY == 2:
        more = [person(1000 + place * 2), person(1001 + place * 2)]
        tale.people = [{**one, "represents": True} for one in (*tale.people, *more)]
        return {"joint": True, "headcount": tale.rng.choice(HEADCOUNTS)}
    return {"veiled": True} if place % HIDDEN_EVERY == 4 else {}


def follow(tale: Tale, before: Tale) -> None:
    """The same people bring the same again."""
    tale.twin, tale.people, tale.plea, tale.more = before, before.people, before.plea, before.more
    tale.words, tale.area, tale.unit = before.words, before.area, before.unit
    tale.category, tale.path = before.category, before.path
