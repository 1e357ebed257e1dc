from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.http import PortalRequest
from casework.doors import as_workbook, for_concerned
from disputes.figures import COUNTS, RATES
from disputes.workflow import CONCERNED
from figures.dispute_tables.counting import tables_of
from figures.dispute_tables.sheet import workbook
from figures.tables.asked import SpanForm, span_asked
from security import clock


@require_safe
def tables(request: PortalRequest) -> HttpResponse:
    """The monthly or quarterly tables of what the user sees."""
    for_concerned(request, CONCERNED)
    span = span_asked(request)
    found = tables_of(request.user, span, clock.today())
    context: dict[str, Any] = {
        "tables": found,
        "filters": SpanForm(span=span),
        "definitions": (*COUNTS, *RATES),
        "export_url": reverse("dispute_tables:export", query={"period": span.key}),
    }
    return render(request, "figures/disputes/tables.html", context)


@require_safe
def export(request: PortalRequest) -> HttpResponse:
    """The same as a workbook."""
    for_concerned(request, CONCERNED)
    span = span_asked(request)
    return as_workbook(workbook(request.user, span, clock.today()), f"disputes-{span.key}")
