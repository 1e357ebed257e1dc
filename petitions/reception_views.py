"""接访日、下访: published, called off with a reason, what was taken in charge; read by residents, too."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from accounts.http import PortalRequest
from accounts.models import Role, User
from casework.exceptions import MoveDenied
from casework.models import Matter
from petitions.forms.supervising import CallOffForm, ReceptionForm
from petitions.models import Charge, ReceptionDay
from petitions.services import supervising
from petitions.supervision_views import for_concerned, given
from security import clock

READ_AND_WRITE = ["GET", "HEAD", "POST"]
MOST_PAST = 60


@require_http_methods(READ_AND_WRITE)
def receptions(request: PortalRequest) -> HttpResponse:
    """The days to come and those that were; the petition office publishes here."""
    for_concerned(request)
    publishes = Role.XF_OFFICE in request.user.roles
    if request.method == "POST" and not publishes:
        raise PermissionDenied("接访日由信访部门公布。")
    form = ReceptionForm(given(request), user=request.user) if publishes else None
    if request.method == "POST" and form is not None and form.is_valid():
        try:
            day = supervising.publish_day(by=request.user, **form.cleaned_data)
        except MoveDenied as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"公布了：{day}。群众在“群众服务”里看得到。")
            return redirect("petitions:receptions")
    context = days_for(request.user) | {"form": form}
    status = 400 if request.method == "POST" else 200
    return render(request, "petitions/receptions.html", context, status=status)


def days_for(user: User) -> dict[str, Any]:
    """Days to come, and the last that were, each with what the user may see of what was taken in charge."""
    seen = Charge.objects.filter(matter__in=Matter.objects.visible_to(user).filter(kind="petition"))
    taken = Prefetch("charges", seen.select_related("matter", "leader"), to_attr="taken")
    days = ReceptionDay.objects.select_related("unit", "area").prefetch_related(taken)
    today = clock.today()
    coming = [(day, supervising.may_call_off(user, day)) for day in days.filter(on__gte=today)]
    return {"coming": coming, "past": list(days.filter(on__lt=today).order_by("-on", "begins")[:MOST_PAST])}


@require_http_methods(READ_AND_WRITE)
def call_off(request: PortalRequest, pk: int) -> HttpResponse:
    """It does not take place; residents read why."""
    for_concerned(request)
    day = get_object_or_404(ReceptionDay.objects.select_related("unit", "area"), pk=pk)
    if not supervising.may_call_off(request.user, day) or day.called_off:
        messages.error(request, "已经取消过，或者不由您的单位取消。")
        return redirect("petitions:receptions")
    form = CallOffForm(given(request))
    if request.method == "POST" and form.is_valid():
        try:
            supervising.call_off(day, reason=form.cleaned_data["reason"], by=request.user)
        except MoveDenied as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "取消了，群众看得到原因。")
            return redirect("petitions:receptions")
    status = 400 if request.method == "POST" else 200
    return render(request, "petitions/reception_off.html", {"form": form, "day": day}, status=status)


def posted() -> dict[str, Any]:
    """What residents read on their first page: who receives when and where, and what was called off."""
    days = ReceptionDay.objects.filter(on__gte=clock.today()).select_related("unit", "area")
    return {"days": list(days[:MOST_PAST])}
