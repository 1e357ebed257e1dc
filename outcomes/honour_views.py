"""评先评优: the rounds, one round with its nominations, and what is done with them."""

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import PortalRequest
from outcomes import forms as kinds
from outcomes import selectors
from outcomes.doors import NOWHERE, for_county, seen_or_404
from outcomes.exceptions import refuse
from outcomes.models import Nomination, Objection, Roll, RollState
from outcomes.services import honouring, showing
from pilot.doors import READ_AND_WRITE, acted, typed
from pilot.models.group import decides_list, writes_list

DEEDS = {"publish": honouring.publish, "decide": honouring.decide, "withdraw": honouring.withdraw}


@require_safe
def rolls(request: PortalRequest) -> HttpResponse:
    """The rounds of the county."""
    for_county(request)
    context = {"rolls": Roll.objects.visible_to(request.user), "writes": writes_list(request.user)}
    return render(request, "outcomes/rolls.html", context)


@require_http_methods(READ_AND_WRITE)
def roll_new(request: PortalRequest) -> HttpResponse:
    """Begin a round."""
    refuse(writes_list(request.user), honouring.NOT_YOURS)
    shown = {"label": "发起评选", "back": reverse("outcomes:rolls"), "where": "评先评优"}
    form = kinds.RollForm(typed(request))
    return acted(request, form, honouring.open_roll, done="发起了，各单位可以推荐。", **shown)


def roll_of(request: PortalRequest, pk: int) -> Roll:
    rows = Roll.objects.visible_to(request.user).select_related("office", "made_by", "shown_by", "decided_by")
    found: Roll = seen_or_404(rows, pk)
    return found


@require_safe
def roll(request: PortalRequest, pk: int) -> HttpResponse:
    """One round: who is named and why, in the order of the units; what bars whom, until when."""
    found, user = roll_of(request, pk), request.user
    seen = Nomination.objects.visible_to(user).filter(roll=found).select_related("unit", "by")
    rows = list(seen.order_by("sort", "unit__area", "unit__name", "pk"))
    said = list(Objection.objects.visible_to(user).filter(nomination__in=rows))
    office = writes_list(user)
    live = found.state in (RollState.OPEN, RollState.PUBLIC)
    barring = office and live
    context = {
        "roll": found,
        "rows": [
            {
                "row": row,
                "bar": honouring.barred(row.unit, row.sort, row.responsible)
                if barring and not row.struck
                else "",
                "objections": [one for one in said if one.nomination_id == row.pk],
            }
            for row in rows
        ],
        "answerable": {one.pk for one in said if one.upheld is None and showing.may_answer(user, one)},
        "papers": selectors.papers_of(user).filter(roll=found),
        "nominates": found.state == RollState.OPEN and honouring.may_nominate(user, found),
        "publishes": office and found.state == RollState.OPEN,
        "decides": decides_list(user) and found.state == RollState.PUBLIC,
        "withdraws": office and live,
        "strikes": office and live,
        "up": showing.is_up(found),
    }
    return render(request, "outcomes/roll.html", context)


@require_http_methods(READ_AND_WRITE)
def nominate(request: PortalRequest, pk: int) -> HttpResponse:
    """Name a unit, or somebody of it."""
    found = roll_of(request, pk)
    refuse(honouring.may_nominate(request.user, found), "办公室可以推荐各单位，单位只推荐自己的。")
    refuse(found.state == RollState.OPEN, "推荐已经结束了。")
    form = kinds.NominateForm(typed(request), user=request.user, roll=found)
    shown = {"label": "推荐", "back": found.get_absolute_url(), "where": str(found), "sub": str(found)}

    act = partial(honouring.nominate, found)
    return acted(request, form, act, done="推荐了。", **shown)


@require_POST
def roll_move(request: PortalRequest, pk: int, deed: str) -> HttpResponse:
    """Put it up, decide it, or take it back."""
    found = roll_of(request, pk)
    if deed not in DEEDS:
        raise Http404(NOWHERE)
    DEEDS[deed](found, by=request.user)
    messages.success(request, "好了。")
    return redirect(found)


def nomination_of(request: PortalRequest, pk: int) -> Nomination:
    rows = Nomination.objects.visible_to(request.user).select_related("roll", "unit")
    found: Nomination = seen_or_404(rows, pk)
    return found


@require_http_methods(READ_AND_WRITE)
def nomination_strike(request: PortalRequest, pk: int) -> HttpResponse:
    """Take a name off the list."""
    found = nomination_of(request, pk)
    refuse(writes_list(request.user), "由县领导小组办公室取消。")
    refuse(found.roll.state in (RollState.OPEN, RollState.PUBLIC), "已经定了，不能再改。")
    shown = {
        "label": "取消推荐",
        "back": found.roll.get_absolute_url(),
        "where": str(found.roll),
        "sub": str(found),
    }

    act = partial(honouring.strike, found)
    return acted(request, kinds.StrikeForm(typed(request)), act, done="取消了。", **shown)


@require_http_methods(READ_AND_WRITE)
def nomination_object(request: PortalRequest, pk: int) -> HttpResponse:
    """Write down what is said against a name while it is up."""
    found = nomination_of(request, pk)
    refuse(showing.is_up(found.roll), "现在不在公示期，不能记异议。")
    shown = {
        "label": "记异议",
        "back": found.roll.get_absolute_url(),
        "where": str(found.roll),
        "sub": str(found),
    }
    act = partial(showing.object_to, found)
    form = kinds.ObjectionForm(typed(request))
    return acted(request, form, act, done="记下了，由另一个人来查。", **shown)
