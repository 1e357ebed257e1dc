"""Answers about cases that are not rows."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count

from accounts.models import Unit, User
from areas.models import Area, inside
from casework.models import Matter
from grids.models import Case

LOOK_BACK = timedelta(days=90)
ENOUGH = 3


@dataclass(frozen=True)
class LikelyUnit:
    """Who usually handles such a case, and why we think so, in words."""

    unit: Unit
    reason: str


def likely_unit(matter: Matter, *, user: User, now: datetime) -> LikelyUnit | None:
    """The unit that finished most cases of this category in this township in the last 90 days (T2).

    Of those that the user sees: the reason names how many. None where fewer than three were finished.
    """
    alike = (
        Matter.objects.of(Case)
        .visible_to(user)
        .filter(
            inside([matter.area_id[: Area.Level.TOWNSHIP]]),
            case__category=matter.own.category_id,
            case__finished_at__gte=now - LOOK_BACK,
            unit__isnull=False,
        )
    )
    shares = list(alike.values("unit").annotate(n=Count("pk")).order_by("-n", "unit"))
    total = sum(share["n"] for share in shares)
    if total < ENOUGH:
        return None
    unit = Unit.objects.get(pk=shares[0]["unit"])
    return LikelyUnit(unit, f"近 90 天同类 {total} 件，{shares[0]['n']} 件由{unit}办结")


def had_it_before(matter: Matter) -> set[int]:
    """Ids of the units that had the matter in its present life."""
    events = matter.events.all()
    last = events.filter(move="reopen").order_by("at", "pk").last()
    since = events.filter(at__gt=last.at) if last else events
    return set(since.exclude(unit=None).values_list("unit", flat=True))
