"""The roll of committees and mediators: how many there are, and what changed in it (MD-03).

The roll is public: the justice bureau keeps it, and tells the court of the place what changes.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from casework.clocks import Calendar
from disputes.dictionaries import BodySort
from disputes.limits import register_by
from disputes.models import Body, Mediator
from disputes.models.bodies import SEATED


@dataclass(frozen=True)
class Count:
    """How many there are of one sort, on a day."""

    name: str
    bodies: int
    unregistered: int
    lacking: int
    members: int
    women: int
    minority: int
    appointed: int


@dataclass(frozen=True)
class Change:
    """Something of which the court is told: when, in which committee, what, and who."""

    on: date
    body: str
    what: str
    who: str = ""


@dataclass(frozen=True)
class Lacking:
    """A committee that is not as the law wants it, and until when it registers (MD-01, MD-06)."""

    body: Body
    words: str
    until: date | None


def in_use(day: date) -> list[Body]:
    """The bodies that were not given up by this day, with who sits in them. Two queries."""
    kept = Body.objects.filter(Q(retired_on=None) | Q(retired_on__gt=day))
    return list(kept.select_related("unit").prefetch_related("mediators"))


def counts(bodies: Iterable[Body], day: date) -> list[Count]:
    """A line for each sort there is, and one for all together."""
    known = list(bodies)
    lines = [(sort.label, [one for one in known if one.sort == sort]) for sort in BodySort]
    return [count(str(name), group, day) for name, group in [*lines, ("合计", known)] if group]


def count(name: str, bodies: list[Body], day: date) -> Count:
    sitting = [one for body in bodies for one in body.mediators.all() if serves(one, day)]
    return Count(
        name=name,
        bodies=len(bodies),
        unregistered=sum(body.is_committee and not body.registered_on for body in bodies),
        lacking=sum(bool(body.lacking()) for body in bodies),
        members=sum(one.seat in SEATED for one in sitting),
        women=sum(one.gender == Mediator.Gender.FEMALE for one in sitting),
        minority=sum(one.minority for one in sitting),
        appointed=sum(one.seat not in SEATED for one in sitting),
    )


def serves(one: Mediator, day: date) -> bool:
    """Is this mediator in office on the day?"""
    return one.active_from <= day and (one.active_until is None or one.active_until >= day)


def lacking(bodies: Iterable[Body], calendar: Calendar) -> list[Lacking]:
    """The committees that lack something, each with what."""
    found = ((body, "、".join(body.lacking())) for body in bodies)
    return [Lacking(body, words, register_by(body, calendar)) for body, words in found if words]


def changes(since: date, until: date) -> list[Change]:
    """All that changed in the roll from one day to the other, both counted, the newest first. Two queries."""
    found = [*of_bodies(), *of_mediators()]
    kept = [one for one in found if since <= one.on <= until]
    return sorted(kept, key=lambda one: (one.on, one.body, one.what, one.who), reverse=True)


def of_bodies() -> Iterator[Change]:
    for body in Body.objects.select_related("unit"):
        days = ((body.registered_on, "备案"), (body.term_from, "换届"), (body.retired_on, "撤销"))
        yield from (Change(day, str(body), what) for day, what in days if day)


def of_mediators() -> Iterator[Change]:
    for one in Mediator.objects.select_related("user", "body__unit"):
        seat, body = one.get_seat_display(), str(one.body)
        yield Change(one.active_from, body, f"任{seat}", str(one.user))
        if one.active_until:
            yield Change(one.active_until, body, f"不再任{seat}", str(one.user))
