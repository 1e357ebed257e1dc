"""Sessions to come: planned, called off, held. That a room has one at a time the database sees to."""

from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from casework.exceptions import MoveDenied
from casework.models import Matter
from casework.services import perform
from disputes.guards import nothing_is_planned
from disputes.models import Appointment, Room, Session
from disputes.models.appointments import TAKEN
from disputes.services.telling import tell
from security import clock

CLASH = "room_holds_one_session_at_a_time"
LONGEST, FURTHEST = timedelta(hours=12), timedelta(days=365)
OVER = "没有谈就结束了"  # what stands of a session to come, when there is no more to talk about


@transaction.atomic
def plan(dispute: Matter, *, by: User, seen: int | None = None, **when: Any) -> Matter:
    """Say when they meet next; `when` is what `arrange` takes. The mediator hears of it."""
    fresh = perform(dispute, "plan", by=by, note=str(Appointment(**when)), seen=seen)
    return arrange(fresh, by=by, **when)


def arrange(
    dispute: Matter,
    *,
    by: User,
    starts_at: datetime,
    ends_at: datetime,
    room: Room | None = None,
    place: str = "",
    guests: str = "",
    consented: bool = False,
) -> Matter:
    """Put the next session down. Raises MoveDenied where it cannot be then, or the room is taken.

    Whose session is in the room nobody is told: it may be one that they must not know of.
    """
    refuse_unfit(dispute, starts_at, ends_at, room, by)
    try:
        with transaction.atomic():
            planned = Appointment.objects.create(
                matter=dispute,
                starts_at=starts_at,
                ends_at=ends_at,
                room=room,
                place=place,
                guests=guests,
                consented=consented,
                by=by,
            )
    except IntegrityError as error:
        if CLASH in str(error):
            raise MoveDenied(TAKEN) from error
        raise
    mediator = dispute.own.mediator
    if mediator and mediator.user_id != by.pk:
        tell(dispute, [mediator.user], f"约了调解：{dispute} {planned}")
    return dispute


def refuse_unfit(
    dispute: Matter, starts_at: datetime, ends_at: datetime, room: Room | None, by: User
) -> None:
    """Raise MoveDenied for a time that is none, somebody else's room, or a second session."""
    first, now = timezone.localtime(starts_at), clock.now()
    if not now < starts_at <= now + FURTHEST:
        raise MoveDenied("约的时间要在现在以后、一年以内。已经谈过的，用“记一次调解”。")
    if first.date() != timezone.localdate(ends_at) or not timedelta(0) < ends_at - starts_at <= LONGEST:
        raise MoveDenied("结束的时间要在同一天、开始以后，最多 12 小时。")
    if room and (room.body_id != dispute.unit_id or not room.in_use):
        raise MoveDenied(f"{room}现在不是这个调委会的调解室。换一间。")
    if reason := nothing_is_planned(dispute, by):
        raise MoveDenied(reason)


@transaction.atomic
def call_off(dispute: Matter, *, note: str, by: User, seen: int | None = None) -> Matter:
    """It will not be held, and why; the room is free again."""
    fresh = perform(dispute, "call_off", by=by, note=note, seen=seen)
    return let_go(fresh, note)


def let_go(dispute: Matter, why: str = OVER) -> Matter:
    """Where there is nothing more to talk about here, no room is kept for it."""
    planned = dispute.appointments.standing()
    planned.update(called_off_at=clock.asked(), why=why[:200])
    return dispute


def held(dispute: Matter, session: Session) -> None:
    """The session that was planned is the one that was written down. Raises MoveDenied where none was."""
    planned = dispute.appointments.standing().first()
    if planned is None:
        raise MoveDenied("没有约好的调解，去掉“就是约好的那一次”的勾。")
    planned.session = session
    planned.save(update_fields=["session"])
