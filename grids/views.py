from typing import Any, ClassVar
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.http import PortalRequest
from casework.views import MatterDetailView, MatterListView, MoveView
from grids import services
from grids.forms import MOVE_FORMS, CaseFilterForm, CaseForm, reason_label
from grids.models import Case
from grids.workflow import CASE_FLOW

SERVICES = {name: getattr(services, name) for name in CASE_FLOW.moves}


class CaseListView(MatterListView):
    kind = Case
    template_name = "grids/case_list.html"
    rows_template = "grids/_case_rows.html"
    filter_form = CaseFilterForm


class CaseDetailView(MatterDetailView):
    kind = Case
    template_name = "grids/case_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(case=self.object.own, **kwargs)
        for step in context["timeline"]:
            step.event.reason_label = reason_label(step.event.move, step.event.reason)
        context["before"] = [file for file in context["attachments"] if file.stage == "before"]
        context["after"] = [file for file in context["attachments"] if file.stage == "after"]
        return context


class CaseMoveView(MoveView):
    kind = Case
    forms: ClassVar = MOVE_FORMS
    services: ClassVar = SERVICES


@require_http_methods(["GET", "HEAD", "POST"])
def case_new(request: PortalRequest) -> HttpResponse:
    """Log a case. A second press of the button finds the case of the first."""
    if not request.user.overseen:
        messages.error(request, "您没有管辖的网格或镇街，不能记案件。要开通请找领导小组办公室。")
        return redirect("casework:todo")
    form = CaseForm(request.POST or None, request.FILES or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        matter = services.register(by=request.user, **form.acts())
        messages.success(request, f"记下了：{matter.number} {matter.title}")
        return redirect(f"{matter.get_absolute_url()}?draft=case")
    status = 400 if request.method == "POST" else 200
    return render(request, "grids/case_new.html", {"form": form, "fresh": uuid4()}, status=status)
