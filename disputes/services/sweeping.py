"""排查 (MD-42, MD-43): a row for each unit and period, signed by the head, chased once, its faults noted."""

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.urls import reverse

from accounts.models import Duty, Role, Unit, User
from areas.models import Area, inside
from casework import services as casework
from casework.models import Matter
from disputes.exceptions import SweepDenied
from disputes.models import Fault, Found, Sweep, SweepPlan
from disputes.models.sweeps import REPORTING, Tier
from disputes.sweeps.periods import periods_of
from security import clock

HEADS = REPORTING[Tier.BOTH]
CHASERS = frozenset({Role.OFFICE, Role.TOWN})
LATE = "{due} 以前要报，{on} 才报。"
LATER = "签报以后又登记了当时已有的纠纷。"


@transaction.atomic
def plan_sweeps(*, by: User, **given: Any) -> SweepPlan:
    """Lay down a plan, and make the rows of what has begun already."""
    plan = SweepPlan.objects.create(by=by, **given)
    make_rows(plan, clock.today())
    return plan


def make_rows(plan: SweepPlan, today: date) -> int:
    """A missing row for each unit and period that has begun; how many. Run again it makes none twice.

    A unit that gets its post later owes the period that runs, not those that were over before.
    """
    units, made = list(reporting(plan)), set(plan.sweeps.values_list("starts_on", flat=True).distinct())
    rows = [
        Sweep(
            plan=plan,
            unit=unit,
            area_id=unit.area_id,
            starts_on=first,
            ends_on=last,
            due_on=last + timedelta(days=plan.grace),
        )
        for first, last in periods_of(plan)
        if first <= today and (last >= today or first not in made)
        for unit in units
    ]
    before = plan.sweeps.count()
    Sweep.objects.bulk_create(rows, ignore_conflicts=True)
    return plan.sweeps.count() - before


def make_all_rows() -> int:
    """The rows of all plans that run; how many are new."""
    today = clock.today()
    return sum(make_rows(plan, today) for plan in SweepPlan.objects.running(today))


def reporting(plan: SweepPlan) -> Any:
    """The units that report by the plan: those in its area in which somebody has the post for it."""
    posts = Duty.objects.current().filter(role__in=REPORTING[plan.tier], area=None)
    return Unit.objects.filter(inside([plan.area_id]), pk__in=posts.values("unit"), active=True)


def led_by(user: User) -> set[int]:
    """Ids of the units whose sweeps this user signs."""
    return {
        duty.unit_id
        for duty in user.held
        if duty.leads and duty.role in HEADS and duty.unit_id and not duty.area_id
    }


@transaction.atomic
def sign(sweep: Sweep, *, by: User, seen: int, zero: bool) -> Sweep:
    """The head of the unit signs for the period: so many disputes, or expressly none. Raises SweepDenied.

    `seen` is the number that the head had before them. After the day it was due, it is late, and says so.
    """
    sweep = locked(sweep)
    refuse_unsignable(sweep, by)
    count = counted(sweep)
    if count != seen:
        raise SweepDenied(f"这一期现在记了 {count} 件，刚才您看到的是 {seen} 件。看一看再签报。")
    if zero and count:
        raise SweepDenied(f"这一期记了 {count} 件，不是零报告。不勾“零报告”，再签报。")
    if not zero and not count:
        raise SweepDenied("这一期没有记纠纷。确实没有，勾上“零报告”；有，先登记。")
    state = Sweep.State.REPORTED if count else Sweep.State.ZERO
    Sweep.objects.filter(pk=sweep.pk).update(
        state=state, count=count, signer=by, signed_name=str(by), signed_at=clock.now()
    )
    today = clock.today()
    if today > sweep.due_on:
        add_fault(sweep, Fault.Code.LATE, LATE.format(due=sweep.due_on, on=today), by)
    return Sweep.objects.get(pk=sweep.pk)


def refuse_unsignable(sweep: Sweep, by: User) -> None:
    """Raise SweepDenied where it is not this user's to sign, was signed, or its period is not over."""
    if not stands(sweep):
        raise SweepDenied("这次排查刚刚撤销了，不用报。")
    if sweep.unit_id not in led_by(by):
        raise SweepDenied(f"要由{sweep.unit}的负责人签报。请负责人登录来签。")
    if sweep.state != Sweep.State.MISSING:
        raise SweepDenied(f"这一期已经由{sweep.signed_name}签报过了。")
    if clock.today() < sweep.ends_on:
        raise SweepDenied(f"这一期到 {sweep.ends_on:%Y-%m-%d} 才满，到那天再签报。发现的纠纷随时可以登记。")


def stands(sweep: Sweep) -> bool:
    """Is its plan not withdrawn? Asked anew, for it may have been while the row was waited for."""
    return SweepPlan.objects.standing().filter(pk=sweep.plan_id).exists()


def counted(sweep: Sweep) -> int:
    """How many disputes it found, as its number says: what is confidential is in no number."""
    return sweep.finds.filter(matter__confidential=False).count()


def locked(sweep: Sweep) -> Sweep:
    """The row, ours until the transaction ends: what is found while the head signs waits, and is later."""
    return Sweep.objects.select_for_update(of=("self",)).select_related("unit").get(pk=sweep.pk)


@transaction.atomic
def find(sweep: Sweep, matter: Matter, *, by: User) -> Found | None:
    """The dispute was found by this sweep. Once it was signed, it was missed then (漏报). None where the
    sweep was withdrawn while the dispute was being written down: that one is registered all the same.

    Of one that is confidential, or accuses a unit, the faults say nothing: all who see the sweep read them.
    """
    sweep = locked(sweep)
    if not stands(sweep):
        return None
    later = sweep.state != Sweep.State.MISSING
    found = Found.objects.create(matter=matter, sweep=sweep, later=later, by=by)
    if later and not (matter.confidential or matter.accusations.exists()):
        add_fault(sweep, Fault.Code.MISSED, LATER, by)
    return found


def add_fault(sweep: Sweep, code: str, reason: str, by: User) -> None:
    """Note a fault, once of each sort."""
    Fault.objects.get_or_create(sweep=sweep, code=code, defaults={"reason": reason, "by": by})


@transaction.atomic
def fault(sweep: Sweep, *, code: str, reason: str, by: User, matter: Matter | None = None) -> None:
    """The office finds that a dispute of then was missed (and which), or kept back. Raises SweepDenied."""
    sweep = locked(sweep)
    if not may_judge(by, sweep):
        raise SweepDenied("漏报、瞒报由领导小组办公室认定。")
    if sweep.state == Sweep.State.MISSING:
        raise SweepDenied("这一期还没有报，是“未报”。先催报。")
    if code == Fault.Code.MISSED:
        Found.objects.create(matter=missed_one(sweep, matter), sweep=sweep, later=True, by=by)
    elif sweep.faults.filter(code=code).exists():
        raise SweepDenied("这一期已经这样认定过了。")
    add_fault(sweep, code, reason, by)


def missed_one(sweep: Sweep, matter: Matter | None) -> Matter:
    """The dispute, where it can be one that this sweep has missed. Raises SweepDenied."""
    if matter is None or not matter.area_id.startswith(sweep.area_id):
        raise SweepDenied(f"漏报的是哪一件？写{sweep.area}的一件纠纷的编号。")
    if Found.objects.filter(matter=matter).exists():
        raise SweepDenied("这一件已经算在一次排查里了，不能再算一次。")
    return matter


def may_judge(user: User, sweep: Sweep) -> bool:
    """Is it this user's to say that something was missed or concealed?"""
    return any(duty.role == Role.OFFICE and sweep.area_id.startswith(duty.area_code) for duty in user.held)


def chasable(plan: SweepPlan, user: User) -> Any:
    """Rows that this user may ask for: nobody signed, the period is over, none was asked for before."""
    mine = {duty.area_code for duty in user.held if duty.role in CHASERS}
    return plan.sweeps.missing().filter(inside(mine), ends_on__lte=clock.today(), chased_at=None)


@transaction.atomic
def chase(plan: SweepPlan, *, by: User) -> int:
    """Ask the heads of the units that have not reported, each once a period; how many units were asked."""
    rows = list(chasable(plan, by).select_for_update(of=("self",)).select_related("unit"))
    Sweep.objects.filter(pk__in=[row.pk for row in rows]).update(chased_at=clock.now())
    posts = Duty.objects.current().filter(unit__in=[row.unit_id for row in rows], role__in=HEADS, area=None)
    seated = list(posts.select_related("user"))
    for row in rows:
        there = [duty for duty in seated if duty.unit_id == row.unit_id]
        heads = {duty.user for duty in there if duty.leads} or {duty.user for duty in there}
        casework.notify(
            sorted(heads, key=lambda user: user.pk),
            key=f"sweep:{row.pk}",
            text=f"催报：{plan}（{row.period}），{row.due_on:%m月%d日}以前报。没有发现也要零报告。",
            heading="催报",
            group=row.unit_id,
        )
    return len(rows)


def offered_areas(user: User) -> Any:
    """Where this user of the office may have sweeps made: in what they oversee, down to villages."""
    mine = {duty.area_code for duty in user.held if duty.role == Role.OFFICE}
    return Area.objects.current().filter(inside(mine, "code"), code__regex=r"^\d{6}(\d{3}){0,2}$")


def page_of(sweep: Sweep) -> str:
    """The address of a row's page."""
    return reverse("disputes:sweep", args=[sweep.pk])
