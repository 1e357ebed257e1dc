from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from accounts.http import PortalRequest
from audit import selectors, services
from audit.anchors import words_of
from audit.exceptions import ExtractRefused
from audit.forms import EntryFilterForm, ExtractForm
from audit.models import AUDITOR, Anchor, Extract
from jobs.tasks import wake
from security import clock


def for_auditors(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Let in the auditor; for all others there is no such page."""

    @wraps(view)
    def guarded(request: PortalRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if AUDITOR not in request.user.roles:
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


@require_safe
@for_auditors
@vary_on_headers("HX-Request")
def entry_list(request: PortalRequest) -> HttpResponse:
    """The record, the newest first, by person, matter, day, table and request; HTMX gets the rows alone."""
    filters = EntryFilterForm(request.GET)
    status = selectors.status(clock.now())
    context: dict[str, Any] = {"filters": filters, "status": status, "formats": Extract.Format}
    context["tools"] = [{"label": "打印校验码", "url": reverse("audit:head"), "icon": "print"}]
    if filters.is_valid():
        after = request.GET.get("after", "")
        context["page"] = selectors.page(
            filters.asked, user=request.user, horizon=status.horizon, after=after
        )
    part = "audit/_entries.html" if request.htmx else "audit/entry_list.html"
    return render(request, part, context)


@require_safe
@for_auditors
def head(request: PortalRequest) -> HttpResponse:
    """The head of the chain, to be printed, signed and filed; and how the last days' heads left the house."""
    status = selectors.status(clock.now())
    context = {
        "status": status,
        "words": words_of(status.head) if status.head else "",
        "anchors": Anchor.objects.visible_to(request.user)[:31],
    }
    return render(request, "audit/head.html", context)


@require_POST
@for_auditors
def export(request: PortalRequest) -> HttpResponse:
    """Take what the conditions name as a file; where it is much, go where the progress is seen."""
    form = ExtractForm(request.POST)
    if not form.is_valid():
        messages.error(request, "条件有问题，没有导出。看看下面标出的地方。")
        return redirect("audit:list")
    try:
        extract = services.order(
            form.asked, words=form.words, format=form.cleaned_data["format"], by=request.user
        )
    except ExtractRefused as error:
        messages.error(request, str(error))
        return redirect("audit:list")
    if extract.job:
        wake(extract.job)
        return redirect("jobs:detail", extract.job.pk)
    return redirect("audit:extract", extract.pk)


@require_safe
@for_auditors
def extract(request: PortalRequest, pk: int) -> HttpResponseBase:
    """Hand out a file to the auditor who asked for it."""
    found = get_object_or_404(Extract.objects.visible_to(request.user).filter(by=request.user), pk=pk)
    if not found.file:
        messages.info(request, "文件留 7 天，已经删了。要用，重新导出一次。")
        return redirect("audit:list")
    name = f"审计记录 {found.at:%Y-%m-%d} {found.pk}.{found.format}"
    response = FileResponse(found.file.open(), as_attachment=True, filename=name)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    return response
