"""Reminders of running limits: due soon and due today to whoever has the matter, overdue to the head of the
unit as well, and where that did not help within a working day, to the office. Each once, to each person.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models import OVERSEERS, PETITION_OVERSEERS, Duty, Role, User, oversees
from areas.models import Area
from casework.clocks import Limit, TimeUnit, midnight_after, working_day_before
from casework.kinds import kinds
from casework.models import Deadline, Matter, Notice, SpecialDay
from casework.services.messages import notice_to, write_notices
from security import clock

Told = Deadline.Told
BATCH = 500
HOURS_LATE = timedelta(hours=2)  # after which the office hears of a limit in hours


def remind_all(*, now: datetime | None = None) -> int:
    """Write every reminder that is due by the database's clock; how many limits were looked at.

    Run it as often as you like, beside itself too: a reminder's key lets it be written once.
    """
    now = now or clock.asked()
    above = late_for_long(now)
    seen, last = 0, 0
    while batch := warned_limits(now, above, after=last):
        remind(batch, now, above)
        seen, last = seen + len(batch), batch[-1].pk
    return seen


def late_for_long(now: datetime) -> datetime:
    """What in days was late by this moment has been so for a working day: the office is told."""
    return working_day_before(now, SpecialDay.calendar(), timezone.get_default_timezone())


def warned_limits(now: datetime, above: datetime, *, after: int) -> list[Deadline]:
    """The next limits whose warning has come."""
    in_hours = Q(unit__in=[unit.value for unit in TimeUnit if unit.timed])
    long_late = (in_hours & Q(due_at__lte=now - HOURS_LATE)) | (~in_hours & Q(due_at__lte=above))
    untold = Deadline.objects.to_tell(now, tonight(now), long_late).filter(pk__gt=after).order_by("pk")
    own = (f"matter__{kind}" for kind in kinds())
    return list(untold.select_related("matter__holder", "matter__unit", "matter__area", *own)[:BATCH])


def free_held_by_leavers() -> int:
    """Let go of open matters whose holder's account is closed or has no duty left; how many.

    Then their unit has them on its desk again. Who had them stands in their history.
    """
    left = Q(holder__is_active=False) | Q(holder__isnull=False, holder__duties=None)
    return Matter.objects.open().filter(left).update(holder=None)


@transaction.atomic
def remind(deadlines: list[Deadline], now: datetime, above: datetime) -> None:
    """Write the reminders of these limits, and on each limit what was told last."""
    concerned = Concerned(deadline.matter for deadline in deadlines)
    notices = []
    for deadline in deadlines:
        step = step_of(deadline, now, above)
        for stage, people in concerned.at(deadline, step):
            notices += [reminder(deadline, stage, user) for user in people]
    write_notices(notices, now=now)
    for deadline in deadlines:
        note_told(deadline, step_of(deadline, now, above), now)
    Deadline.objects.bulk_update(deadlines, ["told", "warn_at"])


def note_told(deadline: Deadline, step: Told, now: datetime) -> None:
    """Write on the limit what was told; one that warns on days of its own waits for the next of them."""
    warns = deadline.article.warns if deadline.article else ()
    limit = Limit(deadline.limit, deadline.amount, deadline.basis, warns=warns)
    zone = timezone.get_default_timezone()
    again = limit.warning_after(now, deadline.started_at, deadline.due_at, zone)
    deadline.told = step
    if again and step == Told.SOON:
        deadline.warn_at, deadline.told = again, ""


def reminder(deadline: Deadline, step: Told, user: User) -> Notice:
    """What this person is told of the limit at this step."""
    longer = f":{deadline.extended}" if deadline.extended else ""
    if step == Told.SOON and deadline.article and deadline.article.warns:
        longer += f":{deadline.warn_at:%Y%m%d}"
    key, text = f"limit:{deadline.pk}:{step}{longer}", sentence(deadline, step)
    return notice_to(
        user, key=key, text=text, matter=deadline.matter, heading=step.label, pace=pace_of(deadline)
    )


def pace_of(deadline: Deadline) -> Notice.Pace:
    """A limit in days can wait for the morning; one in hours cannot, and breaks the night's peace only where
    somebody's safety hangs on the matter (F19).
    """
    if not deadline.timed:
        return Notice.Pace.LATER
    return Notice.Pace.VITAL if deadline.matter.vital else Notice.Pace.SOON


def tonight(now: datetime) -> datetime:
    """The midnight at which this moment's day ends, here."""
    return midnight_after(now, timezone.get_default_timezone())


def step_of(deadline: Deadline, now: datetime, above: datetime) -> Told:
    """Which reminder a limit is at."""
    if deadline.due_at <= (now - HOURS_LATE if deadline.timed else above):
        return Told.OFFICE
    if deadline.due_at <= now:
        return Told.OVERDUE
    return Told.TODAY if deadline.due_at <= tonight(now) else Told.SOON


def sentence(deadline: Deadline, step: Told) -> str:
    """What the person reads: what, which limit, its last moment, its rule."""
    last = timezone.localtime(deadline.due_at)
    hours = deadline.timed
    until = f"{last:%Y-%m-%d %H:%M}" if hours else f"{deadline.legal_on:%Y-%m-%d}"
    advice = deadline.article.advice if deadline.article else ""
    said = f"{step.label}：{deadline.matter}。{deadline.label}{deadline.amount}{deadline.unit}，到 {until}。"
    return said + advice


def stands_in(duty: Duty, matter: Matter) -> bool:
    """May this overseer act on the matter where those are not who have the turn?"""
    return any(matter.status in statuses for statuses in matter.flow.stands_in(duty.role).values())


class Concerned:
    """Who is to be told about these matters. Reads all duties around them at once."""

    def __init__(self, matters: Iterable[Matter]) -> None:
        matters = list(matters)
        areas = {code for matter in matters for code in matter.area.lineage}
        units = {matter.unit_id for matter in matters if matter.unit_id}
        duties = Duty.objects.current().select_related("user", "unit")
        self.overseers: dict[str, list[Duty]] = defaultdict(list)
        self.members: dict[int | None, list[Duty]] = defaultdict(list)
        for duty in duties.filter(role__in=OVERSEERS | PETITION_OVERSEERS, unit__area__in=areas):
            self.overseers[duty.area_code].append(duty)
        for duty in duties.filter(unit__in=units, area=None):  # the others do not handle its matters
            self.members[duty.unit_id].append(duty)

    def at(self, deadline: Deadline, step: Told) -> Iterator[tuple[Told, set[User]]]:
        """Who is told at this step; where the one before it was never reached in time, at that one, too."""
        matter = deadline.matter
        if step not in {Told.OVERDUE, Told.OFFICE}:
            yield step, self.with_(matter)
            return
        near = self.with_(matter) | self.leading(matter)
        skipped = step == Told.OFFICE and deadline.told != Told.OVERDUE
        if step == Told.OVERDUE or skipped:
            yield Told.OVERDUE, near
        if step == Told.OFFICE:
            yield step, self.office(matter) - (near if skipped else set())

    def with_(self, matter: Matter) -> set[User]:
        """The holder; or, where nobody does or they left, those whose turn it is, the nearest level alone."""
        if matter.holder and matter.holder.is_active:
            return {matter.holder}
        members = self.members.get(matter.unit_id or 0, [])
        turn = {duty.user for duty in members if self.has_turn(duty, matter, in_unit=True)}
        return turn or self.nearest(matter)

    def nearest(self, matter: Matter) -> set[User]:
        """Overseers of the smallest area around the matter in which anybody has the turn, or stands in."""
        around = self.around(matter)
        for near in around:
            if people := {duty.user for duty in near if self.has_turn(duty, matter, in_unit=False)}:
                return people
        return next(filter(None, ({d.user for d in near if stands_in(d, matter)} for near in around)), set())

    def leading(self, matter: Matter) -> set[User]:
        """Heads of the unit that has the matter; where it has none, of the nearest unit that oversees it."""
        members = self.members.get(matter.unit_id or 0, [])
        if heads := {duty.user for duty in members if duty.leads}:
            return heads
        return next(
            filter(None, ({duty.user for duty in near if duty.leads} for near in self.around(matter))), set()
        )

    def around(self, matter: Matter) -> list[list[Duty]]:
        """Those who oversee matters of its kind, the smallest area around it first."""
        lineage = reversed(Area(code=matter.area_id).lineage)
        return [
            [d for d in self.overseers.get(code, []) if oversees(d.role, matter.kind)] for code in lineage
        ]

    def office(self, matter: Matter) -> set[User]:
        """The nearest office around the matter: those who lead it, else all who sit in it."""
        for near in self.around(matter):
            if staff := [duty for duty in near if duty.role == Role.OFFICE]:
                return {duty.user for duty in staff if duty.leads} or {duty.user for duty in staff}
        return set()

    @staticmethod
    def has_turn(duty: Duty, matter: Matter, *, in_unit: bool) -> bool:
        return matter.status in matter.flow.turns(duty.role, in_unit=in_unit)
