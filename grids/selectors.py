"""Answers about cases that are not rows."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from django.db.models import Q

from accounts.models import Unit, User
from areas.models import Area, inside
from casework.models import Matter
from grids.likelihood import HERE, Finished, Likely, likely

LOOK_BACK = timedelta(days=365)  # a year knows each season's trouble: measured against 90 days, ADR 0014
SAMPLE = 600  # of these, the newest
SHOWN = 3
AROUND = timedelta(days=30)
NEAR = Decimal("0.0025")  # of a degree, about 250 metres


@dataclass(frozen=True)
class LikelyUnit:
    """Who usually handles such a case, and why we think so, in words."""

    unit: Unit
    reason: str


def likely_unit(matter: Matter, *, user: User, now: datetime) -> LikelyUnit | None:
    """The unit that most likely finishes such a case (T2); None where too little was finished."""
    return next(iter(likely_units(matter, user=user, now=now)), None)


def likely_units(matter: Matter, *, user: User, now: datetime) -> list[LikelyUnit]:
    """The likeliest units, by what was finished in this township in the last year, at most three.

    Of what the user sees: the reason names how many. None where fewer than three alike were finished.
    """
    case = matter.own
    ranked = likely(case.category_id, case.text, finished_alike(matter, user=user, now=now))
    known = [found for found in ranked if found.of][:SHOWN]
    units = Unit.objects.in_bulk([found.unit for found in known if found.unit != HERE])
    own = Unit.objects.filter(area=matter.area_id[: Area.Level.VILLAGE], active=True).first()
    found = [(own if one.unit == HERE else units.get(one.unit), one) for one in known]
    return [LikelyUnit(unit, reason(unit, one)) for unit, one in found if unit]


def finished_alike(matter: Matter, *, user: User, now: datetime) -> list[Finished]:
    """What of the same main category was finished in this township lately. One query."""
    alike = Matter.objects.visible_to(user).filter(
        inside([matter.area_id[: Area.Level.TOWNSHIP]]),
        case__category__code__startswith=matter.own.category_id[:3],
        case__finished_at__gte=now - LOOK_BACK,
        unit__isnull=False,
    )
    columns = ("case__category_id", "unit_id", "unit__area_id", "area_id", "case__text")
    newest = alike.order_by("-case__finished_at").values_list(*columns)[:SAMPLE]
    return [
        Finished(category, HERE if seat == area[: Area.Level.VILLAGE] else unit, text)
        for category, unit, seat, area, text in newest
    ]


def reason(unit: Unit, found: Likely) -> str:
    """Why we think so, in words that can be looked up."""
    who = f"当地村（社区）办结，这里是{unit}" if found.unit == HERE else f"{unit}办结"
    return f"近一年同类 {found.of} 件，{found.done} 件由{who}"


def alike(matter: Matter, *, user: User, now: datetime) -> list[Matter]:
    """Open cases that may be the same one: its category and place, registered within a month of it, at most
    three. Within 250 m where both have a point, else in the same village.
    """
    case = matter.own
    others = (
        Matter.objects.visible_to(user)
        .open()
        .filter(
            case__category=case.category_id,
            registered_at__range=(matter.registered_at - AROUND, matter.registered_at + AROUND),
        )
    )
    village = inside([matter.area_id[: Area.Level.VILLAGE]])
    if case.lng is not None:
        close = Q(case__lng__range=(case.lng - NEAR, case.lng + NEAR)) & Q(
            case__lat__range=(case.lat - NEAR, case.lat + NEAR)
        )
        village = close | (village & Q(case__lng=None))
    return list(others.filter(village).exclude(pk=matter.pk).order_by("registered_at", "pk")[:SHOWN])


def had_it_before(matter: Matter) -> set[int]:
    """Ids of the units that had the matter in its present life."""
    events = matter.events.all()
    last = events.filter(move="reopen").order_by("at", "pk").last()
    since = events.filter(at__gt=last.at) if last else events
    return set(since.exclude(unit=None).values_list("unit", flat=True))
