"""To other ways and back: told where else to go, what came of it, what others entrusted us with."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from casework.exceptions import MoveDenied
from casework.models import Matter
from casework.models.calendar import full_calendar
from casework.services import perform
from disputes.limits import CLOCKED, REPORT, WAY, limit_of_way
from disputes.models import HandOff, Referral
from disputes.ways import closed
from security import clock
from security.clock import day_begins


@transaction.atomic
def hand_off(
    dispute: Matter,
    *,
    way: str,
    note: str,
    by: User,
    counts_from: date | None = None,
    act: str = "",
    **step: Any,
) -> Matter:
    """Both were told where else they may go, and the clock of that way runs from the day named (MD-26)."""
    own, first = dispute.own, counts_from or clock.today()
    if reason := closed(way, own.justice_type, own.public_type, act):
        raise MoveDenied(reason)
    until = last_day(way, first)
    if until and until < clock.today():
        raise MoveDenied(
            f"从 {first:%Y-%m-%d} 起算，到 {until:%Y-%m-%d} 已经过了。检查起算的日期，或者换一条途径。"
        )
    fresh = perform(dispute, "hand_off", by=by, note=note, **step, way=way, since={WAY: day_begins(first)})
    told = {"way": way, "act": act, "counts_from": first if until else None, "until": until}
    HandOff.objects.create(matter=fresh, by=by, **told)
    return fresh


def last_day(way: str, first: date) -> date | None:
    """The last day on which this way is open, counted from that day; None where no clock runs."""
    if way not in CLOCKED:
        return None
    zone = timezone.get_default_timezone()
    return limit_of_way(way).due(day_begins(first), full_calendar(), zone).legal_on


@transaction.atomic
def outcome(
    dispute: Matter,
    *,
    by: User,
    result: str,
    outcome_on: date,
    number: str = "",
    note: str = "",
    seen: int | None = None,
) -> Matter:
    """How the other way ended, for the file."""
    told_on = dispute.own.ended_at or dispute.registered_at
    if not timezone.localdate(told_on) <= outcome_on <= clock.today():
        raise MoveDenied(f"结果的日期要在 {timezone.localdate(told_on):%Y-%m-%d}（告知）到今天之间。")
    fresh = perform(dispute, "outcome", by=by, note=note, seen=seen)
    last = HandOff.objects.filter(matter=fresh, outcome="").latest("pk")
    last.outcome, last.outcome_on, last.number = result, outcome_on, number
    last.save(update_fields=["outcome", "outcome_on", "number"])
    return fresh


@transaction.atomic
def entrusted(
    dispute: Matter,
    *,
    by: User,
    sender: str,
    sent_on: date,
    report_by: date,
    number: str = "",
    seen: int | None = None,
) -> Matter:
    """Who entrusted us with it, when, and until when they want to hear how it ended; that is a limit."""
    if Referral.objects.filter(matter=dispute).exists():
        raise MoveDenied("已经记过是谁委托的。")
    if not sent_on <= clock.today() <= report_by or sent_on == report_by:
        raise MoveDenied("委托的日期在今天以前，回报的日期在今天以后。改一下日期。")
    said = {"sender": sender, "number": number, "sent_on": sent_on, "report_by": report_by}
    Referral.objects.create(matter=dispute, by=by, **said)  # first, for the limit is as long as it says
    return perform(dispute, "entrusted", by=by, note=sender, seen=seen, since={REPORT: day_begins(sent_on)})


@transaction.atomic
def report_back(
    dispute: Matter, *, by: User, note: str, reported_on: date, seen: int | None = None
) -> Matter:
    """Whoever entrusted us was told how it stands or ended."""
    referral = Referral.objects.filter(matter=dispute).first()
    if referral and not referral.sent_on <= reported_on <= clock.today():
        raise MoveDenied(f"回报的日期要在 {referral.sent_on:%Y-%m-%d}（委托）到今天之间。")
    fresh = perform(dispute, "report_back", by=by, note=note, seen=seen)
    Referral.objects.filter(matter=fresh).update(reported_on=reported_on)
    return fresh
