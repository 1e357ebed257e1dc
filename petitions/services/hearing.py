"""Hearings to come: planned with a notice before, called off with a reason (XF-56)."""

from datetime import date, time, timedelta
from typing import Any

from django.db import transaction

from accounts.models import User
from casework.exceptions import MoveDenied
from casework.models import Matter
from petitions.dictionaries import Stage
from petitions.guards import is_claim, not_recused
from petitions.limits import HANDLERS
from petitions.models import Hearing, HearingPlan
from petitions.moves.making import WORKING
from petitions.services.steps import refuse_names
from petitions.statuses import PetitionStatus
from security import clock

FURTHEST = timedelta(days=365)


def stage_now(matter: Matter) -> str:
    """Of which stage a hearing would be; "" where none is held now."""
    if matter.status in WORKING:
        return "" if is_claim(matter, None) else Stage.HANDLING
    return Stage.RECHECK if matter.status == PetitionStatus.RECHECKING else ""


def handles(user: User, matter: Matter) -> bool:
    return user.handles(HANDLERS, matter) and not not_recused(matter, user)


def may_plan(user: User, matter: Matter) -> bool:
    """Whoever handles it, where a hearing may be held and none is planned."""
    planned = any(one.stands for one in matter.hearing_plans.all())
    return bool(stage_now(matter)) and not planned and handles(user, matter)


@transaction.atomic
def plan_hearing(
    petition: Matter, *, on: date, begins: time, ends: time, place: str, by: User
) -> HearingPlan:
    """Say when and where people are heard; the notice can be signed from now on. Raises MoveDenied."""
    fresh = Matter.objects.select_for_update(of=("self",)).get(pk=petition.pk)
    if not may_plan(by, fresh):
        raise MoveDenied("现在不能约听证：由承办单位在办理中或者复核中约，一次约一场。")
    today = clock.today()
    if not today < on <= today + FURTHEST:
        raise MoveDenied("听证约在今天以后、一年以内，先通知再听证。")
    if ends <= begins:
        raise MoveDenied("结束要晚于开始。")
    refuse_names(fresh, by, place)
    when: dict[str, Any] = {"noticed_on": today, "on": on, "begins": begins, "ends": ends}
    return HearingPlan.objects.create(matter=fresh, stage=stage_now(fresh), place=place, by=by, **when)


@transaction.atomic
def call_off_hearing(plan: HearingPlan, *, reason: str, by: User) -> HearingPlan:
    """It is not held, and why."""
    fresh = HearingPlan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    if not handles(by, fresh.matter):
        raise MoveDenied("由承办单位取消。")
    if not fresh.stands:
        raise MoveDenied("已经取消，或者已经开始了，刷新页面看看。")
    if not reason.strip():
        raise MoveDenied("写一句为什么取消。")
    refuse_names(fresh.matter, by, reason)
    fresh.called_off = reason
    fresh.save(update_fields=["called_off"])
    return fresh


def begun(petition: Matter, hearing: Hearing) -> None:
    """The planned one is held, on its day, at its stage. One that was not planned is written down as if."""
    plan = HearingPlan.objects.select_for_update().filter(matter=petition).standing().first()
    if plan is None:
        same = {"noticed_on": hearing.noticed_on, "on": hearing.held_from, "place": hearing.place}
        own = {"matter": petition, "stage": hearing.stage, "hearing": hearing, "by": hearing.by}
        HearingPlan.objects.create(**own, **same)
        return
    if (plan.on, plan.stage) != (hearing.held_from, hearing.stage):
        raise MoveDenied(f"约的是 {plan}。到那天再记；改了日子的，先取消再约。")
    plan.hearing = hearing
    plan.save(update_fields=["hearing"])
