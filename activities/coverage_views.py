"""How far a creation has come: by township, against its target; each number opens its places."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import PortalRequest
from activities import selectors, services
from activities.books import UNKNOWN
from activities.forms import SchemeForm
from activities.models import Scheme
from activities.selectors import Covered
from activities.views import READ_AND_WRITE, done, shown_form
from security import clock

STATES = {"all": "全部", "valid": "验收了的", "lacking": "还没有的"}


@require_safe
def coverage(request: PortalRequest) -> HttpResponse:
    """One scheme: the table, and the places behind the number that was opened."""
    counties = {duty.area_code[:6] for duty in request.user.held if duty.unit_id}
    schemes = list(Scheme.objects.filter(area__in=counties).prefetch_related("standards"))
    asked = request.GET.get("scheme", "")
    scheme = next((one for one in schemes if str(one.pk) == asked), schemes[-1] if schemes else None)
    context: dict[str, Any] = {
        "schemes": schemes,
        "scheme": scheme,
        "founds": services.may_found(request.user),
    }
    if scheme:
        found = selectors.coverage(request.user, scheme, clock.today())
        context |= {"table": table(scheme, found), **opened(request, found)}
    return render(request, "activities/coverage.html", context)


def table(scheme: Scheme, found: list[Covered]) -> dict[str, Any]:
    columns = [{"label": label} for label in ("地方", "可以参加的", "验收了的", "还没有的", "覆盖率", "目标")]
    rows = [row(scheme, one.area.name, one.area.code, [one]) for one in found]
    foot = row(scheme, "合计", "", found) if len(found) > 1 else None
    title = f"{scheme}：{scheme.get_level_display()}"
    return {"title": title, "columns": columns, "rows": rows, "foot": foot, "as_of": clock.today()}


def row(scheme: Scheme, name: str, code: str, found: list[Covered]) -> list[dict[str, Any]]:
    """A township, or all of them."""
    whole, valid = sum(len(one.places) for one in found), sum(len(one.holding) for one in found)

    def opens(state: str, number: int) -> dict[str, Any]:
        query = urlencode({"scheme": scheme.pk, "town": code, "state": state})
        return {"text": str(number), "label": STATES[state], "url": f"?{query}#places"}

    reached = valid * 100 >= scheme.target * whole
    rate = f"{valid * 100 / whole:.1f}%" if whole else UNKNOWN
    return [
        {"text": name},
        opens("all", whole),
        opens("valid", valid),
        opens("lacking", whole - valid),
        {"text": rate, "label": "覆盖率", "note": ("到了" if reached else "没有到") if whole else ""},
        {"text": f"{scheme.target}%", "label": "目标"},
    ]


def opened(request: PortalRequest, found: list[Covered]) -> dict[str, Any]:
    """The places of one township, or of all, behind a number."""
    state = request.GET.get("state", "")
    if state not in STATES:
        return {}
    town = request.GET.get("town", "")
    places = [
        (place, one.holding.get(place.code))
        for one in found
        if town in {"", one.area.code}
        for place in one.places
    ]
    if state != "all":
        places = [(place, held) for place, held in places if bool(held) == (state == "valid")]
    return {"state": STATES[state], "places": places}


@require_http_methods(READ_AND_WRITE)
def scheme_new(request: PortalRequest) -> HttpResponse:
    """A new scheme with its standards: by the office of the county alone."""
    if not services.may_found(request.user):
        messages.error(request, "创建办法由县领导小组办公室来定。")
        return redirect("activities:coverage")
    form = SchemeForm(request.POST if request.method == "POST" else None)
    if done(request, form, lambda: services.found(by=request.user, **form.cleaned_data)):
        messages.success(request, "定好了，各地可以自查了。")
        return redirect("activities:coverage")
    return shown_form(request, form, "定一项创建", "/activities/coverage/", "创建覆盖")
