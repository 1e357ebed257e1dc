"""以奖代补: the schemes with their versions, their parts, and what is worked out by them."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import PortalRequest
from outcomes import forms as kinds
from outcomes import selectors
from outcomes.doors import NOWHERE, for_county, seen_or_404
from outcomes.exceptions import OutcomesDenied, refuse
from outcomes.models import Award, Scheme
from outcomes.services import awarding, scheming
from pilot.doors import READ_AND_WRITE, acted, typed
from pilot.models.group import writes_list

PARTS = ("items", "units")


@require_safe
def schemes(request: PortalRequest) -> HttpResponse:
    """The schemes that the user sees, by year, and what was worked out by each."""
    for_county(request)
    rows = Scheme.objects.visible_to(request.user).select_related("finance")
    awards = Award.objects.visible_to(request.user).standing().select_related("scheme")
    context = {"schemes": rows, "awards": awards, "writes": writes_list(request.user)}
    return render(request, "outcomes/schemes.html", context)


def scheme_of(request: PortalRequest, pk: int) -> Scheme:
    rows = Scheme.objects.visible_to(request.user).select_related("finance", "made_by", "adopted_by")
    found: Scheme = seen_or_404(rows, pk)
    return found


@require_safe
def scheme(request: PortalRequest, pk: int) -> HttpResponse:
    """One version: its money, its items, its units, its periods."""
    found = scheme_of(request, pk)
    writes = writes_list(request.user)
    context = {
        "scheme": found,
        "items": [(item, selectors.name_of(item.figure)) for item in found.items.all()],
        "units": found.units.select_related("unit"),
        "awards": Award.objects.visible_to(request.user).filter(scheme=found),
        "left": awarding.left_of(found) if writes else None,
        "writes": writes,
        "drafts": writes and found.is_draft,
        "adopts": found.is_draft and found.made_by_id != request.user.pk,
    }
    return render(request, "outcomes/scheme.html", context)


@require_http_methods(READ_AND_WRITE)
def scheme_new(request: PortalRequest) -> HttpResponse:
    """Draft one."""
    refuse(writes_list(request.user), scheming.NOT_YOURS)
    form = kinds.SchemeForm(typed(request), user=request.user)
    shown = {"label": "起草方案", "back": reverse("outcomes:schemes"), "where": "以奖代补"}
    return acted(request, form, scheming.draft, done="起草了，加上补助项和单位，再由另一个人定。", **shown)


@require_http_methods(READ_AND_WRITE)
def scheme_deed(request: PortalRequest, pk: int, deed: str) -> HttpResponse:
    """One thing done with a scheme: its form on a page of its own."""
    found = scheme_of(request, pk)
    user = request.user
    deeds: dict[str, tuple[str, Callable[..., forms.Form], Callable[..., Any]]] = {
        "items": ("加一项补助", partial(kinds.ItemForm), scheming.add_item),
        "units": ("加补助的单位", partial(kinds.UnitsForm, user=user, scheme=found), scheming.add_units),
        "adopt": ("定下来", kinds.AdoptForm, scheming.adopt),
        "revise": ("起草下一版", kinds.ReviseForm, scheming.revise),
        "compute": ("测算", kinds.ComputeForm, awarding.compute),
    }
    if deed not in deeds:
        raise Http404(NOWHERE)
    if reason := refused(found, deed, request):
        raise OutcomesDenied(reason)
    label, form, act = deeds[deed]
    shown = {"label": label, "back": found.get_absolute_url(), "where": str(found), "sub": str(found)}
    return acted(request, form(typed(request)), partial(act, found), done=f"{label}：好了。", **shown)


def refused(found: Scheme, deed: str, request: PortalRequest) -> str:
    """Why this user cannot begin it now; "" where they can. The service asks again, and more."""
    if deed == "adopt":
        return (
            "这是您起草的，要由另一个人来定。"
            if found.made_by_id == request.user.pk
            else standing(found, True)
        )
    if not writes_list(request.user):
        return scheming.NOT_YOURS
    return standing(found, deed in PARTS)


def standing(found: Scheme, as_draft: bool) -> str:
    """Why it is not to be done with a draft, or with what was adopted; "" where it is."""
    if as_draft:
        return "" if found.is_draft else scheming.ADOPTED
    return "方案还没有定，定了再来。" if found.is_draft else ""


@require_POST
def scheme_drop(request: PortalRequest, pk: int, part: str, line: int) -> HttpResponse:
    """Take a line out of a draft."""
    found = scheme_of(request, pk)
    if part not in PARTS:
        raise Http404(NOWHERE)
    scheming.drop(found, part, line, by=request.user)
    messages.success(request, "去掉了。")
    return redirect(found)


@require_POST
def scheme_discard(request: PortalRequest, pk: int) -> HttpResponse:
    """Throw a draft away."""
    scheming.discard(scheme_of(request, pk), by=request.user)
    messages.success(request, "草稿删掉了。")
    return redirect("outcomes:schemes")
