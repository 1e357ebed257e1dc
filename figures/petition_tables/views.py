from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.http import PortalRequest
from figures.petition_tables.counting import COLUMNS, tables_of
from figures.petition_tables.sheet import workbook
from figures.spans import Span, offered
from petitions.metrics import METRICS
from petitions.workflow import CONCERNED
from security import clock

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
YEARS_OFFERED = 3


class SpanForm(forms.Form):
    """Which month, quarter or year: an annual report is the table of a year (XF-65)."""

    period = forms.ChoiceField(label="哪一期")

    def __init__(self, *, span: Span) -> None:
        super().__init__(initial={"period": span.key})
        today = clock.today()
        years = [Span.of_year(today.year - back) for back in range(YEARS_OFFERED)]
        known = {one.key: one.label for one in [*years, *offered(today)]} | {span.key: span.label}
        self.fields["period"].choices = list(known.items())


def for_concerned(request: PortalRequest) -> None:
    """Whoever has no part in petitions finds no tables of them."""
    if not request.user.roles & CONCERNED:
        raise Http404("没有这一页，或者不归您看。")


def span_asked(request: PortalRequest) -> Span:
    """The span of the address; the running quarter, with a word, where it makes no sense."""
    running = offered(clock.today())[0]
    try:
        return Span.parse(request.GET.get("period") or running.key)
    except ValueError as error:
        messages.error(request, str(error))
        return running


@require_safe
def tables(request: PortalRequest) -> HttpResponse:
    """The tables of what the user sees."""
    for_concerned(request)
    span = span_asked(request)
    context: dict[str, Any] = {
        "tables": tables_of(request.user, span, clock.today()),
        "filters": SpanForm(span=span),
        "columns": [METRICS[key].name for key in COLUMNS],
        "definitions": METRICS.values(),
        "export_url": reverse("petition_tables:export", query={"period": span.key}),
    }
    return render(request, "figures/petitions/tables.html", context)


@require_safe
def export(request: PortalRequest) -> HttpResponse:
    """The same as a workbook, with the rows."""
    for_concerned(request)
    span = span_asked(request)
    response = HttpResponse(workbook(request.user, span, clock.today()), content_type=XLSX)
    response.headers["Content-Disposition"] = f'attachment; filename="petitions-{span.key}.xlsx"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    return response
