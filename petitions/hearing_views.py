"""A hearing is planned, or called off: whoever handles the petition does both."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods

from accounts.http import PortalRequest
from petitions.forms.hearing import CallHearingOffForm, PlanHearingForm
from petitions.services import hearing
from petitions.supervision_views import filled_in, petition_of

READ_AND_WRITE = ["GET", "HEAD", "POST"]


@require_http_methods(READ_AND_WRITE)
def plan(request: PortalRequest, number: str) -> HttpResponse:
    """When and where; the notice can be signed before the hearing."""
    matter = petition_of(request, number)
    if not hearing.may_plan(request.user, matter):
        messages.error(request, "现在不能约听证：由承办单位在办理中或者复核中约，一次约一场。")
        return redirect(matter)

    def do(**said: object) -> object:
        return hearing.plan_hearing(matter, by=request.user, **said)  # type: ignore[arg-type]

    done = "约好了。听证通知书在“文书”里签发。"
    return filled_in(request, matter, PlanHearingForm, do, label="约听证", done=done)


@require_http_methods(READ_AND_WRITE)
def call_off(request: PortalRequest, number: str, pk: int) -> HttpResponse:
    """It is not held, and why."""
    matter = petition_of(request, number)
    row = get_object_or_404(matter.hearing_plans.select_related("matter"), pk=pk)
    if not row.stands or not hearing.handles(request.user, matter):
        messages.error(request, "已经取消、已经开始，或者不由您的单位取消。")
        return redirect(matter)

    def do(**said: object) -> object:
        return hearing.call_off_hearing(row, by=request.user, **said)  # type: ignore[arg-type]

    given = {"label": "取消听证", "done": "取消了。", "about": str(row)}
    return filled_in(request, matter, CallHearingOffForm, do, **given)
