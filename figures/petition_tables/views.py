from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.http import PortalRequest
from casework.doors import as_workbook, for_concerned
from figures.petition_tables.counting import COLUMNS, tables_of
from figures.petition_tables.sheet import workbook
from figures.tables.asked import SpanForm, span_asked
from petitions.figures import COUNTS, RATES
from petitions.workflow import CONCERNED
from security import clock

YEARS_OFFERED = 3


@require_safe
def tables(request: PortalRequest) -> HttpResponse:
    """The tables of what the user sees."""
    for_concerned(request, CONCERNED)
    span = span_asked(request)
    context: dict[str, Any] = {
        "tables": tables_of(request.user, span, clock.today()),
        "filters": SpanForm(span=span, years=YEARS_OFFERED),
        "columns": [figure.name for figure in COLUMNS],
        "definitions": (*COUNTS, *RATES),
        "export_url": reverse("petition_tables:export", query={"period": span.key}),
    }
    return render(request, "figures/petitions/tables.html", context)


@require_safe
def export(request: PortalRequest) -> HttpResponse:
    """The same as a workbook, with the rows."""
    for_concerned(request, CONCERNED)
    span = span_asked(request)
    return as_workbook(workbook(request.user, span, clock.today()), f"petitions-{span.key}")
