"""Reminders of running limits: due soon, due today, overdue. Each once, to each person it concerns."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models import OVERSEERS, Duty, User
from areas.models import Area
from casework.clocks import midnight_after
from casework.models import Deadline, Matter
from casework.services.messages import notice_to, write_notices
from security import clock

Told = Deadline.Told
BATCH = 500


def remind_all() -> int:
    """Write every reminder that is due by the database's clock; how many limits were looked at.

    Run it as often as you like, beside itself too: a reminder's key lets it be written once.
    """
    now = clock.asked()
    seen, last = 0, 0
    while batch := warned_limits(now, after=last):
        remind(batch, now)
        seen, last = seen + len(batch), batch[-1].pk
    return seen


def warned_limits(now: datetime, *, after: int) -> list[Deadline]:
    """The next limits whose warning has come."""
    untold = Deadline.objects.to_tell(now, tonight(now)).filter(pk__gt=after).order_by("pk")
    return list(untold.select_related("matter__holder", "matter__unit", "matter__area")[:BATCH])


def free_held_by_leavers() -> int:
    """Let go of open matters whose holder's account is closed or has no duty left; how many.

    Then their unit has them on its desk again. Who had them stands in their history.
    """
    left = Q(holder__is_active=False) | Q(holder__isnull=False, holder__duties=None)
    return Matter.objects.open().filter(left).update(holder=None)


@transaction.atomic
def remind(deadlines: list[Deadline], now: datetime) -> None:
    """Write the reminders of these limits, and on each limit what was told last."""
    concerned = Concerned(deadline.matter for deadline in deadlines)
    notices = []
    for deadline in deadlines:
        step, matter = step_of(deadline, now), deadline.matter
        people = concerned.with_(matter) | (concerned.leading(matter) if step == Told.OVERDUE else set())
        longer = f":{deadline.extended}" if deadline.extended else ""
        key, text = f"limit:{deadline.pk}:{step}{longer}", sentence(deadline, step)
        notices += [notice_to(user, key=key, text=text, matter=matter) for user in people]
        deadline.told = step
    write_notices(notices)
    Deadline.objects.bulk_update(deadlines, ["told"])


def tonight(now: datetime) -> datetime:
    """The midnight at which this moment's day ends, here."""
    return midnight_after(now, timezone.get_default_timezone())


def step_of(deadline: Deadline, now: datetime) -> Told:
    """Which reminder a limit is at."""
    if deadline.due_at <= now:
        return Told.OVERDUE
    return Told.TODAY if deadline.due_at <= tonight(now) else Told.SOON


def sentence(deadline: Deadline, step: Told) -> str:
    """What the person reads: what, which limit, its last moment, its rule."""
    last = timezone.localtime(deadline.due_at)
    hours = deadline.timed
    until = f"{last:%Y-%m-%d %H:%M}" if hours else f"{deadline.legal_on:%Y-%m-%d}"
    return f"{step.label}：{deadline.matter}。{deadline.label}{deadline.amount}{deadline.unit}，到 {until}。"


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
        for duty in duties.filter(role__in=OVERSEERS, unit__area__in=areas):
            self.overseers[duty.area_code].append(duty)
        for duty in duties.filter(unit__in=units, area=None):  # the others do not handle its matters
            self.members[duty.unit_id].append(duty)

    def with_(self, matter: Matter) -> set[User]:
        """The holder; or, where nobody does or they left, those whose turn it is, the nearest level alone."""
        if matter.holder and matter.holder.is_active:
            return {matter.holder}
        members = self.members.get(matter.unit_id or 0, [])
        turn = {duty.user for duty in members if self.has_turn(duty, matter, in_unit=True)}
        return turn or self.nearest(matter)

    def nearest(self, matter: Matter) -> set[User]:
        """Overseers of the smallest area around the matter in which anybody has the turn, or stands in."""
        around = [self.overseers.get(code, []) for code in reversed(Area(code=matter.area_id).lineage)]
        for near in around:
            if people := {duty.user for duty in near if self.has_turn(duty, matter, in_unit=False)}:
                return people
        return next(filter(None, ({d.user for d in near if stands_in(d, matter)} for near in around)), set())

    def leading(self, matter: Matter) -> set[User]:
        """Heads of the unit that has the matter; where it has none, of the nearest unit that oversees it."""
        members = self.members.get(matter.unit_id or 0, [])
        if heads := {duty.user for duty in members if duty.leads}:
            return heads
        for code in reversed(Area(code=matter.area_id).lineage):
            if heads := {duty.user for duty in self.overseers.get(code, []) if duty.leads}:
                return heads
        return set()

    @staticmethod
    def has_turn(duty: Duty, matter: Matter, *, in_unit: bool) -> bool:
        return matter.status in matter.flow.turns(duty.role, in_unit=in_unit)
