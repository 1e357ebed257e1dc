"""When a petition asks for supervision (XF-62): what the platform suggests, from its own rows."""

from collections.abc import Iterator
from typing import Any

from django.utils import timezone

from petitions.dictionaries import SupervisionGround
from petitions.limits import EXECUTE, HANDLE, ORG_NOTIFY
from security import clock

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
