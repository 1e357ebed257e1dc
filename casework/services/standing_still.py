"""A limit that stands still, where a norm allows it, and goes on with the days that were left (T-09)."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from casework.clocks import ONE_DAY, TimeUnit, midnight_of
from casework.exceptions import ExtensionDenied
from casework.models import Deadline
from casework.models.calendar import full_calendar
from casework.rules import rules
from casework.services.extensions import locked, until, write_event
from casework.services.recomputing import ends_moved, limit_of
from security import clock


@transaction.atomic
def suspend(deadline: Deadline, *, reason: str, by: User, since: date | None = None) -> Deadline:
    """Let the limit stand still, for what its rule's norm names (T-09). Raises ExtensionDenied elsewhere.

    `since` is the day on which that began, where it is written down later; not before the limit itself.
    """
    deadline = locked(deadline)
    rule = rules().get(deadline.limit)
    if rule is None or not rule.suspension:
        raise ExtensionDenied("没有规定让这条期限中止。可以在进展里写“暂停”和原因，期限照走。")
    if deadline.suspended_at:
        raise ExtensionDenied("这条期限已经中止了。")
    began = midnight_of(since, timezone.get_default_timezone()) if since else clock.asked()
    deadline.suspended_at = min(max(began, deadline.started_at), clock.asked())
    deadline.save(update_fields=["suspended_at"])
    ends_moved([deadline.matter])
    write_event(deadline.matter, "suspend_limit", f"{deadline.label}：{reason}（{rule.suspension}）", by=by)
    return deadline


@transaction.atomic
def resume(deadline: Deadline, *, by: User, on: date | None = None) -> Deadline:
    """Let it run on from this day, today where none is said: it is longer by the days it stood still.

    Counted from its start, not from its end, which may have been put off for a rest day already.
    """
    deadline = locked(deadline)
    if deadline.suspended_at is None:
        raise ExtensionDenied("这条期限没有中止。")
    calendar, zone = full_calendar(), timezone.get_default_timezone()
    deadline.stood += days_still(deadline, until=on or timezone.localdate(clock.asked(), zone))
    due = limit_of(deadline).due(deadline.started_at, calendar, zone)
    if due.at >= deadline.due_at:
        deadline.warn_at += due.at - deadline.due_at
        deadline.due_at, deadline.legal_on, deadline.target_on = due.at, due.legal_on, due.target_on
    first = timezone.localdate(deadline.started_at, zone)
    deadline.provisional = due.provisional
    deadline.calendar = calendar.version(first, deadline.legal_on)
    deadline.suspended_at, deadline.told = None, ""
    deadline.save()
    ends_moved([deadline.matter])
    write_event(deadline.matter, "resume_limit", f"{deadline.label}：到 {until(deadline)}", by=by)
    return deadline


def days_still(deadline: Deadline, *, until: date) -> int:
    """For how many days of its own sort it has stood still before this one."""
    first = timezone.localdate(deadline.suspended_at, timezone.get_default_timezone())
    stood = [first + ONE_DAY * n for n in range((until - first).days)]
    if deadline.unit != TimeUnit.WORKING_DAYS:
        return len(stood)
    return sum(map(full_calendar().works, stood))
