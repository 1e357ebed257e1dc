"""An expert is asked, and answers. Of a medical dispute the time stands still meanwhile (T-09)."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from casework.exceptions import MoveDenied
from casework.models import Deadline, Matter
from casework.models.records import RUNNING
from casework.services import perform
from casework.services.standing_still import resume, suspend
from disputes.limits import MEDIATE
from disputes.models import Appraisal
from security import clock


@transaction.atomic
def appraise(
    dispute: Matter, *, by: User, organ: str, subject: str, entrusted_on: date, seen: int | None = None
) -> Matter:
    """Ask an expert body, one at a time. Only where a norm says so does the limit stand still."""
    if not day_of_acceptance(dispute) <= entrusted_on <= clock.today():
        raise MoveDenied("委托的日期要在受理以后、今天以前，检查一下。")
    before = dispute.appraisals.last()
    if before and before.ended_on and entrusted_on < before.ended_on:
        raise MoveDenied(f"上一次鉴定 {before.ended_on:%Y-%m-%d} 才有意见，委托的日期不能比它早。")
    fresh = perform(dispute, "appraise", by=by, note=f"{organ}：{subject}", seen=seen)
    Appraisal.objects.create(matter=fresh, organ=organ, subject=subject, entrusted_on=entrusted_on, by=by)
    return stand_still(fresh, by=by)


def day_of_acceptance(dispute: Matter) -> date:
    """From which day on something may be done in it."""
    return timezone.localdate(dispute.own.accepted_at or dispute.registered_at)


def stand_still(dispute: Matter, *, by: User) -> Matter:
    """Let the limit of mediation stand still while a medical dispute waits for its expert (T-09)."""
    asked = dispute.appraisals.filter(ended_on=None).first()
    limit = mediation(dispute)
    if asked and limit and not limit.suspended_at and dispute.own.waits_for_experts:
        suspend(limit, reason=f"{asked.organ}鉴定", by=by, since=asked.entrusted_on)
        dispute.refresh_from_db(fields=["due_at"])
    return dispute


def mediation(dispute: Matter) -> Deadline | None:
    """The limit of mediation that runs, or stands still."""
    return dispute.deadlines.filter(RUNNING, limit=MEDIATE).first()


@transaction.atomic
def appraised(dispute: Matter, *, by: User, finding: str, ended_on: date, seen: int | None = None) -> Matter:
    """The expert's opinion came, or why there is none; a limit that stood still runs on, as much later."""
    fresh = perform(dispute, "appraised", by=by, note=finding, seen=seen)
    asked = fresh.appraisals.get(ended_on=None)
    if not asked.entrusted_on <= ended_on <= clock.today():
        raise MoveDenied(f"收到意见的日期要在 {asked.entrusted_on:%Y-%m-%d}（委托）到今天之间。")
    asked.ended_on, asked.finding = ended_on, finding
    asked.save(update_fields=["ended_on", "finding"])
    limit = mediation(fresh)
    if limit and limit.suspended_at:
        resume(limit, by=by, on=ended_on)
        fresh.refresh_from_db(fields=["due_at"])
    return fresh
