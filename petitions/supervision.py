"""When a petition asks for supervision (XF-62): what the platform suggests, from its own rows."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q
from django.utils import timezone

from accounts.models import User
from casework.models import Deadline, Extension, Matter
from petitions.dictionaries import SupervisionGround
from petitions.limits import EXECUTE, HANDLE, ORG_NOTIFY
from petitions.models import Charge, Recommendation
from security import clock

MOST_SHOWN = 200

RETURNED_OFTEN = 2
ON_LIMITS = {
    ORG_NOTIFY: SupervisionGround.NOTICE,
    HANDLE: SupervisionGround.OPINION,
    EXECUTE: SupervisionGround.EXECUTION,
}
# By these it went back to where it had been before.
BACK = frozenset({"sustain", "recall", "rework", "review_rework", "recheck_rework"})


def grounds(matter: Any) -> list[tuple[str, str]]:
    """Each ground that is suggested, with the fact it rests on."""
    found = dict(late(matter))
    if untold := [one for one in matter.extensions.all() if one.granted and not one.told_on and overdue(one)]:
        found[SupervisionGround.EXTENSION] = f"批准延长 {untold[-1].amount} 日，没有告知信访人"
    returned = [one for one in matter.events.all() if one.move in BACK]
    if len(returned) >= RETURNED_OFTEN:
        found[SupervisionGround.RETURNED] = f"退回、收回 {len(returned)} 次"
    return [(ground, fact) for ground in SupervisionGround.values if (fact := found.get(ground))]


def late(matter: Any) -> Iterator[tuple[str, str]]:
    """Limits that ended before their step was made: still running, or met after their last day."""
    for one in matter.deadlines.all():
        if one.limit in ON_LIMITS and not one.dropped_at and (one.met_at or clock.now()) >= one.due_at:
            yield ON_LIMITS[one.limit], f"{one.label}，{one.legal_on:%Y-%m-%d} 到期"


def overdue(extension: Any) -> bool:
    """Was it granted on a day before today? Who was granted it today may still tell today."""
    return bool(timezone.localdate(extension.decided_at) < clock.today())


@dataclass(frozen=True)
class Asking:
    """Open petitions that ask for supervision by one ground, each with its fact; none was recommended on."""

    label: str
    rows: list[tuple[Matter, str]]


def asking(user: User) -> tuple[list[Asking], bool]:
    """By ground, of what the user may see; and whether there are more than are shown. Five queries."""
    found = list(suspects(user)[: MOST_SHOWN + 1])
    rows: dict[str, list[tuple[Matter, str]]] = {ground: [] for ground in SupervisionGround.values}
    for matter in found[:MOST_SHOWN]:
        for ground, fact in unanswered(matter):
            rows[ground].append((matter, fact))
    kinds = [Asking(SupervisionGround(ground).label, held) for ground, held in rows.items() if held]
    return kinds, len(found) > MOST_SHOWN


def unanswered(matter: Any) -> list[tuple[str, str]]:
    """The grounds on which nothing was recommended yet."""
    said = {one.ground for one in matter.recommendations.all()}
    return [(ground, fact) for ground, fact in grounds(matter) if ground not in said]


def suspects(user: User) -> Any:
    """Open petitions in sight on which a ground may stand: a limit ended before its step, an extension was
    granted on a day before and not told, or it went back often. The oldest first.
    """
    now = clock.now()
    late_step = Q(met_at=None, due_at__lte=now) | Q(met_at__gte=F("due_at"))
    late_ones = Deadline.objects.filter(
        late_step, matter=OuterRef("pk"), limit__in=ON_LIMITS, dropped_at=None
    )
    untold = Extension.objects.filter(
        matter=OuterRef("pk"), granted=True, told_on=None, decided_at__lt=clock.day_begins(clock.today())
    )
    returned = Count("events", filter=Q(events__move__in=BACK))
    seen = Matter.objects.visible_to(user).open().filter(kind="petition").annotate(returned=returned)
    held = seen.filter(Exists(late_ones) | Exists(untold) | Q(returned__gte=RETURNED_OFTEN))
    joined = held.select_related("petition__organ", "unit", "area")
    return joined.prefetch_related("deadlines", "extensions", "events", "recommendations").order_by("pk")


def not_answered(user: User) -> list[Recommendation]:
    """Recommended, and no written answer yet, of what the user may see: those due first, first."""
    seen = Matter.objects.visible_to(user).filter(kind="petition")
    waits = Recommendation.objects.filter(answer="", matter__in=seen).select_related("matter", "unit")
    return list(waits.order_by("due_on", "pk")[:MOST_SHOWN])


def in_charge(user: User) -> list[Charge]:
    """What leaders have in charge now, of what the user may see."""
    seen = Matter.objects.visible_to(user).filter(kind="petition")
    open_ones = Charge.objects.filter(ended_on=None, matter__in=seen).select_related("matter", "leader")
    return list(open_ones.order_by("since", "pk")[:MOST_SHOWN])
