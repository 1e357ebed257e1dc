"""What was decided is tracked, looked at afterwards, opened again by a new risk, or ended."""

from datetime import date
from typing import Any

from django.db import transaction

from accounts.models import Unit, User
from casework import services as casework
from casework.exceptions import MoveDenied
from casework.models import Matter
from casework.models.records import RUNNING
from casework.services.moves import MOMENT
from security import clock
from security.clock import day_begins
from stability.limits import TRACK
from stability.models import Accountability, CheckUp, PostAssessment
from stability.services.deciding import anew, in_order
from stability.services.telling import tell_unit


@transaction.atomic
def track(stability: Matter, *, by: User, note: str = "", seen: int | None = None) -> Matter:
    """It is carried out: looked at every quarter from the decision on (RA-06)."""
    decided = stability.own.decided_on
    since: dict[str, Any] = {TRACK: day_begins(decided)} if decided else {}
    return casework.perform(stability, "track", by=by, note=note, seen=seen, since=since)


@transaction.atomic
def check_up(
    stability: Matter, *, on: date, found: str, by: User, note: str = "", seen: int | None = None
) -> Matter:
    """One check-up; the next is due a quarter after it."""
    in_order(stability.own.decided_on, on, "决策")
    due = stability.deadlines.filter(RUNNING, limit=TRACK).first()
    in_time = due is None or on <= due.legal_on
    own: dict[str, Any] = {"checked_at": MOMENT} | ({} if in_time else {"checked_late": True})
    since: dict[str, Any] = {TRACK: day_begins(on)}
    fresh = casework.perform(stability, "check_up", by=by, note=note, seen=seen, since=since, **own)
    CheckUp.objects.create(matter=fresh, on=on, found=found, in_time=in_time, by=by)
    return fresh


@transaction.atomic
def reopen(stability: Matter, *, note: str, by: User, seen: int | None = None) -> Matter:
    """A new risk showed itself: it is assessed again. A person says so, whatever the numbers suggest."""
    return anew(stability, "reopen", note=note, by=by, seen=seen)


@transaction.atomic
def post_assess(
    stability: Matter,
    *,
    made_by: str,
    made_on: date,
    found: str,
    by: User,
    note: str = "",
    seen: int | None = None,
) -> Matter:
    """What came of it, by others than who assessed it before (RA-09)."""
    before = stability.own.carried_by
    if made_by.strip() == before:
        raise MoveDenied(
            f"决策前是{before}评估的，决策后评估要由别的单位来做（重大行政决策程序暂行条例 36）。"
        )
    in_order(None, made_on, "")
    fresh = casework.perform(stability, "post_assess", by=by, note=note or made_by, seen=seen)
    said: dict[str, Any] = {
        "assessed_before_by": before,
        "made_by": made_by.strip(),
        "made_on": made_on,
        "found": found,
    }
    PostAssessment.objects.create(matter=fresh, by=by, **said)
    return fresh


@transaction.atomic
def account(
    stability: Matter,
    *,
    unit: Unit,
    fault: str,
    facts: str,
    document: str,
    on: date,
    by: User,
    note: str = "",
    seen: int | None = None,
) -> Matter:
    """An organisation was called to account, by a document: a fact, no judgement of the platform (RA-12)."""
    if on > clock.today():
        raise MoveDenied("这个日期还没到，写已经过去的日期。")
    fresh = casework.perform(stability, "account", by=by, note=note or document, seen=seen, reason=fault)
    said: dict[str, Any] = {"unit": unit, "fault": fault, "facts": facts, "document": document, "on": on}
    Accountability.objects.create(matter=fresh, by=by, **said)
    tell_unit(fresh, by=by, text=f"记了一条责任追究：{fresh.number}")
    return fresh


def close(stability: Matter, *, by: User, note: str = "", seen: int | None = None) -> Matter:
    """Nothing more is to be watched."""
    return casework.perform(stability, "close", by=by, note=note, seen=seen)
