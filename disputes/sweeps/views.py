from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import PortalRequest
from casework.doors import as_workbook
from casework.models import Matter
from disputes.exceptions import SweepDenied
from disputes.forms.intake import may_register
from disputes.forms.sweeps import FaultForm, PlanForm, SignForm, WithdrawForm, may_plan
from disputes.models import Sweep, SweepPlan
from disputes.services import sweeping, withdrawing
from disputes.sweeps.rows import plans_of, starts_of, sweeps_of, tally, with_heads
from disputes.sweeps.sheet import workbook
from security import clock

PLANS_SHOWN = 50
NOT_YOURS = "排查由领导小组办公室来定。要加一次排查，请找办公室。"


@require_safe
def plans(request: PortalRequest) -> HttpResponse:
    """What the user's units have to report, and the plans that concern them."""
    due = Sweep.objects.to_sign(request.user.units, clock.today()).select_related("plan", "unit")
    context = {
        "plans": plans_of(request.user)[:PLANS_SHOWN],
        "due": due.order_by("due_on", "pk"),
        "may_plan": may_plan(request.user),
    }
    return render(request, "disputes/sweeps/plans.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def plan_new(request: PortalRequest) -> HttpResponse:
    """Lay down a plan; its rows are there at once."""
    if not may_plan(request.user):
        raise PermissionDenied(NOT_YOURS)
    form = PlanForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        plan = sweeping.plan_sweeps(by=request.user, **form.cleaned_data)
        messages.success(request, f"定好了：{plan}，现在有 {plan.sweeps.count()} 张表要报。")
        return redirect("disputes:sweep_plan", plan.pk)
    status = 400 if request.method == "POST" else 200
    return render(request, "disputes/sweeps/plan_new.html", {"form": form}, status=status)


def plan_or_404(request: PortalRequest, pk: int) -> SweepPlan:
    visible = SweepPlan.objects.visible_to(request.user).select_related("area", "by", "withdrawn_by")
    return get_object_or_404(visible, pk=pk)


@require_safe
def plan_detail(request: PortalRequest, pk: int) -> HttpResponse:
    """Who reported and who did not, a period at a time."""
    return show_plan(request, plan_or_404(request, pk))


def show_plan(
    request: PortalRequest, plan: SweepPlan, status: int = 200, form: WithdrawForm | None = None
) -> HttpResponse:
    """The page of a plan, with the form to withdraw it where it is this user's and not too late."""
    withdraws = withdrawing.may_withdraw(request.user, plan) and not withdrawing.refusal(plan)
    periods = starts_of(plan, request.user)
    shown = period_asked(request, periods)
    rows = list(sweeps_of(request.user).filter(plan=plan, starts_on=shown)) if shown else []
    context = {
        "plan": plan,
        "periods": periods,
        "shown": shown,
        "rows": with_heads(rows),
        "tally": tally(rows),
        "to_chase": sweeping.chasable(plan, request.user).count(),
        "chases": bool(request.user.roles & sweeping.CHASERS) and not plan.withdrawn_at,
        "withdraw_form": form or (WithdrawForm() if withdraws else None),
    }
    return render(request, "disputes/sweeps/plan.html", context, status=status)


def period_asked(request: PortalRequest, periods: list[tuple[date, date]]) -> date | None:
    """The first day of the period in the address, or of the newest one."""
    starts = [first for first, _ in periods]
    wanted = next((first for first in starts if first.isoformat() == request.GET.get("period")), None)
    return wanted or next(iter(starts), None)


@require_POST
def plan_chase(request: PortalRequest, pk: int) -> HttpResponse:
    """Ask all that have not reported, at one press; each once a period."""
    plan = plan_or_404(request, pk)
    if not request.user.roles & sweeping.CHASERS:
        raise PermissionDenied("催报由领导小组办公室和镇街来做。")
    asked = sweeping.chase(plan, by=request.user)
    told = f"催了 {asked} 个单位。" if asked else "没有要催的：都报了，或者这一期已经催过。"
    messages.success(request, told)
    return redirect("disputes:sweep_plan", plan.pk)


@require_POST
def plan_withdraw(request: PortalRequest, pk: int) -> HttpResponse:
    """Take a wrong plan back, with the reason, while nobody has signed for it."""
    plan, form = plan_or_404(request, pk), WithdrawForm(request.POST)
    if not withdrawing.may_withdraw(request.user, plan):
        raise PermissionDenied("排查由定它的办公室来撤销。")
    try:
        if form.is_valid():
            withdrawing.withdraw(plan, why=form.cleaned_data["why"], by=request.user)
            messages.success(request, f"撤销了：{plan}，单位不用报了。")
            return redirect("disputes:sweep_plan", plan.pk)
    except SweepDenied as error:
        form.add_error(None, str(error))
    return show_plan(request, plan, status=400, form=form)


@require_safe
def plan_export(request: PortalRequest, pk: int) -> HttpResponse:
    """The plan as a workbook, with the disputes behind its numbers."""
    plan = plan_or_404(request, pk)
    return as_workbook(workbook(plan, request.user), f"sweep-{plan.pk}")


def sweep_or_404(request: PortalRequest, pk: int) -> Sweep:
    return get_object_or_404(sweeps_of(request.user), pk=pk)


@require_safe
def sweep_detail(request: PortalRequest, pk: int) -> HttpResponse:
    """One unit's period: what was found, who signed, what was wrong with it."""
    return show(request, sweep_or_404(request, pk))


def show(request: PortalRequest, sweep: Sweep, status: int = 200, **forms: Any) -> HttpResponse:
    """The page of a row, with the forms that are this user's to fill in."""
    user, count = request.user, vars(sweep)["found"]
    missing = sweep.state == Sweep.State.MISSING
    over = clock.today() >= sweep.ends_on
    seen = Matter.objects.visible_to(user).filter(found__sweep=sweep, confidential=False)
    signs = missing and over and sweep.unit_id in sweeping.led_by(user)
    judges = not missing and sweeping.may_judge(user, sweep)
    context = {
        "sweep": sweep,
        "found": seen.select_related("area", "found").order_by("-pk"),
        "over": over,
        "sign_form": forms.get("sign_form") or (SignForm(count=count) if signs else None),
        "fault_form": forms.get("fault_form") or (FaultForm(user=user) if judges else None),
        "new_url": reverse("disputes:new", query={"sweep": sweep.pk}) if may_register(user) else "",
    }
    return render(request, "disputes/sweeps/sweep.html", context, status=status)


@require_POST
def sweep_sign(request: PortalRequest, pk: int) -> HttpResponse:
    """The head signs. What cannot be signed says why, on the same page."""
    sweep = sweep_or_404(request, pk)
    if sweep.unit_id not in sweeping.led_by(request.user):
        raise PermissionDenied("要由这个单位的负责人签报。请负责人登录来签。")
    form = SignForm(request.POST, count=vars(sweep)["found"])
    try:
        if form.is_valid():
            signed = sweeping.sign(sweep, by=request.user, **form.acts())
            messages.success(request, f"签报好了：{signed.get_state_display()}，{signed.count} 件。")
            return redirect("disputes:sweep", pk)
    except SweepDenied as error:
        form.add_error(None, str(error))
        return show(request, sweep_or_404(request, pk), status=403, sign_form=form)
    return show(request, sweep, status=400, sign_form=form)


@require_POST
def sweep_fault(request: PortalRequest, pk: int) -> HttpResponse:
    """The office finds that something was missed, or kept back."""
    sweep = sweep_or_404(request, pk)
    form = FaultForm(request.POST, user=request.user)
    if not sweeping.may_judge(request.user, sweep):
        raise PermissionDenied("漏报、瞒报由领导小组办公室认定。")
    try:
        if form.is_valid():
            sweeping.fault(sweep, by=request.user, **form.acts())
            messages.success(request, "记下了。")
            return redirect("disputes:sweep", pk)
    except SweepDenied as error:
        form.add_error(None, str(error))
    return show(request, sweep, status=400, fault_form=form)
