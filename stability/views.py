from typing import Any, ClassVar

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import PortalRequest
from casework import selectors as casework
from casework.doors import as_workbook
from casework.exceptions import MoveDenied
from casework.forms import gives_pause
from casework.models import Matter
from casework.views import MatterDetailView, MatterListView, MatterPrintView, MoveView
from security import clock
from stability import selectors, services
from stability.catalogue import workbook
from stability.forms import CANNOT_LOG, MOVE_FORMS, REASONS, StabilityFilterForm, StabilityForm, may_register
from stability.models import Stability
from stability.signals import arisen, signal
from stability.workflow import CONCERNED, STABILITY_FLOW

SERVICES = {name: getattr(services, name) for name in STABILITY_FLOW.moves}
FIRST_YEAR, LAST_YEAR = 2000, 2100


class StabilityListView(MatterListView):
    kind = Stability
    template_name = "stability/stability_list.html"
    rows_template = "stability/_stability_rows.html"
    filter_form = StabilityFilterForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, year = self.request.user, clock.today().year
        concerned = bool(user.roles & CONCERNED)
        return super().get_context_data(
            may_register=may_register(user), is_concerned=concerned, year=year, **kwargs
        )


class StabilityDetailView(MatterDetailView):
    kind = Stability
    template_name = "stability/stability_detail.html"
    reasons: ClassVar = REASONS
    hanging: ClassVar = MatterDetailView.hanging | {
        "affected_areas": ("area",),
        "affected_groups": (),
        "consultations": (),
        "tallies": (),
        "experts": (),
        "findings": (),
        "risks": (),
        "risk_measures": ("unit",),
        "gradings": ("by",),
        "check_ups": (),
        "post_assessments": (),
        "accountabilities": ("unit",),
    }

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("created_by", "stability__reevaluated_by")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        matter, own = self.object, self.object.own
        own.matter = matter
        return super().get_context_data(**kwargs) | {
            "stability": own,
            "facts": selectors.facts(matter, own),
            "groups": selectors.groups(own),
            "lacking": selectors.still_lacking(own),
            "dossier": selectors.file_of(own),
            "conclusion": selectors.conclusion(own),
            "round": selectors.round_of(own),
            "signal": signal(own, self.request.user),
            "sub": " · ".join([matter.number, own.get_scope_display(), f"{matter.area}"]),
        }


class StabilityPrintView(StabilityDetailView, MatterPrintView):
    template_name = "stability/stability_print.html"


class StabilityMoveView(MoveView):
    kind = Stability
    forms: ClassVar = MOVE_FORMS
    services: ClassVar = SERVICES


def for_concerned(request: PortalRequest) -> None:
    """Whoever has no part in assessments finds no such page."""
    if not request.user.roles & CONCERNED:
        raise Http404("没有这一页，或者不归您看。")


@require_http_methods(["GET", "HEAD", "POST"])
def stability_new(request: PortalRequest) -> HttpResponse:
    """Enter a matter into the catalogue. A second press of the button finds the entry of the first."""
    if not may_register(request.user):
        messages.error(request, CANNOT_LOG)
        return redirect("stability:list")
    form = StabilityForm(request.POST if request.method == "POST" else None, user=request.user)
    if request.method == "POST" and form.is_valid() and not gives_pause(form):
        try:
            matter = services.register(by=request.user, **form.acts())
        except MoveDenied as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"列入了：{matter.number} {matter.title}", extra_tags="stability")
            return redirect(matter)
    status = 400 if request.method == "POST" and not form.is_valid() else 200
    return render(request, "stability/stability_new.html", {"form": form}, status=status)


@require_safe
def catalogue(request: PortalRequest, year: int) -> HttpResponse:
    """The year's catalogue with its figures, as far as the user sees it."""
    for_concerned(request)
    refuse_far(year)
    page = Paginator(selectors.catalogue_of(request.user, year), 25).get_page(request.GET.get("page"))
    numbers = selectors.numbers_of(request.user, year)
    context = {"year": year, "before": year - 1, "after": year + 1, "page_obj": page, "numbers": numbers}
    return render(request, "stability/catalogue.html", context)


@require_safe
def catalogue_export(request: PortalRequest, year: int) -> HttpResponse:
    """The same as a workbook."""
    for_concerned(request)
    refuse_far(year)
    return as_workbook(workbook(request.user, year), f"stability-{year}")


def refuse_far(year: int) -> None:
    if not FIRST_YEAR < year < LAST_YEAR:
        raise Http404("没有这一年。")


@require_safe
def signals(request: PortalRequest, number: str) -> HttpResponse:
    """The matters behind the number of new ones in the affected places since the decision."""
    if not number.isprintable():
        raise Http404
    seen = Matter.objects.visible_to(request.user).of(Stability)
    matter = get_object_or_404(seen, number=number)
    page = Paginator(arisen(matter.own, request.user).for_list(), 25).get_page(request.GET.get("page"))
    rows = casework.rows(page.object_list, user=request.user, now=clock.now())
    context = {"matter": matter, "page_obj": page, "paginator": page.paginator, "rows": rows}
    return render(request, "stability/signals.html", context)
