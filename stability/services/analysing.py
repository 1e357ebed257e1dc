"""It is looked at from four sides, its risks are named and met, and a person sets the level."""

from datetime import date
from typing import Any

from django.db import transaction

from accounts.models import Unit, User
from casework import services as casework
from casework.exceptions import MoveDenied
from casework.models import Matter
from casework.services.moves import MOMENT
from security import clock
from stability.dictionaries import Dimension, Level
from stability.lacking import proposal
from stability.models import Finding, Grading, Measure, RiskPoint


@transaction.atomic
def examine(
    stability: Matter,
    *,
    dimension: str,
    finding: str,
    evidence: str,
    figures: str,
    by: User,
    note: str = "",
    seen: int | None = None,
) -> Matter:
    """One of the four sides: what was found, on what evidence, in which numbers (RA-03, RA-05)."""
    own = stability.own
    if Finding.objects.filter(matter=stability, round=own.round, dimension=dimension).exists():
        raise MoveDenied(f"{Dimension(dimension).label}已经分析过了，选别的方面。")
    fresh = casework.perform(stability, "examine", by=by, note=note, seen=seen, reason=dimension)
    said: dict[str, Any] = {
        "dimension": dimension,
        "finding": finding,
        "evidence": evidence,
        "figures": figures,
    }
    Finding.objects.create(matter=fresh, round=fresh.own.round, by=by, **said)
    return fresh


@transaction.atomic
def identify(
    stability: Matter,
    *,
    what: str,
    cause: str,
    probability: int,
    impact: int,
    by: User,
    note: str = "",
    seen: int | None = None,
) -> Matter:
    """A risk point: how likely, how grave (RA-03)."""
    fresh = casework.perform(stability, "identify", by=by, note=note or what, seen=seen)
    estimate: dict[str, Any] = {"probability": probability, "impact": impact}
    RiskPoint.objects.create(matter=fresh, round=fresh.own.round, what=what, cause=cause, by=by, **estimate)
    return fresh


@transaction.atomic
def prevent(
    stability: Matter,
    *,
    risk: RiskPoint,
    what: str,
    unit: Unit,
    due_on: date,
    by: User,
    note: str = "",
    seen: int | None = None,
) -> Matter:
    """What is done against a risk, by which unit, to when (RA-03)."""
    if due_on <= clock.today():
        raise MoveDenied("措施的期限写今天以后的日期。")
    fresh = casework.perform(stability, "prevent", by=by, note=note or what, seen=seen)
    if risk.matter_id != fresh.pk or risk.round != fresh.own.round:
        raise MoveDenied("这个风险点不在这一轮里，重新选一个。")
    Measure.objects.create(matter=fresh, risk=risk, what=what, unit=unit, due_on=due_on, by=by)
    return fresh


@transaction.atomic
def fulfil(
    stability: Matter,
    *,
    measure: Measure,
    done_on: date,
    outcome: str,
    by: User,
    note: str = "",
    seen: int | None = None,
) -> Matter:
    """A measure was carried out: when, how."""
    fresh = casework.perform(stability, "fulfil", by=by, note=note or measure.what, seen=seen)
    row = Measure.objects.select_for_update().get(pk=measure.pk, matter=fresh)
    if row.done_on:
        raise MoveDenied("这一项已经落实了，刷新页面看看。")
    if not outcome.strip() or done_on > clock.today():
        raise MoveDenied("写明怎么落实的，日期不能在以后。")
    row.done_on, row.outcome = done_on, outcome
    row.save(update_fields=["done_on", "outcome"])
    return fresh


def analyse(stability: Matter, *, by: User, note: str = "", seen: int | None = None) -> Matter:
    """The analysis is complete: heard, looked at from all sides, the risks named (RA-05, RA-06)."""
    return casework.perform(stability, "analyse", by=by, note=note, seen=seen)


@transaction.atomic
def set_level(stability: Matter, *, level: str, note: str, by: User, seen: int | None = None) -> Matter:
    """A person sets the level, beside what the matrix and the opposition propose, and says why (RA-07)."""
    if not note.strip():
        raise MoveDenied("写一写为什么定这一级。")
    proposed = str(proposal(stability.own))
    own: dict[str, Any] = {"level": level, "proposed": proposed, "level_reason": note, "level_by": by}
    if level == Level.HIGH and stability.own.high_at is None:
        own["high_at"] = MOMENT
    fresh = casework.perform(stability, "set_level", by=by, note=note, seen=seen, reason=level, **own)
    row: dict[str, Any] = {"level": level, "proposed": proposed, "reason": note}
    Grading.objects.create(matter=fresh, round=fresh.own.round, by=by, **row)
    return fresh
