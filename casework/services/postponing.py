"""暂缓: put off to a day. A label of ours, with an approver; no limit of the law moves with it (T-09)."""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models.functions import Now

from accounts.models import User
from casework.exceptions import MoveDenied
from casework.models import Matter, Postponement
from casework.services.accounts import portal_account
from casework.services.messages import notify
from casework.services.moves import perform
from security import clock

LONGEST = 180  # days: what cannot be done in half a year is no longer put off


@transaction.atomic
def postpone(matter: Matter, *, until: date, note: str, by: User, **step: Any) -> Matter:
    """Ask that the matter be put off to that day. Somebody else approves it, or does not."""
    if not 0 < (until - clock.today()).days <= LONGEST:
        raise MoveDenied(f"暂缓的日子要在今天以后，最远 {LONGEST} 天。改一个日期。")
    fresh = perform(matter, "postpone", by=by, note=f"到 {until:%Y-%m-%d}。{note}", **step)
    Postponement.objects.create(matter=fresh, until=until, words=note, asked_by=by)
    fresh.forget()
    return fresh


@transaction.atomic
def approve(matter: Matter, *, by: User, note: str = "", told: str = "", **step: Any) -> Matter:
    """Put it off to the day that was asked for. Whoever asked hears of it."""
    fresh = perform(matter, "approve", by=by, note=note, told=told, **step)
    answer(fresh, by=by, agreed=True)
    return fresh


@transaction.atomic
def refuse(matter: Matter, *, by: User, note: str, **step: Any) -> Matter:
    """Say no: the work goes on. The note says why."""
    fresh = perform(matter, "refuse", by=by, note=note, **step)
    answer(fresh, by=by, agreed=False)
    return fresh


def answer(matter: Matter, *, by: User, agreed: bool) -> None:
    """Write the answer down, and tell whoever asked."""
    asked = matter.postponements.current().select_related("asked_by").get()
    asked.decided_by, asked.agreed, asked.decided_at = by, agreed, Now()
    asked.ended_at = None if agreed else Now()
    asked.save(update_fields=["decided_by", "agreed", "decided_at", "ended_at"])
    matter.forget()
    words = "同意" if agreed else "没同意"
    notify(
        [asked.asked_by], key=f"postponement:{asked.pk}", text=f"{by}{words}{asked}：{matter}", matter=matter
    )


@transaction.atomic
def resume(matter: Matter, *, by: User, note: str = "", itself: bool = False, **step: Any) -> Matter:
    """Go on with the work before the day, or take the request back."""
    fresh = perform(matter, "resume", by=by, note=note, itself=itself, **step)
    fresh.postponements.current().update(ended_at=Now())
    fresh.forget()
    return fresh


def resume_due() -> int:
    """Bring back what was put off to today or before, by the database's day; how many.

    Safe to run twice, late, or beside itself: each matter is locked and looked at again.
    """
    due = Postponement.objects.over(clock.today()).select_related("matter")
    return sum(resume_one(postponement) for postponement in due)


@transaction.atomic
def resume_one(postponement: Postponement) -> bool:
    """Bring one matter back to the desk of its unit, unless another run did so before."""
    locked = Matter.objects.locked().get(pk=postponement.matter_id)
    if not locked.postponements.over(clock.today()).filter(pk=postponement.pk).exists():
        return False
    resume(locked, by=portal_account(), note=f"{postponement}，日子到了。", itself=True)
    return True
