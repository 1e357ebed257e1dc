"""A unit fills in what was admitted; who asked reads it, and takes it along as a workbook."""

from io import BytesIO

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import PortalRequest
from admission import costs, selectors, services
from admission.exceptions import AdmissionDenied
from admission.forms import FillForm
from admission.models import Column, Request, Value
from admission.views import request_or_404
from admission.workflow import ADMITTED
from casework.doors import as_workbook
from progress.models.returns import fills
from security import clock
from security.spreadsheets import Book


@require_http_methods(["GET", "HEAD", "POST"])
def fill(request: PortalRequest, pk: int, unit: int) -> HttpResponse:
    """One value a column; what was said last stands there already."""
    shown = request_or_404(request, pk)
    asked = get_object_or_404(shown.asked.select_related("unit"), unit=unit)
    if not (fills(request.user, asked.unit_id) and shown.is_running):
        raise AdmissionDenied("这张表由请填的单位在起止日期之内来填。")
    columns = selectors.asked_columns(shown)
    last = selectors.last_values(shown, asked.unit_id)
    form = FillForm(request.POST if request.method == "POST" else None, columns=columns, last=last)
    if form.is_bound and form.is_valid():
        services.fill(shown, asked.unit, form.values(), by=request.user)
        messages.success(request, "填好了。下一张表要同样的数，不会再问。")
        return redirect(shown)
    period = costs.in_words(costs.period_of(shown.rhythm, clock.today()))
    context = {"form": form, "shown": shown, "unit": asked.unit, "period": period}
    return render(request, "admission/fill.html", context, status=400 if form.is_bound else 200)


@require_safe
def values(request: PortalRequest, pk: int) -> HttpResponse:
    """All that was answered to one column, as far as its reader may see it."""
    seen = Request.objects.visible_to(request.user).filter(state__in=ADMITTED)
    column = get_object_or_404(Column.objects.select_related("request__unit"), pk=pk, request__in=seen)
    rows = Value.objects.visible_to(request.user).filter(column=column).newest()
    found = sorted(
        rows.select_related("unit", "by"), key=lambda one: (one.period, -one.unit_id), reverse=True
    )
    lines = [(costs.in_words(one.period), one) for one in found]
    return render(request, "admission/values.html", {"column": column, "lines": lines})


@require_safe
def export(request: PortalRequest, pk: int) -> HttpResponse:
    """What was answered, a unit and period a row."""
    shown = request_or_404(request, pk)
    if shown.state not in ADMITTED:
        raise Http404("没有这一页，或者不归您看。")
    columns = selectors.asked_columns(shown)
    rows: dict[tuple[str, str], dict[int, str]] = {}
    said = Value.objects.visible_to(request.user).filter(column__in=columns).newest()
    for one in said.select_related("unit"):
        rows.setdefault((one.period, str(one.unit)), {})[one.column_id] = one.text
    lines = (
        [unit, costs.in_words(period), *(cells.get(one.pk, "") for one in columns)]
        for (period, unit), cells in sorted(rows.items())
    )
    kept = BytesIO()
    book = Book(kept)
    heads = {"单位": 30, "哪一次": 16, **{one.name: 20 for one in columns}}
    book.add("填的", heads, lines, f"表格“{shown}”，{shown.unit}要，截至 {clock.today()}")
    book.close()
    return as_workbook(kept.getvalue(), f"admission-{shown.pk}")
