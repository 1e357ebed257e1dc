"""表格准入: what a unit wants is given from what is stored; only the rest is asked, once admitted."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import PortalRequest
from admission import costs, selectors, services
from admission.exceptions import AdmissionDenied
from admission.forms import RequestForm, SettleForm, WordsForm, written
from admission.models import Request
from admission.services.drafting import NOT_YOURS
from admission.sources import catalogue
from admission.workflow import MOVES, WITH_WORDS
from pilot.models.group import county_of
from security import clock

SHOWN = 100
DONE = {
    "take": "好，平台已有的直接取，不用问别人。",
    "submit": "送审批了，由县领导小组办公室的另一个人来批。",
    "approve": "准入了，请填的单位会收到提醒。",
    "refuse": "没有准入，申请的人会看到原因。",
    "redo": "收回来了，改好再送。",
    "stop": "停用了，不再请人填。填过的留着。",
    "drop": "作废了。",
}


@require_safe
def home(request: PortalRequest) -> HttpResponse:
    """What waits for the user, the forms of the county, and what they cost a year by asking unit (F5)."""
    user, year = request.user, clock.today().year
    if not county_of(user):
        raise Http404("没有这一页，或者不归您看。")
    shown: QuerySet[Request] = Request.objects.visible_to(user).exclude(state="dropped")
    only = request.GET.get("unit", "")
    if only.isdecimal():
        admitted = shown.filter(unit=int(only[:18]), state__in=("approved", "stopped"))
        shown = selectors.in_year(admitted, year)
    context = {
        "to_fill": selectors.to_fill(user, clock.today()),
        "to_decide": selectors.to_decide(user),
        "requests": shown.select_related("unit")[:SHOWN],
        "narrowed": only.isdecimal(),
        "burdens": selectors.burdens(user, year),
        "year": year,
        "asks": bool(selectors.asking_units(user)),
    }
    return render(request, "admission/home.html", context)


def request_or_404(request: PortalRequest, pk: int) -> Request:
    seen = Request.objects.visible_to(request.user).select_related("unit", "by", "sent_by", "decided_by")
    return get_object_or_404(seen, pk=pk)


@require_safe
def detail(request: PortalRequest, pk: int) -> HttpResponse:
    """One request: what is stored of it, what is asked, what that costs, who has answered."""
    return show(request, request_or_404(request, pk))


def show(request: PortalRequest, shown: Request, status: int = 200, **forms: Any) -> HttpResponse:
    """The page of a request, with what this user may do with it."""
    user, lines = request.user, selectors.lines_of(shown, request.user)
    columns, opens = [line.column for line in lines], services.open_to(user, shown)
    asked = [one for one in columns if one.answer == "asked"]
    units = list(shown.asked.select_related("unit"))
    period = costs.period_of(shown.rhythm, min(max(clock.today(), shown.since), shown.until))
    context = {
        "shown": shown,
        "lines": lines,
        "in_sum": selectors.in_sum(columns),
        "asked": asked,
        "units": units,
        "times": costs.times(shown.rhythm, shown.since, shown.until),
        "hours": costs.hours(shown.cost(len(asked), len(units))),
        "steps": shown.steps.select_related("by"),
        "presses": [(name, MOVES[name].label) for name in opens if name not in WITH_WORDS],
        "words": [(name, MOVES[name].label) for name in opens if name in WITH_WORDS],
        "words_form": WordsForm(),
        "answered": selectors.answered(shown, user, period) if shown.decided_at and asked else [],
        "period": costs.in_words(period),
        "fills": {
            one.unit_id for one in selectors.to_fill(user, clock.today()) if one.request_id == shown.pk
        },
        "writes": shown.state == "draft" and services.may(user, shown, "asker"),
    }
    if context["writes"]:
        context["settle_form"] = SettleForm(lines=lines, known=catalogue(shown.area_id))
    return render(request, "admission/detail.html", context | forms, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: PortalRequest) -> HttpResponse:
    """Write a request."""
    units = selectors.asking_units(request.user)
    if not units:
        raise AdmissionDenied(NOT_YOURS)
    data = request.POST if request.method == "POST" else None
    form = RequestForm(data, user=request.user, initial={"unit": units[0], "since": clock.today()})
    if form.is_bound and form.is_valid():
        try:
            made = services.draft(by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, " ".join(error.messages))
        except ValueError as error:
            form.add_error("columns", str(error))
        else:
            messages.success(request, "写好了。先核对每一栏平台有没有。")
            return redirect(made)
    return render(request, "admission/new.html", {"form": form}, status=400 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: PortalRequest, pk: int) -> HttpResponse:
    """Write the draft anew."""
    shown = request_or_404(request, pk)
    if not (services.may(request.user, shown, "asker") and shown.state == "draft"):
        raise AdmissionDenied("只有起草的时候能改，由申请的单位来改。")
    data = request.POST if request.method == "POST" else None
    form = RequestForm(data, user=request.user, initial=written(shown))
    form.fields["unit"].disabled = True
    if form.is_bound and form.is_valid():
        given = {name: value for name, value in form.cleaned_data.items() if name != "unit"}
        try:
            services.rewrite(shown, by=request.user, **given)
        except ValidationError as error:
            form.add_error(None, " ".join(error.messages))
        except ValueError as error:
            form.add_error("columns", str(error))
        else:
            messages.success(request, "改好了。")
            return redirect(shown)
    context = {"form": form, "shown": shown}
    return render(request, "admission/new.html", context, status=400 if form.is_bound else 200)


@require_POST
def settle(request: PortalRequest, pk: int) -> HttpResponse:
    """Keep what was said of the columns; good ones are kept, the others say why."""
    shown = request_or_404(request, pk)
    lines = selectors.lines_of(shown, request.user)
    form = SettleForm(request.POST, lines=lines, known=catalogue(shown.area_id))
    form.is_valid()
    form.refused(services.settle(shown, form.said(), by=request.user))
    if form.errors:
        return show(request, shown, status=400, settle_form=form)
    messages.success(request, "核对好了。")
    return redirect(shown)


@require_POST
def press(request: PortalRequest, pk: int, deed: str) -> HttpResponse:
    """A move of the request."""
    shown = request_or_404(request, pk)
    if deed not in MOVES:
        raise Http404("没有这一页。")
    form, note = WordsForm(request.POST), ""
    if deed in WITH_WORDS and deed in services.open_to(request.user, shown):
        if not form.is_valid():
            return show(request, shown, status=400, words_form=form)
        note = form.cleaned_data["note"]
    done = services.press(shown, deed, by=request.user, note=note)
    messages.success(request, DONE[deed])
    return redirect("admission:home" if deed == "drop" else done)
