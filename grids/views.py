from typing import Any, ClassVar

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import condition, require_http_methods, require_POST, require_safe

from accounts.http import PortalRequest
from casework.exceptions import MoveDenied
from casework.forms import PersonSearchForm
from casework.models import Matter
from casework.views import MatterDetailView, MatterListView, MatterPrintView, MoveView
from grids import services
from grids.forms import CANNOT_LOG, MOVE_FORMS, REASONS, CaseFilterForm, CaseForm
from grids.http import Press
from grids.models import Case, CategoryBy
from grids.suggesting.forms import CategoryForm, KnownForm
from grids.suggesting.selectors import current
from grids.suggesting.services import CATEGORY_NOT_YOURS, may_recategorise, recategorise
from grids.workflow import CASE_FLOW, CaseStatus

IN_HAND = {
    CaseStatus.INCOMPLETE,
    CaseStatus.DISPATCHED,
    CaseStatus.HANDLING,
    CaseStatus.REFERRED,
    CaseStatus.POSTPONED,
}
SERVICES = {name: getattr(services, name) for name in CASE_FLOW.moves}


class CaseListView(MatterListView):
    kind = Case
    template_name = "grids/case_list.html"
    rows_template = "grids/_case_rows.html"
    filter_form = CaseFilterForm
    extra_context: ClassVar = {"person_form": PersonSearchForm()}


class CaseDetailView(MatterDetailView):
    kind = Case
    template_name = "grids/case_detail.html"

    reasons: ClassVar = REASONS

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("case__category", "case__source", "created_by")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        matter, case = self.object, self.object.own
        context = super().get_context_data(case=case, facts=facts(matter, case), **kwargs)
        context["sub"] = f"{matter.number} · {case.category} · {matter.area} · 一码 {matter.code}"
        context["may_recategorise"] = may_recategorise(self.request.user, matter)
        context["now_with"] = (matter.holder or matter.unit) if matter.status in IN_HAND else None
        return context


def facts(matter: Matter, case: Case) -> list[tuple[str, str]]:
    """What is known of a case, as the page lists it; empty ones are left out."""
    point = f"{case.lng}, {case.lat}" if case.lng is not None else ""
    counted = [("退回", case.returned), ("返工", case.reworked), ("重新办理", case.reopened)]
    known = [
        ("编号", matter.number),
        ("一码", matter.code),
        ("地方", str(matter.area)),
        ("附近标志物", case.landmark),
        ("定位", point),
        ("类别", f"{case.category}{'（按文字建议）' if case.category_by == CategoryBy.TEXT else ''}"),
        ("紧急程度", case.get_urgency_display()),
        ("来源", str(case.source)),
        ("登记", f"{matter.created_by} {timezone.localtime(matter.registered_at):%Y-%m-%d %H:%M}"),
        ("承办单位", str(matter.unit or "")),
        ("经办人", str(matter.holder or "")),
        ("办理结果", case.result),
        *((name, f"{times} 次" if times else "") for name, times in counted),
        ("原编号", f"{case.origin} {case.origin_number}".strip()),
    ]
    return [(term, value) for term, value in known if value]


class CasePrintView(CaseDetailView, MatterPrintView):
    template_name = "grids/case_print.html"


class CaseMoveView(MoveView):
    kind = Case
    forms: ClassVar = MOVE_FORMS
    services: ClassVar = SERVICES


@require_http_methods(["GET", "HEAD", "POST"])
def case_new(request: PortalRequest) -> HttpResponse:
    """Log a case. A second press of the button finds the case of the first."""
    if not request.user.logs:
        messages.error(request, CANNOT_LOG)
        return redirect("casework:todo")
    given = {"grown_from": request.GET["from"]} if "from" in request.GET else None
    form = CaseForm(request.POST or None, request.FILES or None, user=request.user, initial=given)
    pressed = Press(request, form)
    try:
        matter = pressed.leads_to() if request.method == "POST" and form.is_valid() else None
    except MoveDenied as error:
        form.add_error(None, str(error))
        matter = None
    if matter:
        return redirect(matter if pressed.sees(matter) else "casework:joined")
    status = 400 if request.method == "POST" else 200
    return render(request, "grids/case_new.html", {"form": form, "pressed": pressed}, status=status)


@require_safe
def case_known(request: PortalRequest) -> HttpResponse:
    """A part of the form: open cases that may be the one that is about to be logged (G4)."""
    form = KnownForm(request.GET)
    found = form.known(request.user) if form.is_valid() else []
    return render(request, "grids/_known.html", {"known": found, "scripted": True})


@require_safe
@gzip_page
@condition(etag_func=lambda request: f'"{current()[0]}"')
def wordlist(request: PortalRequest) -> HttpResponse:
    """What the browser suggests categories by. It keeps them, and asks anew each time."""
    response = HttpResponse(current()[1], content_type="application/json")
    response.headers["Cache-Control"] = "private, no-cache"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def case_category(request: PortalRequest, number: str) -> HttpResponse:
    """Put right what a case is about."""
    matter = get_object_or_404(Matter.objects.of(Case).visible_to(request.user), number=number)
    form = CategoryForm(request.POST if request.method == "POST" else None, matter=matter)
    if not may_recategorise(request.user, matter):
        messages.error(request, CATEGORY_NOT_YOURS)
        return redirect(matter)
    if request.method == "POST" and form.is_valid():
        recategorise(matter, category=form.cleaned_data["category"], by=request.user)
        messages.success(request, f"类别改成了“{form.cleaned_data['category']}”")
        return redirect(matter)
    context = {"form": form, "matter": matter}
    return render(request, "grids/case_category.html", context, status=400 if form.errors else 200)


@require_POST
def by_person(request: PortalRequest) -> HttpResponse:
    """To the list of cases whose people have this number: its address holds the blind index instead."""
    form = PersonSearchForm(request.POST)
    if not form.is_valid():
        messages.error(request, form.errors["number"][0])
        return redirect("grids:list")
    return redirect(reverse("grids:list", query={"status": "all", "person": form.cleaned_data["number"]}))
