"""The office's side: the quarter with all its units, the workbook, the catalogue of items."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import PortalRequest
from casework.doors import as_workbook
from pilot.models.group import county_of, writes_list
from pilot.quarters import Quarter
from progress import selectors, services
from progress.exceptions import ProgressDenied
from progress.forms import ItemForm
from progress.models import Item, Return
from progress.models.returns import keeps_returns
from progress.services.keeping import NOT_YOURS
from progress.sheet import workbook
from progress.views import is_awaited, quarter_or_404


@require_safe
def overview(request: PortalRequest, quarter: str) -> HttpResponse:
    """How all units stand in a quarter; a unit is led to its own return."""
    shown = quarter_or_404(quarter)
    if not keeps_returns(request.user):
        own = Return.objects.visible_to(request.user).of_quarter(shown).first()
        if own is None:
            raise Http404("没有这一页，或者不归您看。")
        return redirect(own)
    return show(request, shown)


def show(request: PortalRequest, shown: Quarter) -> HttpResponse:
    """The page of a quarter; each of its numbers narrows it to the returns that it counts."""
    sheets, user = selectors.returns_of(request.user, shown), request.user
    only = request.GET.get("only", "all")
    writes = writes_list(user)
    closed = selectors.is_closed(county_of(user), shown)
    context = {
        "shown": shown,
        "quarters": selectors.quarters_known(user),
        "counts": selectors.counts_of(sheets),
        "prefilled": selectors.prefilled_of(sheets),
        "sheets": [one for one in sheets if selectors.is_in(one, only)],
        "only": selectors.LABELS.get(only, selectors.LABELS["all"]),
        "writes": writes,
        "chasable": {one.pk for one in sheets if writes and is_awaited(one) and not one.chased_at},
        "closed": closed,
        "closes": writes and not closed and any(one.is_overdue or one.signed_at for one in sheets),
    }
    return render(request, "progress/overview.html", context)


@require_POST
def open_quarter(request: PortalRequest, quarter: str) -> HttpResponse:
    """Make the returns of a quarter that is over."""
    shown = quarter_or_404(quarter)
    made = services.open_by(shown, by=request.user)
    messages.success(request, f"开始了，新增 {made} 个单位的报送。" if made else "已经开始，没有新增的单位。")
    return redirect("progress:overview", shown)


@require_POST
def close(request: PortalRequest, quarter: str) -> HttpResponse:
    """Close a quarter: whoever handed in nothing is missing."""
    shown = quarter_or_404(quarter)
    missing = services.close(shown, by=request.user)
    messages.success(request, f"截止了，缺报 {missing} 个单位，审核通过的定稿了。")
    return redirect("progress:overview", shown)


@require_safe
def export(request: PortalRequest, quarter: str) -> HttpResponse:
    """The quarter as a workbook."""
    shown = quarter_or_404(quarter)
    if not keeps_returns(request.user):
        raise Http404("没有这一页，或者不归您看。")
    return as_workbook(workbook(shown, request.user), f"progress-{shown}")


@require_safe
def items(request: PortalRequest) -> HttpResponse:
    """What is asked of the member units, and what was."""
    if not county_of(request.user):
        raise Http404("没有这一页，或者不归您看。")
    context = {"items": selectors.catalogue(request.user), "writes": writes_list(request.user)}
    return render(request, "progress/items.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def item_new(request: PortalRequest) -> HttpResponse:
    """Ask one thing more."""
    if not writes_list(request.user):
        raise ProgressDenied(NOT_YOURS)
    form = ItemForm(request.POST if request.method == "POST" else None, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            services.add_item(by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, " ".join(error.messages))
        else:
            messages.success(request, "加好了，还没有开始填的单位会看到它。")
            return redirect("progress:items")
    return render(request, "progress/item_new.html", {"form": form}, status=400 if form.is_bound else 200)


@require_POST
def item_retire(request: PortalRequest, pk: int) -> HttpResponse:
    """Ask it no more."""
    item = get_object_or_404(Item.objects.filter(area=county_of(request.user) or None), pk=pk)
    services.retire_item(item, by=request.user)
    messages.success(request, "以后不再报这一项，以前报的留着。")
    return redirect("progress:items")
