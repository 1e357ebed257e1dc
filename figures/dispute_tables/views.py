from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.http import PortalRequest
from disputes.doors import as_workbook, for_concerned
from disputes.metrics import METRICS
from figures.dispute_tables.counting import tables_of
from figures.dispute_tables.sheet import workbook
from figures.spans import Span, offered
from security import clock


class SpanForm(forms.Form):
    """Which month or quarter."""

    period = forms.ChoiceField(label="哪一期")

    def __init__(self, *, span: Span) -> None:
        super().__init__(initial={"period": span.key})
        known = {one.key: one.label for one in offered(clock.today())} | {span.key: span.label}
        self.fields["period"].choices = list(known.items())


def span_asked(request: PortalRequest) -> Span:
    """The month or quarter of the address; the running quarter, with a word, where it makes no sense."""
    running = offered(clock.today())[0]
    try:
        return Span.parse(request.GET.get("period") or running.key)
    except ValueError as error:
        messages.error(request, str(error))
        return running


@require_safe
def tables(request: PortalRequest) -> HttpResponse:
    """The monthly or quarterly tables of what the user sees."""
    for_concerned(request)
    span = span_asked(request)
    found = tables_of(request.user, span, clock.today())
    context: dict[str, Any] = {
        "tables": found,
        "filters": SpanForm(span=span),
        "definitions": METRICS.values(),
        "export_url": reverse("dispute_tables:export", query={"period": span.key}),
    }
    return render(request, "figures/disputes/tables.html", context)


@require_safe
def export(request: PortalRequest) -> HttpResponse:
    """The same as a workbook."""
    for_concerned(request)
    span = span_asked(request)
    return as_workbook(workbook(request.user, span, clock.today()), f"disputes-{span.key}")
