"""专项资金: the ledger of a year, one fund with its plans and payments, and each line written."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import PortalRequest
from casework.doors import as_workbook
from pilot import ledger
from pilot.doors import READ_AND_WRITE, acted, typed
from pilot.forms.funds import BackForm, FundForm, PlanForm, ReplanForm, SpendForm
from pilot.models import Fund, Plan, Spending
from pilot.models.group import CONCERNED, county_of, writes_list
from pilot.models.tasks import FIRST_YEAR, LAST_YEAR
from pilot.services import funds as services
from security import clock


def year_asked(request: PortalRequest) -> int:
    """The year in the address, or this one; 404 for one that is none, or to whom it does not concern."""
    if not county_of(request.user) or not request.user.roles & CONCERNED:
        raise Http404("没有这一页，或者不归您看。")
    text = request.GET.get("year") or str(clock.today().year)
    if not (text.isascii() and text.isdigit() and len(text) == 4 and FIRST_YEAR <= int(text) <= LAST_YEAR):
        raise Http404("年度像 2026 这样写。")
    return int(text)


@require_safe
def funds(request: PortalRequest) -> HttpResponse:
    """The funds of a year: given, planned, used."""
    year = year_asked(request)
    found = ledger.of_year(request.user, year)
    context = {
        "year": year,
        "before": year - 1,
        "after": year + 1,
        "funds": found,
        "sums": ledger.added(found),
        "may_write": writes_list(request.user),
    }
    return render(request, "pilot/fund_list.html", context)


@require_safe
def funds_export(request: PortalRequest) -> HttpResponse:
    """The same as a workbook, with every plan and payment."""
    year = year_asked(request)
    return as_workbook(ledger.workbook(request.user, year), f"funds-{year}")


@require_safe
def fund(request: PortalRequest, pk: int) -> HttpResponse:
    """One fund: each plan with what was paid out of it."""
    shown = fund_or_404(request, pk)
    context = {
        "shown": shown,
        "standing": ledger.of_year(request.user, shown.year, pk=shown.pk)[0],
        "plans": ledger.plans_of(shown),
        "may_write": writes_list(request.user),
    }
    return render(request, "pilot/fund.html", context)


def fund_or_404(request: PortalRequest, pk: int) -> Fund:
    return get_object_or_404(Fund.objects.visible_to(request.user).select_related("by"), pk=pk)


def plan_or_404(request: PortalRequest, pk: int) -> Plan:
    seen = Fund.objects.visible_to(request.user)
    return get_object_or_404(Plan.objects.filter(fund__in=seen).select_related("fund", "unit"), pk=pk)


def for_writers(request: PortalRequest) -> None:
    if not writes_list(request.user):
        raise PermissionDenied(services.NOT_YOURS)


def page_of(shown: Fund, label: str, sub: str = "") -> dict[str, Any]:
    """What the page of a form says of where it leads."""
    return {"label": label, "back": shown.get_absolute_url(), "where": str(shown), "sub": sub}


@require_http_methods(READ_AND_WRITE)
def fund_new(request: PortalRequest) -> HttpResponse:
    """Money was given."""
    for_writers(request)
    shown = {"label": "记一笔下达的资金", "back": reverse("pilot:funds"), "where": "专项资金"}
    return acted(request, FundForm(typed(request)), services.open_fund, done="记下了。", **shown)


@require_http_methods(READ_AND_WRITE)
def plan_new(request: PortalRequest, pk: int) -> HttpResponse:
    """So much of it for one unit and purpose."""
    shown = fund_or_404(request, pk)
    for_writers(request)

    def plan(**said: Any) -> None:
        services.plan(shown, **said)

    form = PlanForm(typed(request), fund=shown)
    return acted(request, form, plan, done="安排好了。", **page_of(shown, "安排资金"))


@require_http_methods(READ_AND_WRITE)
def plan_edit(request: PortalRequest, pk: int) -> HttpResponse:
    """Another amount for the same."""
    planned = plan_or_404(request, pk)
    for_writers(request)

    def replan(**said: Any) -> None:
        services.replan(planned, **said)

    form = ReplanForm(typed(request), initial={"amount": planned.amount})
    return acted(request, form, replan, done="改好了。", **page_of(planned.fund, "改安排", str(planned)))


@require_http_methods(READ_AND_WRITE)
def spending_new(request: PortalRequest, pk: int) -> HttpResponse:
    """So much was paid."""
    planned = plan_or_404(request, pk)
    for_writers(request)

    def spend(**said: Any) -> None:
        services.spend(planned, **said)

    shown = page_of(planned.fund, "记一笔支出", str(planned))
    return acted(request, SpendForm(typed(request)), spend, done="记下了。", **shown)


@require_http_methods(READ_AND_WRITE)
def spending_back(request: PortalRequest, pk: int) -> HttpResponse:
    """It came back."""
    plans = Plan.objects.filter(fund__in=Fund.objects.visible_to(request.user))
    known = Spending.objects.filter(plan__in=plans).select_related("plan__fund")
    spending = get_object_or_404(known, pk=pk)
    for_writers(request)

    def back(**said: Any) -> None:
        services.take_back(spending, **said)

    shown = page_of(spending.plan.fund, "退回或者更正一笔", str(spending))
    return acted(request, BackForm(typed(request)), back, done="记下了，原来的那笔还在。", **shown)
