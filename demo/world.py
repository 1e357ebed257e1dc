"""What the story teller knows of the county: places, people, categories, limits. Plain values."""

import random
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import tzinfo

from accounts.models import Role
from casework.clocks import Calendar, Limit
from demo.county import COUNTY, Key, Seat, Town, Village
from demo.people import Person
from demo.rhythm import Office
from demo.texts.theme import Desk

LimitOf = Callable[[str, str, str], Limit]  # (step, category, urgency)
Categories = Mapping[tuple[str, str], tuple[str, str]]  # (main, leaf) by name -> their codes

# How much of the county's life goes on in each township, and roughly where its middle lies (WGS-84).
TOWNS: Mapping[str, tuple[float, float, float]] = {
    "330424001": (0.27, 120.944, 30.525),
    "330424002": (0.13, 120.985, 30.585),
    "330424004": (0.10, 120.925, 30.455),
    "330424005": (0.12, 120.900, 30.545),
    "330424101": (0.09, 120.815, 30.580),
    "330424102": (0.09, 120.785, 30.525),
    "330424103": (0.06, 120.855, 30.525),
    "330424105": (0.08, 120.885, 30.405),
    "330424106": (0.06, 120.825, 30.455),
}


@dataclass(frozen=True)
class Place:
    """A village with all that a case there needs."""

    village: Village
    weight: float
    lng: float
    lat: float


@dataclass(frozen=True)
class World:
    """All that a story is made from. The same world and seed tell the same stories."""

    places: tuple[Place, ...]
    staff: Mapping[Key, tuple[str, ...]]  # unit -> usernames of those who handle its cases
    workers: Mapping[str, str]  # grid -> username
    categories: Categories
    calendar: Calendar
    zone: tzinfo
    limit: LimitOf

    @property
    def office(self) -> Office:
        return Office(self.calendar, self.zone)

    def dispatchers(self, village: str) -> tuple[str, ...]:
        """Who dispatches for the township of this village."""
        return self.staff[village[:9], Seat.TOWN_CENTRE]

    def village(self, code: str) -> Place:
        return next(place for place in self.places if place.village.code == code)


def world(
    towns: Iterable[Town],
    villages: Iterable[Village],
    people: Iterable[Person],
    *,
    categories: Categories,
    calendar: Calendar,
    zone: tzinfo,
    limit: LimitOf,
) -> World:
    """Put the plan of the county together."""
    everybody = list(people)
    return World(
        places=tuple(placed(list(villages), {town.code for town in towns})),
        staff=staff_of(everybody),
        workers={person.post.grid: person.username for person in everybody if person.post.grid},
        categories=categories,
        calendar=calendar,
        zone=zone,
        limit=limit,
    )


def staff_of(people: Iterable[Person]) -> Mapping[Key, tuple[str, ...]]:
    """Who does the work of each unit; a head does it only where there is nobody else, and whoever looks
    after mediation handles no cases.
    """
    staff: dict[Key, list[str]] = defaultdict(list)
    for person in people:
        post = person.post
        if post.role == Role.JUDICIAL:
            continue
        if post.unit and not post.grid and (not post.leads or post.role == Role.VILLAGE):
            staff[post.unit].append(person.username)
    return {unit: tuple(names) for unit, names in staff.items()}


def placed(villages: list[Village], towns: set[str]) -> Iterable[Place]:
    """Each village with its weight in the county and a point of its own near its township's middle."""
    for village in villages:
        if village.town not in towns:
            continue
        weight, lng, lat = TOWNS.get(village.town, (0.05, 120.9, 30.5))
        rng = random.Random(village.code)
        beside = sum(1 for other in villages if other.town == village.town)
        yield Place(
            village,
            weight / beside * rng.uniform(0.5, 1.7),
            lng + rng.uniform(-0.022, 0.022),
            lat + rng.uniform(-0.017, 0.017),
        )


CENTRE: Key = (COUNTY, Desk.CENTRE)
