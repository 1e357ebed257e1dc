"""Write the demo county into the database: areas, calendar, catalogue, units, people; only what lacks."""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction

from accounts.models import Duty, Unit, User
from areas.importing import import_areas
from areas.models import Area, Population, inside, short_name
from casework.services import import_holidays
from demo.county import COUNTY, OUTLINE, Body, Key, Seat, Town, Village, bodies
from demo.people import PASSWORD, Person, Post, people
from disputes.dictionaries import BodySort
from disputes.models import Body as Committee
from disputes.models import Mediator
from grids.catalogue import load_catalogue

DIVISIONS = settings.BASE_DIR / "areas" / "data" / "haiyan_330424.csv"
NOTICES = settings.BASE_DIR / "casework" / "data"
COUNTED_IN, INVENTED = 2024, "演示数据，不是真实人口"
SINCE = date(2024, 1, 1)  # the committees' present term


@dataclass(frozen=True)
class County:
    """The county as it stands: its plan, and the rows that the plan's names mean."""

    towns: tuple[Town, ...]
    villages: tuple[Village, ...]
    people: tuple[Person, ...]
    units: dict[Key, Unit]
    users: dict[str, User]
    added: dict[str, int]  # what was new, by its Chinese name


@transaction.atomic
def found() -> County:
    """Make the county, or add what it lacks. What somebody changed since stays as it is."""
    added = {"区划": found_areas(), "放假通知": found_calendar(), "类别": load_catalogue().categories}
    towns, villages = read_places()
    added["网格"] = found_grids(villages)
    added["常住人口"] = found_residents(villages)
    units, added["单位"] = found_units(list(bodies(towns, villages)))
    planned = people(towns, villages)
    users, added["人员"] = found_people(planned, units)
    added["调解员"] = found_committees(planned, units, users)
    return County(tuple(towns), tuple(villages), tuple(planned), units, users, added)


def found_areas() -> int:
    """County, townships and villages from the statistics bureau's table; how many are new."""
    new = len(import_areas(DIVISIONS).new)
    Area.objects.filter(code=COUNTY, outline=None).update(outline=OUTLINE)
    return new


def found_calendar() -> int:
    """The State Council's notices that come with the platform; how many changed something."""
    notices = (
        json.loads(path.read_text(encoding="utf-8")) for path in sorted(NOTICES.glob("holidays_*.json"))
    )
    return sum(import_holidays(notice).changed for notice in notices)


def read_places() -> tuple[list[Town], list[Village]]:
    """The county's townships and villages in use, by code."""
    areas = Area.objects.below(COUNTY).current().filter(invented=False).order_by("code")
    towns = [Town(area.code, area.name) for area in areas if area.level == Area.Level.TOWNSHIP]
    villages = [
        Village(area.code, short_name(area.name)) for area in areas if area.level == Area.Level.VILLAGE
    ]
    return towns, villages


def found_grids(villages: Iterable[Village]) -> int:
    """Two or three invented grids in each village; how many are new."""
    planned = dict(grid for village in villages for grid in village.grids)
    known = set(Area.objects.filter(code__in=planned).values_list("code", flat=True))
    missing = [
        Area(code=code, name=name, invented=True) for code, name in planned.items() if code not in known
    ]
    return len(Area.objects.bulk_create(missing))


def found_residents(villages: Iterable[Village]) -> int:
    """An invented number for each grid, and their sums above; how many are new."""
    counted: Counter[str] = Counter()
    for village in villages:
        for code, _ in village.grids:
            for level in Area.Level:
                counted[code[:level]] += 400 + int(code) * 37 % 1400
    known = Population.objects.filter(year=COUNTED_IN, area__in=counted).values_list("area", flat=True)
    missing = [
        Population(area_id=code, year=COUNTED_IN, residents=n, source=INVENTED, invented=True)
        for code, n in counted.items()
        if code not in set(known)
    ]
    return len(Population.objects.bulk_create(missing))


def found_units(planned: list[Body]) -> tuple[dict[Key, Unit], int]:
    """All units by body, superiors first; and how many are new."""
    known = {(unit.area_id, unit.name): unit for unit in Unit.objects.filter(inside([COUNTY]))}
    units: dict[Key, Unit] = {}
    new = 0
    while waiting := [body for body in planned if body.key not in units]:
        ready = [body for body in waiting if body.parent is None or body.parent in units]
        fresh = {
            body.key: Unit(
                area_id=body.key[0], name=body.name, parent=units[body.parent] if body.parent else None
            )
            for body in ready
            if (body.key[0], body.name) not in known
        }
        Unit.objects.bulk_create(fresh.values())
        new += len(fresh)
        units |= {body.key: fresh.get(body.key) or known[body.key[0], body.name] for body in ready}
    return units, new


def found_people(planned: Iterable[Person], units: dict[Key, Unit]) -> tuple[dict[str, User], int]:
    """Everybody by username; who is there already keeps password and duties."""
    names = {person.username: person for person in planned}
    users = {user.username: user for user in User.objects.filter(username__in=names)}
    password = make_password(PASSWORD)  # one hash for all: it takes long on purpose
    missing = [
        User(
            username=person.username,
            name=person.name,
            email=person.email,
            password=password,
        )
        for person in names.values()
        if person.username not in users
    ]
    fresh = {user.username: user for user in User.objects.bulk_create(missing)}
    Duty.objects.bulk_create(
        duty(person.post, fresh[person.username], units)
        for person in names.values()
        if person.username in fresh
    )
    return users | fresh, len(fresh)


def found_committees(planned: Iterable[Person], units: dict[Key, Unit], users: dict[str, User]) -> int:
    """The mediation committees of the townships, each with who mediates there; how many mediators are new."""
    seats = {key: unit for key, unit in units.items() if key[1] == Seat.MEDIATION}
    known = set(Committee.objects.values_list("pk", flat=True))
    Committee.objects.bulk_create(
        Committee(unit=unit, sort=BodySort.TOWN, registered_on=SINCE, registration="演示备案")
        for unit in seats.values()
        if unit.pk not in known
    )
    sitting = set(Mediator.objects.values_list("user", flat=True))
    missing = [
        Mediator(
            body_id=seats[person.post.unit].pk,
            user=users[person.username],
            seat=Mediator.Seat.CHAIR,
            gender=Mediator.Gender.FEMALE,
            active_from=SINCE,
        )
        for person in planned
        if person.post.unit in seats and users[person.username].pk not in sitting
    ]
    return len(Mediator.objects.bulk_create(missing))


def duty(post: Post, user: User, units: dict[Key, Unit]) -> Duty:
    unit = units[post.unit] if post.unit else None
    return Duty(user=user, role=post.role, unit=unit, area_id=post.grid or None, leads=post.leads)
