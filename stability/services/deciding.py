"""Reported, reviewed by lawyers and by all who decide, filed, decided; or adjusted and assessed again."""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F

from accounts.models import User
from casework import services as casework
from casework.exceptions import MoveDenied
from casework.models import Matter
from casework.models.records import RUNNING
from casework.services.moves import MOMENT
from security import clock
from security.clock import day_begins
from stability.dictionaries import CONCLUSIONS, GOING, PROJECT_CONCLUSION, Decision, Level
from stability.lacking import legality_until
from stability.limits import FILE, LEGALITY
from stability.models.stability import OF_A_ROUND
from stability.services.telling import tell_unit

MEDIUM_WAITS = (
    "中风险的暂缓实施：防范措施落实了，或者定了责任单位和期限，"
    "由定等级以外的人“措施后再评估”为低风险，再决策。"
)


@transaction.atomic
def report(
    stability: Matter,
    *,
    reported_on: date,
    response: str,
    by: User,
    note: str = "",
    seen: int | None = None,
) -> Matter:
    """The report is written, with the plan for the worst (RA-03); its filing is due in ten working days."""
    if not response.strip():
        raise MoveDenied("写一写应急预案：出了事谁来、怎么办。")
    if reported_on <= stability.own.open_until:
        raise MoveDenied(f"公示到 {stability.own.open_until:%Y-%m-%d}，报告日期要在它以后。")
    own: dict[str, Any] = {"reported_on": reported_on, "response": response}
    since: dict[str, Any] = {FILE: day_begins(reported_on)}
    return casework.perform(stability, "report", by=by, note=note, seen=seen, since=since, **own)


@transaction.atomic
def send_legality(
    stability: Matter, *, organ: str, sent_on: date, by: User, note: str = "", seen: int | None = None
) -> Matter:
    """The file goes to whoever reviews legality, who has seven working days at least (RA-10)."""
    if stability.own.legality_sent_on:
        raise MoveDenied("已经送审了，等意见出来“记合法性审查意见”。")
    in_order(stability.own.reported_on, sent_on, "报告")
    own: dict[str, Any] = {"legality_organ": organ, "legality_sent_on": sent_on}
    since: dict[str, Any] = {LEGALITY: day_begins(sent_on)}
    said = note or organ
    return casework.perform(stability, "send_legality", by=by, note=said, seen=seen, since=since, **own)


@transaction.atomic
def legality(
    stability: Matter, *, opinion: str, opined_on: date, by: User, note: str = "", seen: int | None = None
) -> Matter:
    """What the review of legality says (RA-10)."""
    own = stability.own
    if own.legality_sent_on is None:
        raise MoveDenied("还没有送审。先“送合法性审查”。")
    in_order(own.legality_sent_on, opined_on, "送审")
    said: dict[str, Any] = {"legality": opinion, "legality_on": opined_on}
    return casework.perform(stability, "legality", by=by, note=note, seen=seen, **said)


@transaction.atomic
def review(
    stability: Matter, *, meeting: str, reviewed_on: date, note: str, by: User, seen: int | None = None
) -> Matter:
    """Deliberated by all who decide, on the whole file, once the legal review had its time (RA-10)."""
    until = legality_until(stability.own)
    if until and reviewed_on <= until:
        raise MoveDenied(f"合法性审查的时间到 {until:%Y-%m-%d}，集体研究要在它以后。")
    own: dict[str, Any] = {"meeting": meeting, "reviewed_on": reviewed_on}
    return casework.perform(stability, "review", by=by, note=note, seen=seen, **own)


@transaction.atomic
def file(
    stability: Matter, *, filed_as: str, filed_on: date, by: User, note: str = "", seen: int | None = None
) -> Matter:
    """Filed with the office of the leading group, in time or not (RA-11)."""
    in_order(stability.own.reviewed_on, filed_on, "集体研究")
    due = stability.deadlines.filter(RUNNING, limit=FILE).first()
    own: dict[str, Any] = {"filed_as": filed_as, "filed_on": filed_on, "filed_at": MOMENT}
    own["filed_in_time"] = due is None or filed_on <= due.legal_on
    fresh = casework.perform(stability, "file", by=by, note=note or filed_as, seen=seen, **own)
    tell_unit(fresh, by=by, text=f"稳评报告备案了：{fresh.number}")
    return fresh


@transaction.atomic
def decide(
    stability: Matter,
    *,
    decision: str,
    document: str,
    decided_on: date,
    note: str,
    by: User,
    seen: int | None = None,
) -> Matter:
    """What was decided; high never goes ahead, medium only after its measures (RA-04, RA-08)."""
    own = stability.own
    if decision in GOING and (reason := why_not_ahead(own)):
        raise MoveDenied(reason)
    in_order(own.filed_on, decided_on, "备案")
    said: dict[str, Any] = {
        "decision": decision,
        "document": document,
        "decided_on": decided_on,
        "decided_at": MOMENT,
    }
    fresh = casework.perform(stability, "decide", by=by, note=note, seen=seen, reason=decision, **said)
    tell_unit(fresh, by=by, text=f"决策了（{Decision(decision).label}）：{fresh.number}")
    return fresh


def why_not_ahead(own: Any) -> str:
    """Why it may not be carried out as it stands; "" where it may. The database says the same."""
    if own.investment and own.level in {Level.HIGH, Level.MEDIUM}:
        return f"{PROJECT_CONCLUSION}“调整方案”降低风险，重新评估。"
    if own.level == Level.HIGH:
        return f"高风险：{CONCLUSIONS[Level.HIGH]}点“调整方案”。"
    if own.level == Level.MEDIUM and own.residual != Level.LOW:
        return MEDIUM_WAITS
    return str(own.lacks("reevaluate"))


@transaction.atomic
def reevaluate(stability: Matter, *, residual: str, note: str, by: User, seen: int | None = None) -> Matter:
    """Another person looks at it again after its measures (RA-08)."""
    own: dict[str, Any] = {"residual": residual, "residual_why": note, "reevaluated_by": by}
    return casework.perform(stability, "reevaluate", by=by, note=note, seen=seen, reason=residual, **own)


@transaction.atomic
def adjust(stability: Matter, *, note: str, by: User, seen: int | None = None) -> Matter:
    """The plan is changed to lower the risk, and assessed again from the start (RA-04, RA-08)."""
    return anew(stability, "adjust", note=note, by=by, seen=seen)


def anew(stability: Matter, move: str, *, note: str, by: User, seen: int | None) -> Matter:
    """A new round begins; what the last one found stays in its rows."""
    if not note.strip():
        raise MoveDenied("写一写调整了什么，或者出现了什么新的风险。")
    fresh = casework.perform(stability, move, by=by, note=note, seen=seen, round=F("round") + 1, **OF_A_ROUND)
    tell_unit(fresh, by=by, text=f"要重新评估：{fresh.number}")
    return fresh


def in_order(before: date | None, day: date, what: str) -> None:
    """Raise MoveDenied for a day before that of the step before, or to come."""
    if before and day < before:
        raise MoveDenied(f"{what}是 {before:%Y-%m-%d}，日期不能早于它。")
    if day > clock.today():
        raise MoveDenied("这个日期还没到，写已经过去的日期。")
