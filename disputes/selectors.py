"""Answers about disputes that are not rows: which committee is near, and who may mediate."""

from datetime import date
from typing import Any

from django.db.models import Q
from django.db.models.functions import Length

from accounts.models import OVERSEERS, Duty, User
from areas.models import Area
from casework.models import Matter, Person
from casework.services.sealing import index_of
from disputes.dictionaries import BodySort
from disputes.models import Body, Mediator
from disputes.workflow import ASSIGNERS
from security import clock

# The committees of the three tiers; an enterprise's or a trade's own is chosen by name (MD-02, MD-40).
TIERS = (BodySort.VILLAGE, BodySort.TOWN, BodySort.COUNTY)


def bodies_around(area: str) -> Any:
    """The bodies in use that serve this place, the nearest first. One query."""
    serving = Body.objects.filter(unit__area__in=Area(code=area).lineage, unit__active=True, retired_on=None)
    return serving.select_related("unit").order_by(Length("unit__area").desc(), "pk")


def committee_for(area: str, by: User | None = None) -> Body | None:
    """The committee that a dispute there goes to: the registrar's own where it serves the place, else the
    nearest of the three tiers in which somebody mediates. None: somebody has to say which.
    """
    own = [body for body in bodies_around(area) if by and body.pk in by.seats]
    return own[0] if own else manned_committee(area, on=clock.today())


def manned_committee(area: str, *, on: date) -> Body | None:
    """The nearest committee of the three tiers in which somebody mediates: what comes there is in hands."""
    near = bodies_around(area).filter(sort__in=TIERS)
    return next((body for body in near if answers_for(body, on=on)), None)


def upper_committee(matter: Matter) -> Body | None:
    """The committee of the next tier above the one that has the dispute; None at the top (MD-40)."""
    width = len(matter.unit.area_id) if matter.unit else len(matter.area_id) + 1
    tiers = [body for body in bodies_around(matter.area_id) if body.sort in TIERS]
    return next((body for body in tiers if len(body.unit.area_id) < width), None)


def mediators_for(matter: Matter, *, on: date) -> Any:
    """Those who may take this dispute: of the body that has it, in office, and who did not give way in it."""
    gave_way = matter.recusals.values("mediator")
    active = Mediator.objects.active(on).filter(body=matter.unit_id, user__is_active=True)
    return active.exclude(pk__in=gave_way).select_related("user").order_by("pk")


def answers_for(body: Body, *, on: date) -> User | None:
    """Who holds what only one person may see: the body's chair, else the first of its mediators."""
    chairs_first = sorted(
        Mediator.objects.active(on).filter(body=body, user__is_active=True).select_related("user"),
        key=lambda one: (one.seat != Mediator.Seat.CHAIR, one.pk),
    )
    return chairs_first[0].user if chairs_first else None


def assigner_for(area: str) -> User | None:
    """Who gives a dispute there to a committee, where one person has to: the nearest, heads first."""
    posts = Duty.objects.current().filter(
        role__in=ASSIGNERS & OVERSEERS, area=None, unit__area__in=Area(code=area).lineage
    )
    first = posts.select_related("user").order_by(Length("unit__area").desc(), "-leads", "pk").first()
    return first.user if first else None


def is_party(mediator: Mediator, matter: Matter) -> bool:
    """Is the mediator a party to the dispute, as far as the phone number tells? (MD-18b)"""
    index = index_of(mediator.user.phone)
    parties = Person.objects.filter(matter=matter, part=Person.Part.PARTY)
    return bool(index) and parties.filter(Q(sealed__phone_index=index)).exists()
