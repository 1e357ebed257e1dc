"""The organ works on it: accepted, looked into, heard, settled, replied to."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from accounts.models import Role, User
from casework import services as casework
from casework.exceptions import ExtensionDenied, MoveDenied
from casework.models import Matter
from casework.models.records import RUNNING
from casework.services.extensions import announce_extension
from casework.services.moves import MOMENT
from casework.services.standing_still import resume, suspend
from petitions.dictionaries import Adoption, Settlement, Stage
from petitions.limits import HANDLE, HANDLERS, ORG_NOTIFY, RECHECK_DECIDE, REPLY
from petitions.models import Hearing, Recusal
from petitions.services.classifying import first_starts
from petitions.services.hearing import begun
from petitions.services.steps import refuse_names, step
from petitions.services.telling import accused, officials
from security import clock


@transaction.atomic
def accept(petition: Matter, *, by: User, note: str = "", told: str = "", seen: int | None = None) -> Matter:
    """The petitioner is told in writing that it is accepted, and by which path.

    The sixty days count from the notice; where it comes after its limit, from the limit's last day (XF-53).
    """
    since = starts(petition)
    return step(petition, "accept", by=by, note=note, told=told, seen=seen, accepted_at=MOMENT, since=since)


def starts(petition: Matter) -> dict[str, datetime]:
    """From when handling counts: never later than it did before, nor than the day a notice was due."""
    if before := first_starts(petition):
        return before
    notice = petition.deadlines.filter(RUNNING, limit=ORG_NOTIFY).first()
    if notice is None or clock.now() < notice.due_at:
        return {}
    protective = nominal_end(notice)
    return {HANDLE: protective, REPLY: protective}


def nominal_end(deadline: Any) -> datetime:
    """The first moment of the limit's last day, not rolled off a rest day."""
    days = (
        deadline.amount
        if deadline.unit == "日"
        else (deadline.legal_on - localdate(deadline.started_at)).days
    )
    return clock.day_begins(localdate(deadline.started_at) + timedelta(days=days))


@transaction.atomic
def assign(petition: Matter, *, to: User, by: User, note: str = "", seen: int | None = None) -> Matter:
    """Put it into one colleague's hands."""
    fresh = step(petition, "assign", by=by, note=note or str(to), seen=seen, holder=to)
    if not to.handles(HANDLERS, fresh) or not any(
        duty.unit_id == fresh.unit_id and duty.role in HANDLERS for duty in to.held
    ):
        raise MoveDenied(f"{to}不在{fresh.unit}承办，换一个人。")
    if accused(fresh, to) or fresh.stand_downs.filter(user=to).exists():
        raise MoveDenied(f"{to}要回避，换一个人。")
    casework.notify(
        [to], key=f"assign:{fresh.pk}:{fresh.version}", text=f"交给您办：{fresh.number}", matter=fresh
    )
    return fresh


def investigate(petition: Matter, *, note: str, by: User, seen: int | None = None, **rest: Any) -> Matter:
    """Looked into: who was heard, what was found."""
    return step(petition, "investigate", by=by, note=note, seen=seen, **rest)


def hear(petition: Matter, **given: Any) -> Matter:
    """A hearing of what is grave, complex or hard; no clock stands still for it (XF-56)."""
    return opened(petition, "hear", Stage.HANDLING, **given)


@transaction.atomic
def recheck_hear(petition: Matter, *, by: User, held_from: date, **given: Any) -> Matter:
    """A hearing of a recheck: its time is not counted, from its first day (36, T-09)."""
    fresh = opened(petition, "recheck_hear", Stage.RECHECK, by=by, held_from=held_from, **given)
    limit = fresh.deadlines.filter(RUNNING, limit=RECHECK_DECIDE).first()
    if limit and not limit.suspended_at:
        suspend(limit, reason="复核听证", by=by, since=held_from)
        fresh.refresh_from_db(fields=["due_at"])
    return fresh


@transaction.atomic
def opened(
    petition: Matter,
    move: str,
    stage: str,
    *,
    by: User,
    noticed_on: date,
    held_from: date,
    place: str,
    note: str = "",
    seen: int | None = None,
) -> Matter:
    """Announced, and begun."""
    if noticed_on > held_from:
        raise MoveDenied("先通知再听证，检查日期。")
    if held_from > clock.today():
        raise MoveDenied("听证开始那天再记。通知可以先发。")
    refuse_names(petition, by, place)
    fresh = step(petition, move, by=by, note=note, seen=seen)
    said = {"noticed_on": noticed_on, "held_from": held_from, "place": place}
    begun(fresh, Hearing.objects.create(matter=fresh, stage=stage, by=by, **said))
    return fresh


def heard(petition: Matter, **given: Any) -> Matter:
    """It was held: minutes and outcome."""
    return closed(petition, "heard", **given)


@transaction.atomic
def recheck_heard(petition: Matter, *, by: User, held_until: date, **given: Any) -> Matter:
    """It was held; the clock goes on, as much later as it took."""
    fresh = closed(petition, "recheck_heard", by=by, held_until=held_until, **given)
    limit = fresh.deadlines.filter(RUNNING, limit=RECHECK_DECIDE).first()
    if limit and limit.suspended_at:
        resume(limit, by=by, on=held_until + timedelta(days=1))
        fresh.refresh_from_db(fields=["due_at"])
    return fresh


@transaction.atomic
def closed(
    petition: Matter,
    move: str,
    *,
    by: User,
    held_until: date,
    minutes: str,
    note: str,
    seen: int | None = None,
) -> Matter:
    """Its last day, what was said, what came of it."""
    refuse_names(petition, by, minutes)
    fresh = step(petition, move, by=by, note=note, seen=seen)
    hearing = fresh.hearings.get(held_until=None)
    if not hearing.held_from <= held_until <= clock.today():
        raise MoveDenied(f"结束的日期要在 {hearing.held_from:%Y-%m-%d}（开始）到今天之间。")
    hearing.held_until, hearing.minutes, hearing.outcome = held_until, minutes, note
    hearing.save(update_fields=["held_until", "minutes", "outcome"])
    return fresh


def mediate(
    petition: Matter, *, settlement: str, note: str, by: User, seen: int | None = None, **rest: Any
) -> Matter:
    """Both sides agreed, of their own will: with a written agreement it ends (Art. 33)."""
    said = f"{Settlement(settlement).label}：{note}"
    moments = {"answered_at": MOMENT, "ended_at": MOMENT}
    return step(petition, "mediate", by=by, note=said, seen=seen, reason=settlement, **moments, **rest)


def reply(
    petition: Matter, *, adoption: str, note: str, by: User, told: str = "", seen: int | None = None
) -> Matter:
    """A suggestion was studied, and whoever made it hears what became of it (29)."""
    said = f"{Adoption(adoption).label}：{note}"
    moments = {"answered_at": MOMENT, "ended_at": MOMENT}
    return step(petition, "reply", by=by, note=said, told=told, seen=seen, reason=adoption, **moments)


@transaction.atomic
def announce(petition: Matter, *, note: str, by: User, seen: int | None = None) -> Matter:
    """The petitioner is told of the granted extension and why: only now it counts (XF-52)."""
    fresh = step(petition, "announce", by=by, note=note, seen=seen)
    try:
        announce_extension(fresh, HANDLE, by=by)
    except ExtensionDenied as error:
        raise MoveDenied(str(error)) from error
    fresh.refresh_from_db(fields=["due_at"])
    return fresh


@transaction.atomic
def recuse(
    petition: Matter, *, user: User, reason: str, by: User, note: str = "", seen: int | None = None
) -> Matter:
    """An official steps aside, and is replaced where it was in their hands (XF-10)."""
    if petition.stand_downs.filter(user=user).exists():
        raise MoveDenied(f"{user}已经回避了。")
    changes = {"holder": successor(petition, user)} if petition.holder_id == user.pk else {}
    fresh = step(petition, "recuse", by=by, note=note or str(user), reason=reason, seen=seen, **changes)
    Recusal.objects.create(matter=fresh, user=user, reason=reason, by=by)
    return fresh


def successor(petition: Matter, gone: User) -> User | None:
    """Who has it instead: what only a few may see is never in nobody's hands."""
    if not petition.confidential:
        return None
    others = [user for user in officials(petition, {Role.XF_OFFICE}) if user != gone]
    if not others:
        raise MoveDenied("信访部门没有别的人可以接手。请安全管理员先给岗位，或者请上一级信访部门来办。")
    return others[0]


def withdraw(petition: Matter, *, note: str, by: User, seen: int | None = None) -> Matter:
    """The petitioner took it back, and said so in writing."""
    return step(petition, "withdraw", by=by, note=note, seen=seen, ended_at=MOMENT)
