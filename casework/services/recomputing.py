"""Once a year's notice has come: the limits that rested on guesses about it (CAL-06), each once.

Never to a citizen's disadvantage (T-10, docs/adr/0014-casework-complete.md):
- a limit that binds the citizen keeps the later of the two ends (T-08);
- one that binds us, of whose end a resident was told, never ends later than they were told;
- one that binds us gets no shorter once anybody was reminded of it.
"""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Min, OuterRef, Subquery
from django.utils import timezone

from casework.clocks import Calendar, Due, Limit, TimeUnit
from casework.kinds import kinds
from casework.models import Deadline, Matter
from casework.models.calendar import full_calendar
from casework.models.records import RUNNING
from casework.rules import obliging_nobody, rules
from casework.services.messages import notice_to, write_notices
from casework.services.reminders import Concerned
from jobs.models import Job
from security import clock

BATCH = 500


@dataclass(frozen=True)
class Recomputed:
    """How many limits were looked at, and the ends of how many were moved."""

    looked_at: int = 0
    moved: int = 0

    def __add__(self, other: "Recomputed") -> "Recomputed":
        return Recomputed(self.looked_at + other.looked_at, self.moved + other.moved)


def recompute(job: Job | None = None) -> Recomputed:
    """Look at every running limit that rests on a year which is published now. Safe to run twice.

    Batch by batch: a run that dies goes on where it was, for what was looked at is provisional no more.
    """
    calendar, last, done = full_calendar(), 0, Recomputed()
    while batch := provisional_limits(after=last):
        last = batch[-1]
        done += recompute_batch(batch, calendar)
        if job:
            job.reports(message=f"看过 {done.looked_at} 条暂定的期限，改了 {done.moved} 条")
    return done


def provisional_limits(*, after: int) -> list[int]:
    """The next running limits that are marked as provisional."""
    marked = Deadline.objects.filter(RUNNING, provisional=True, pk__gt=after, matter__closed_at=None)
    return list(marked.order_by("pk").values_list("pk", flat=True)[:BATCH])


@transaction.atomic
def recompute_batch(keys: list[int], calendar: Calendar) -> Recomputed:
    """These limits, locked with their matters, so that no move comes between."""
    found = Deadline.objects.filter(RUNNING, pk__in=keys, provisional=True)
    list(Matter.objects.locked().filter(pk__in=found.values("matter")).order_by("pk"))
    now, zone = clock.asked(), timezone.get_default_timezone()
    settled, moved = [], []
    for deadline in found.select_related("matter__holder", "matter__unit", "matter__area"):
        due = computed(deadline, calendar)
        if due.provisional:
            continue
        settled.append(deadline)
        if moves(deadline, due):
            moved.append(deadline)
            deadline.was_legal_on = deadline.legal_on
            put(deadline, due, calendar)
        first = timezone.localdate(deadline.started_at, zone)
        deadline.provisional, deadline.recomputed_at = False, now
        deadline.calendar = calendar.version(first, max(deadline.legal_on, due.legal_on))
    keep(settled, moved)
    return Recomputed(len(settled), len(moved))


def computed(deadline: Deadline, calendar: Calendar) -> Due:
    """When the limit ends by this calendar, with what was granted on top."""
    zone = timezone.get_default_timezone()
    return limit_of(deadline).due(deadline.started_at, calendar, zone)


def limit_of(deadline: Deadline, *, more: int = 0) -> Limit:
    """The limit as it runs, as long as it was made, and without what it stood still (T-09)."""
    length = deadline.amount + deadline.extended + deadline.stood + more
    warns = deadline.article.warns if deadline.article else ()
    unit = TimeUnit(deadline.unit)
    return Limit(deadline.limit, length, deadline.basis, unit, deadline.label, warns=warns)


def moves(deadline: Deadline, due: Due) -> bool:
    """Does the end by the notice take the place of the provisional one? The rule stands above."""
    rule = rules().get(deadline.limit)
    if due.at == deadline.due_at:
        return False
    if rule and rule.of_citizen:
        return due.at > deadline.due_at
    if due.at > deadline.due_at:
        return deadline.promised_at is None
    return not deadline.told


def put(deadline: Deadline, due: Due, calendar: Calendar) -> None:
    """Write the end on the limit, and from when it warns."""
    zone = timezone.get_default_timezone()
    deadline.due_at, deadline.legal_on, deadline.target_on = due.at, due.legal_on, due.target_on
    deadline.warn_at = limit_of(deadline).warn_at(deadline.started_at, due, calendar, zone)


def keep(settled: list[Deadline], moved: list[Deadline]) -> None:
    """Save the limits, what hangs on their ends, and tell those who have the matters."""
    ends = ["due_at", "legal_on", "target_on", "warn_at", "was_legal_on"]
    Deadline.objects.bulk_update(settled, [*ends, "provisional", "recomputed_at", "calendar"])
    ends_moved(deadline.matter for deadline in moved)
    concerned = Concerned(deadline.matter for deadline in moved)
    write_notices(
        notice_to(user, key=f"limit:{deadline.pk}:recomputed", text=told(deadline), matter=deadline.matter)
        for deadline in moved
        for user in concerned.with_(deadline.matter)
    )


def told(deadline: Deadline) -> str:
    """What those concerned read."""
    was = f"{deadline.was_legal_on:%Y-%m-%d}"
    moved = f"{deadline.label}原来到 {was}，现在到 {deadline.legal_on:%Y-%m-%d}。"
    return f"放假通知公布，期限重算：{deadline.matter}。{moved}"


def ends_moved(matters: object) -> None:
    """Note the nearest end on these matters, and let their kinds do so with copies of their own."""
    keys = {matter.pk for matter in matters}  # type: ignore[attr-defined]
    nearest = (
        Deadline.objects.filter(RUNNING, matter=OuterRef("pk"), suspended_at=None)
        .exclude(limit__in=obliging_nobody())
        .order_by()
        .values("matter")
        .annotate(nearest=Min("due_at"))
        .values("nearest")
    )
    Matter.objects.filter(pk__in=keys, closed_at=None).update(due_at=Subquery(nearest))
    for model in kinds().values():
        if hasattr(model, "limits_moved"):
            model.limits_moved(keys)
