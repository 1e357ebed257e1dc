"""At the table: rights told, each session written down, a pause, an end without an agreement."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.models import User
from casework.exceptions import MoveDenied
from casework.models import Attachment, Matter
from casework.services import attach_all, perform
from casework.services.moves import MOMENT
from disputes.dictionaries import Ending
from disputes.models import Appointment, Inquiry, Session
from disputes.services.planning import arrange, held, let_go
from security import clock
from security.uploads.checking import Checked


def notify(dispute: Matter, *, identified: bool, by: User, note: str = "", **step: Any) -> Matter:
    """Both parties were told their rights and duties, and showed who they are (MD-14)."""
    return perform(dispute, "notify", by=by, note=note, **step, identified=identified, notified_at=MOMENT)


@transaction.atomic
def meet(
    dispute: Matter,
    *,
    held_at: datetime,
    place: str,
    notes: str,
    by: User,
    guests: str = "",
    closed_doors: bool = False,
    planned: bool = False,
    files: tuple[Checked, ...] = (),
    **step: Any,
) -> Matter:
    """Write down one session: when, where, who was there, what was said (MD-13). `planned`: it is the one
    that was planned.
    """
    if not accepted_at(dispute) <= held_at <= clock.now():
        raise MoveDenied("调解的时间要在受理以后、现在以前。改一下时间。")
    fresh = perform(dispute, "meet", by=by, **step)
    session = Session.objects.create(
        matter=fresh,
        held_at=held_at,
        place=place,
        mediator=fresh.own.mediator,
        guests=guests,
        closed_doors=closed_doors,
        notes=notes,
        by=by,
    )
    if planned:
        held(fresh, session)
    attach_all(fresh, files, by=by, stage=Attachment.Stage.AFTER)
    return fresh


@transaction.atomic
def inquire(
    dispute: Matter,
    *,
    held_at: datetime,
    place: str,
    asked: str,
    notes: str,
    by: User,
    files: tuple[Checked, ...] = (),
    **step: Any,
) -> Matter:
    """Write down what somebody said, or what was found on the spot: no session, but of the file (2.5)."""
    if not accepted_at(dispute) <= held_at <= clock.now():
        raise MoveDenied("调查的时间要在受理以后、现在以前。改一下时间。")
    fresh = perform(dispute, "inquire", by=by, **step)
    Inquiry.objects.create(matter=fresh, held_at=held_at, place=place, asked=asked, notes=notes, by=by)
    attach_all(fresh, files, by=by, stage=Attachment.Stage.OTHER)
    return fresh


def accepted_at(dispute: Matter) -> datetime:
    """From when on it may be mediated: to the minute, as people write it down."""
    at: datetime = dispute.own.accepted_at or dispute.registered_at
    return at.replace(second=0, microsecond=0)


@transaction.atomic
def adjourn(
    dispute: Matter, *, note: str, by: User, again: Mapping[str, Any] | None = None, **step: Any
) -> Matter:
    """Pause; the note says what for, `again` when they meet next, where that is known."""
    said = f"{note}\n再约：{Appointment(**again)}" if again else note
    fresh = perform(dispute, "adjourn", by=by, note=said, **step)
    return arrange(fresh, by=by, **again) if again else fresh


@transaction.atomic
def turn_down(dispute: Matter, *, note: str, by: User, **step: Any) -> Matter:
    """A party will not: then there is no mediation (MD-10)."""
    ended: dict[str, Any] = {"ending": Ending.REFUSED, "ended_at": MOMENT}
    return let_go(perform(dispute, "turn_down", by=by, note=note, **step, **ended))


@transaction.atomic
def fail(dispute: Matter, *, ending: str, note: str, by: User, **step: Any) -> Matter:
    """End it without an agreement, for a reason of the list (MD-26)."""
    return let_go(perform(dispute, "fail", by=by, note=note, **step, ending=ending, ended_at=MOMENT))


def alert(
    dispute: Matter, *, risk: str, police_at: datetime, by: User, note: str = "", **step: Any
) -> Matter:
    """It may come to worse: the police were told, and when (MD-15)."""
    return perform(dispute, "alert", by=by, note=note, **step, risk=risk, police_at=police_at)


def mark(
    dispute: Matter,
    *,
    difficult: bool,
    crime_prevented: int | None,
    petition_prevented: int | None,
    by: User,
    note: str = "",
    **step: Any,
) -> Matter:
    """Note what the monthly table asks of it: difficult, what it kept from a crime or a mass petition, and
    how many people would have been in that (domain.md 2.5).
    """
    return perform(
        dispute,
        "mark",
        by=by,
        note=note,
        **step,
        difficult=difficult,
        crime_prevented=crime_prevented,
        petition_prevented=petition_prevented,
    )
