from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.http import PortalRequest
from accounts.models import Role
from casework.doors import as_workbook, for_concerned
from casework.models import Matter
from disputes.exceptions import RewardDenied
from disputes.forms.rewards import AnswerForm, CheckForm, ObjectionForm
from disputes.models import Claim, Dispute
from disputes.rewards.sheet import claims_of, workbook
from disputes.services import rewarding
from disputes.workflow import CONCERNED

SHOWN = 200


@require_safe
def claims(request: PortalRequest) -> HttpResponse:
    """The claims that the user may see, and how far each is."""
    for_concerned(request, CONCERNED)
    rows = [(one, rewarding.stands(one)) for one in claims_of(request.user)[:SHOWN]]
    context = {
        "rows": rows,
        "publishes": Role.JUDICIAL in request.user.roles,
        "to_publish": rewarding.to_publish(request.user).count(),
    }
    return render(request, "disputes/rewards/claims.html", context)


@require_safe
def export(request: PortalRequest) -> HttpResponse:
    """The same as a workbook."""
    for_concerned(request, CONCERNED)
    return as_workbook(workbook(request.user), "rewards")


@require_POST
def claim_new(request: PortalRequest, number: str) -> HttpResponse:
    """The mediator claims for a dispute; what it lacks is said on its page."""
    visible = Matter.objects.visible_to(request.user).of(Dispute)
    if not number.isprintable():
        raise Http404
    matter = get_object_or_404(visible.select_related("dispute__mediator__user", "unit__body"), number=number)
    try:
        made = rewarding.claim(matter, by=request.user)
    except RewardDenied as error:
        messages.error(request, str(error))
        return redirect(matter)
    messages.success(request, f"申报了：{made.volume}，{made.amount} 元。等政法部门审核。")
    return redirect("disputes:reward", made.pk)


def claim_or_404(request: PortalRequest, pk: int) -> Claim:
    return get_object_or_404(claims_of(request.user), pk=pk)


@require_safe
def claim_detail(request: PortalRequest, pk: int) -> HttpResponse:
    """One claim: how far it is, what was said against it, and what is this user's to do."""
    return show(request, claim_or_404(request, pk))


def show(request: PortalRequest, claim: Claim, status: int = 200, **forms: Any) -> HttpResponse:
    """The page of a claim with the forms that are this user's to fill in."""
    checks = rewarding.may_check(request.user, claim)
    up = rewarding.is_up(claim)
    opened = [one for one in claim.objections.all() if one.upheld is None] if checks else []
    answer = AnswerForm(initial={"objection": opened[0].pk}) if opened else None
    context = {
        "claim": claim,
        "stands": rewarding.stands(claim),
        "check_form": forms.get("check_form") or (CheckForm() if checks and claim.passed is None else None),
        "objection_form": forms.get("objection_form") or (ObjectionForm() if up else None),
        "answer_form": forms.get("answer_form") or answer,
    }
    return render(request, "disputes/rewards/claim.html", context, status=status)


@require_POST
def claim_check(request: PortalRequest, pk: int) -> HttpResponse:
    """Passed, or refused and why; by somebody else than the one who claims."""
    claim, form = claim_or_404(request, pk), CheckForm(request.POST)
    if not rewarding.may_check(request.user, claim):
        raise PermissionDenied("申报由政法部门的另一个人审核，自己的不能自己审。")
    try:
        if form.is_valid():
            rewarding.check(claim, by=request.user, **form.acts())
            return redirect("disputes:reward", pk)
    except RewardDenied as error:
        form.add_error(None, str(error))
    return show(request, claim, status=400, check_form=form)


@require_POST
def publish(request: PortalRequest) -> HttpResponse:
    """Put up all that passed."""
    if Role.JUDICIAL not in request.user.roles:
        raise PermissionDenied("公示由政法部门来做。")
    try:
        put_up = rewarding.publish(by=request.user)
        messages.success(request, f"公示了 {put_up.claims.count()} 件，到 {put_up.ends_on:%Y-%m-%d}。")
    except RewardDenied as error:
        messages.error(request, str(error))
    return redirect("disputes:rewards")


@require_POST
def claim_object(request: PortalRequest, pk: int) -> HttpResponse:
    """Somebody objects while it is up; whoever sees the list writes it down."""
    claim, form = claim_or_404(request, pk), ObjectionForm(request.POST)
    try:
        if form.is_valid():
            rewarding.object_to(claim, by=request.user, **form.cleaned_data)
            messages.success(request, "记下了，由政法部门来查。")
            return redirect("disputes:reward", pk)
    except RewardDenied as error:
        form.add_error(None, str(error))
    return show(request, claim, status=400, objection_form=form)


@require_POST
def claim_answer(request: PortalRequest, pk: int) -> HttpResponse:
    """What was found of an objection."""
    claim, form = claim_or_404(request, pk), AnswerForm(request.POST)
    if not rewarding.may_check(request.user, claim):
        raise PermissionDenied("异议由政法部门的另一个人来查。")
    try:
        if form.is_valid():
            given = form.cleaned_data
            objection = get_object_or_404(claim.objections, pk=given["objection"])
            upheld = given["upheld"] == "yes"
            rewarding.answer(objection, upheld=upheld, words=given["words"], by=request.user)
            return redirect("disputes:reward", pk)
    except RewardDenied as error:
        form.add_error(None, str(error))
    return show(request, claim, status=400, answer_form=form)
