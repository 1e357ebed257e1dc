"""督导措施: the list, one measure, what is to be done with it, and each thing done."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import PortalRequest
from casework.file_views import KINDS, saved
from casework.services.signed import drawn
from outcomes import forms as kinds
from outcomes import selectors
from outcomes.doors import NOWHERE, for_county, seen_or_404
from outcomes.exceptions import OutcomesDenied
from outcomes.models import Measure
from outcomes.models.measures import keeps_outcomes
from outcomes.services import measuring
from outcomes.services.bars import bars_on
from outcomes.sheets.measures import notice_form
from outcomes.workflow import MOVES, UNISSUED
from pilot.doors import READ_AND_WRITE, acted, typed
from pilot.models.group import writes_list
from security import clock

FORMS: dict[str, Callable[..., forms.Form]] = {
    "approve": kinds.PromptForm,
    "decline": partial(kinds.NoteForm, label="为什么不同意"),
    "plan": partial(kinds.NoteForm, label="整改方案"),
    "report": partial(kinds.NoteForm, label="整改进展"),
    "submit": partial(kinds.NoteForm, label="整改报告"),
    "talk": kinds.TalkForm,
    "inspect": kinds.InspectForm,
    "lift": kinds.PromptForm,
    "extend": kinds.ExtendForm,
    "escalate": kinds.EscalateForm,
    "record": kinds.DecisionForm,
}
DEEDS: dict[str, Callable[..., Any]] = {name: getattr(measuring, name) for name in MOVES}


@require_safe
def measures(request: PortalRequest) -> HttpResponse:
    """What the user sees of them; each number narrows the list to its rows."""
    for_county(request)
    today, only = clock.today(), request.GET.get("only", "all")
    numbers = selectors.numbers_of(request.user, today)
    known = {one.key: one.label for one in numbers}
    context = {
        "numbers": numbers,
        "rows": selectors.measures_of(request.user, only, today),
        "only": known.get(only, known["all"]),
        "writes": writes_list(request.user),
    }
    return render(request, "outcomes/measures.html", context)


@require_http_methods(READ_AND_WRITE)
def measure_new(request: PortalRequest) -> HttpResponse:
    """Propose one."""
    if not writes_list(request.user):
        raise OutcomesDenied(measuring.NOT_YOURS)
    form = kinds.ProposeForm(typed(request), user=request.user)
    shown = {"label": "提出督导措施", "back": reverse("outcomes:measures"), "where": "督导措施"}
    return acted(request, form, measuring.propose, done="提出了，等批准。", **shown)


def measure_of(request: PortalRequest, pk: int) -> Measure:
    rows = Measure.objects.visible_to(request.user).select_related("unit", "office", "area", "after")
    found: Measure = seen_or_404(rows, pk)
    return found


@require_safe
def measure(request: PortalRequest, pk: int) -> HttpResponse:
    """One measure: what it says, how it stands, what happened, what was signed, what is this user's to do."""
    found = measure_of(request, pk)
    keeps = keeps_outcomes(request.user) and found.unit_id not in request.user.units
    open_moves = measuring.open_to(request.user, found)
    context = {
        "measure": found,
        "keeps": keeps,
        "steps": selectors.steps_of(found, request.user),
        "papers": selectors.papers_of(request.user).filter(measure=found),
        "moves": [(name, MOVES[name].label) for name in open_moves],
        "talk": getattr(found, "held_talk", None),
        "decision": getattr(found, "organ_decision", None),
        "follows": getattr(found, "followed_by", None) if keeps else None,
        "bars": bars_on(found.unit, clock.today()),
        "is_draft": found.state in UNISSUED,
    }
    return render(request, "outcomes/measure.html", context)


@require_http_methods(READ_AND_WRITE)
def measure_deed(request: PortalRequest, pk: int, deed: str) -> HttpResponse:
    """One move: its form on a page of its own; refused to whoever cannot make it now."""
    found = measure_of(request, pk)
    if deed not in MOVES:
        raise Http404(NOWHERE)
    if reason := measuring.why_not(found, deed, request.user):
        raise OutcomesDenied(reason)
    form = FORMS.get(deed, forms.Form)(typed(request))
    shown = {
        "label": MOVES[deed].label,
        "back": found.get_absolute_url(),
        "where": str(found),
        "sub": f"{found}，现在是“{found.standing}”",
    }
    act = partial(DEEDS[deed], found)
    return acted(request, form, act, done=f"{MOVES[deed].label}：好了。", **shown)


@require_safe
def measure_draft(request: PortalRequest, pk: int, format: str) -> HttpResponse:  # noqa: A002
    """The notice as it would be signed; it says that it is a draft."""
    found = measure_of(request, pk)
    if format not in KINDS or not keeps_outcomes(request.user) or found.state not in UNISSUED:
        raise Http404(NOWHERE)
    form = notice_form(found)("")
    return saved(drawn(form, format), f"稿-{found}.{format}", KINDS[format])
