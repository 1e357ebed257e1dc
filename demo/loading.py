"""Bring the invented cases into the database, all of them or none."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from areas.models import Area
from casework.clocks import ONE_DAY, Limit, midnight_after
from casework.models import Deadline, Event, Matter, Person
from casework.models.calendar import full_calendar
from casework.services import add_people
from casework.services.opening import next_numbers, take_stock
from casework.services.reminders import late_for_long, step_of
from demo.county import COUNTY
from demo.founding import County
from demo.ledger import Books, Entry
from demo.lives import Story
from demo.reporters import reporter
from demo.story import first_day, stories
from demo.world import Categories, World, world
from grids.limits import TOTAL
from grids.models import Case, Category, Source

ORIGIN = "演示"
BATCH = 2000


@dataclass(frozen=True)
class Loaded:
    """What was written: how many cases, how many of them are open, and over which days."""

    cases: int
    open: int
    first: date
    last: date


def loaded_cases() -> int:
    """How many invented cases there are."""
    return Case.objects.filter(origin=ORIGIN).count()


@transaction.atomic
def load_cases(county: County, *, until: date, now: datetime, count: int) -> Loaded:
    """Write about so many cases with all their history, as the services would have, and no notices.

    Reminders that were due a day ago count as told: a fresh demo does not begin with a storm of them.
    """
    told = stories(world_of(county), until=until, now=now, count=count)
    entries = list(entered(told, books_of(county)))
    remember_reminders(entries, now - ONE_DAY)
    save(entries)
    still_open = sum(entry.matter.closed_at is None for entry in entries)
    return Loaded(len(entries), still_open, first_day(until), until)


def world_of(county: County) -> World:
    """The county as the story teller needs it, with its own limits where it has set some."""
    known: dict[tuple[str, str, str], Limit] = {}
    categories = Category.objects.in_bulk()

    def limit(key: str, category: str, urgency: str) -> Limit:
        if (key, category, urgency) not in known:
            known[key, category, urgency] = Case(category=categories[category], urgency=urgency).limit(key)
        return known[key, category, urgency]

    return world(
        county.towns,
        county.villages,
        county.people,
        categories=by_name(categories.values()),
        calendar=full_calendar(),
        zone=timezone.get_default_timezone(),
        limit=limit,
    )


def by_name(categories: Iterable[Category]) -> Categories:
    """Codes of the first and second level by their names; ("名", "") is the first level itself."""
    names = {category.code: category.name for category in categories}
    return {
        (names[code[:3]], "" if len(code) == 3 else name): (code[:3], code)
        for code, name in names.items()
        if len(code) <= 6
    }


def books_of(county: County) -> Books:
    """The rows that the stories will name."""
    return Books(
        users=county.users,
        units=county.units,
        categories=Category.objects.in_bulk(),
        sources={source.name: source for source in Source.objects.all()},
        calendar=full_calendar(),
        known={},
    )


def entered(told: list[Story], books: Books) -> Iterator[Entry]:
    """The rows of each story, numbered in order of time."""
    numbers = next_numbers([story.at for story in told])
    for place, (story, number) in enumerate(zip(told, numbers, strict=True), start=1):
        yield Entry(story, books, number=number, origin=ORIGIN, origin_number=f"{place:06}")


def remember_reminders(entries: Iterable[Entry], moment: datetime) -> None:
    """Mark what the sweep of this moment would have told (DeadlineQuerySet.to_tell)."""
    midnight, above = midnight_after(moment, timezone.get_default_timezone()), late_for_long(moment)
    for entry in entries:
        if entry.matter.closed_at:
            continue
        for deadline in entry.running:
            if deadline.limit == TOTAL and any(
                other.due_at <= deadline.due_at for other in entry.running if other.limit != TOTAL
            ):
                continue
            if deadline.warn_at <= moment or deadline.due_at <= midnight:
                deadline.told = step_of(deadline, moment, above)


def save(entries: list[Entry]) -> None:
    """Write all rows, parents first."""
    Matter.objects.bulk_create((entry.matter for entry in entries), batch_size=BATCH)
    for entry in entries:
        entry.case.matter_id = entry.matter.pk  # its own key, which the parent has only now
    Case.objects.bulk_create((entry.case for entry in entries), batch_size=BATCH)
    Event.objects.bulk_create((event for entry in entries for event in entry.events), batch_size=BATCH)
    Deadline.objects.bulk_create(
        (deadline for entry in entries for deadline in entry.deadlines), batch_size=BATCH
    )
    add_people(reporters(entries))
    take_stock(Matter, Case, Event, Deadline, Person)


def reporters(entries: Iterable[Entry]) -> list[tuple[Matter, dict[str, str]]]:
    """The matters that a resident told of, with who it was."""
    names = dict(Area.objects.below(COUNTY).values_list("code", "name"))
    told = []
    for entry in entries:
        code = entry.matter.area_id
        place = "".join(names.get(code[:end], "") for end in (Area.Level.TOWNSHIP, Area.Level.VILLAGE))
        if said := reporter(int(entry.case.origin_number), entry.case.source.name, place):
            told.append((entry.matter, said))
    return told
