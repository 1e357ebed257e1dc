"""考核: the quarters, one of them, an organisation's scorecard, one score down to its rows."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.http import PortalRequest
from accounts.models import User
from assessment import services
from assessment.exceptions import AssessmentDenied
from assessment.forms import DocumentForm, NoteForm, QuarterForm
from assessment.gaming import questions_of
from assessment.models import Appeal, Correction, Run, Score
from assessment.run_sheet import workbook
from assessment.scheme_views import for_county
from assessment.scoring import shown as said
from assessment.selectors import viewing
from assessment.selectors.totals import corrected, points_of, targets_of
from assessment.services.appealing import may_appeal
from assessment.services.calculating import digest_of
from assessment.who import decides, keeps, may_move, runs
from assessment.workflow import MOVES, ORDER_SHOWN
from casework.doors import as_workbook
from pilot.models.group import writes_list
from pilot.quarters import Quarter
from progress.selectors import last_quarter

TYPED = {"decide": DocumentForm, "send_back": NoteForm}  # what is typed beside the press
FORMS = {"decide": "decide_form", "send_back": "back_form"}
NO_PAGE = "没有这一页，或者不归您看。"


def choices() -> list[tuple[str, str]]:
    """The quarters that may be begun: the running one and those just before it."""
    last = last_quarter()
    return [(str(one), one.in_words) for one in last.around(3, 1)]


@require_safe
def home(request: PortalRequest) -> HttpResponse:
    """All quarters that are or were assessed."""
    for_county(request)
    return show_home(request)


def show_home(request: PortalRequest, status: int = 200, form: QuarterForm | None = None) -> HttpResponse:
    seen = Run.objects.visible_to(request.user).select_related("scheme")
    writes = writes_list(request.user)
    context = {
        "runs": seen,
        "writes": writes,
        "form": form or (QuarterForm(choices=choices()) if writes else None),
    }
    return render(request, "assessment/home.html", context, status=status)


@require_POST
def open_run(request: PortalRequest) -> HttpResponse:
    """Begin a quarter."""
    if not writes_list(request.user):
        raise AssessmentDenied("季度考核由县领导小组办公室来开始。")
    form = QuarterForm(request.POST, choices=choices())
    if form.is_valid():
        try:
            made = services.open_run(Quarter.read(form.cleaned_data["quarter"]), by=request.user)
        except AssessmentDenied as error:
            form.add_error(None, str(error))
        else:
            services.calculate(made, by=request.user)
            messages.success(request, "开始了。平台算得出的先算好了，各单位可以填了。")
            return redirect(made)
    return show_home(request, 400, form)


def run_or_404(request: PortalRequest, quarter: str) -> Run:
    seen = Run.objects.visible_to(request.user).select_related("scheme", "decided_by")
    return get_object_or_404(seen, quarter=quarter)


@require_safe
def run(request: PortalRequest, quarter: str) -> HttpResponse:
    """A quarter: the organisations in official order, what is lacking, what may be done now."""
    return show_run(request, run_or_404(request, quarter))


def show_run(request: PortalRequest, shown: Run, status: int = 200, **more: Any) -> HttpResponse:
    user = request.user
    groups = viewing.in_groups(viewing.lines_seen(shown, user))
    by_score = keeps(user, shown) and request.session.pop(session_key(shown), False)
    if by_score:
        for one in groups:
            one["lines"].sort(key=lambda line: (line.place is None, line.place or 0))
    asked = viewing.asked_of(shown, user)
    context = {
        "shown": shown,
        "groups": groups,
        "by_score": by_score,
        "asked": asked,
        "to_say": sum(not one.entries for one in asked),
        "editions": shown.editions.select_related("by").order_by("number"),
        **doings(shown, user),
        **kept(shown, user),
        **more,
    }
    return render(request, "assessment/run.html", context, status=status)


def session_key(shown: Run) -> str:
    """Under which it is remembered, once, that the order by score was asked for and written down."""
    return f"assessment:{shown.pk}"


def doings(shown: Run, user: User) -> dict[str, Any]:
    """What this user may do with it now."""
    opens = [
        name
        for name, move in MOVES.items()
        if shown.state in move.sources and may_move(user, shown, move.who)
    ]
    return {
        "counts": shown.is_open and runs(user, shown),
        "presses": [(name, MOVES[name].label) for name in opens if name not in TYPED],
        "decide_form": DocumentForm() if "decide" in opens else None,
        "back_form": NoteForm() if "send_back" in opens else None,
    }


def kept(shown: Run, user: User) -> dict[str, Any]:
    """What the office and the leading group see besides."""
    if not keeps(user, shown):
        return {"keeps": False, "since": None}
    return {
        "keeps": True,
        "unfilled": viewing.unfilled(shown) if shown.is_open else [],
        "appeals": appeals_of(shown),
        "steps": shown.steps.select_related("by"),
        "since": viewing.since(shown) if shown.is_final else None,
    }


def appeals_of(shown: Run) -> list[Appeal]:
    found = Appeal.objects.filter(score__run=shown).select_related("score__indicator", "unit")
    return list(found.order_by("answered_at", "pk"))


def corrections_of(shown: Run) -> list[Correction]:
    found = Correction.objects.filter(score__run=shown).select_related(
        "score__indicator", "score__target__unit", "by", "confirmed_by"
    )
    return list(found)


@require_POST
def press(request: PortalRequest, quarter: str, deed: str) -> HttpResponse:
    """A move, or a new count."""
    shown = run_or_404(request, quarter)
    if deed == "count":
        services.calculate(shown, by=request.user)
        messages.success(request, "重新计算好了。")
        return redirect(shown)
    if deed == ORDER_SHOWN and keeps(request.user, shown):
        services.show_by_score(shown, by=request.user)
        request.session[session_key(shown)] = True
        return redirect(shown)
    if deed not in MOVES:
        raise Http404(NO_PAGE)
    return moved(request, shown, deed)


def moved(request: PortalRequest, shown: Run, deed: str) -> HttpResponse:
    """Make it; what it needs beside the press was typed, or the page says what to type."""
    form = TYPED[deed](request.POST) if deed in TYPED else None
    opens = decides(request.user, shown) and shown.state in MOVES[deed].sources
    if form is not None and opens and not form.is_valid():
        return show_run(request, shown, 400, **{FORMS[deed]: form})
    given = form.cleaned_data if form is not None and form.is_valid() else {}
    if deed == "decide":
        given.setdefault("document", "")
    act = getattr(services, deed)
    act(shown, by=request.user, **given)
    messages.success(request, MOVES[deed].done)
    return redirect(shown)


@require_safe
def export(request: PortalRequest, quarter: str) -> HttpResponse:
    """The reconciliation sheet, as far as the user sees the run."""
    shown = run_or_404(request, quarter)
    if not viewing.scores_seen(shown, request.user):
        raise Http404(NO_PAGE)
    return as_workbook(workbook(shown, request.user), f"assessment-{shown.quarter}")


@require_safe
def questions(request: PortalRequest, quarter: str) -> HttpResponse:
    """What looks odd, as questions to look into, for the office and the leading group."""
    shown = run_or_404(request, quarter)
    if not keeps(request.user, shown):
        raise Http404(NO_PAGE)
    context = {"shown": shown, "questions": questions_of(shown)}
    return render(request, "assessment/questions.html", context)


@require_safe
def card(request: PortalRequest, quarter: str, unit: int) -> HttpResponse:
    """One organisation's scorecard."""
    shown = run_or_404(request, quarter)
    target = next((one for one in targets_of(shown.scheme_id) if one.unit_id == unit), None)
    lines = [one for one in viewing.lines_seen(shown, request.user) if target and one.target.pk == target.pk]
    if target is None or not lines:
        raise Http404(NO_PAGE)
    rows = viewing.card(shown, target, request.user)
    objects = {row.score.pk for row in rows if row.score and may_appeal(request.user, row.score)}
    context = {"shown": shown, "target": target, "line": lines[0], "rows": rows, "objects": objects}
    return render(request, "assessment/card.html", context)


def score_or_404(request: PortalRequest, pk: int) -> Score:
    seen = Score.objects.visible_to(request.user)
    related = seen.select_related("run__scheme", "indicator__group", "target__unit__area", "target__group")
    return get_object_or_404(related, pk=pk)


def appeals_seen(shown: Score, user: User) -> list[Appeal]:
    """What was said against it: for its own unit, the office and the leading group."""
    found = shown.appeals.select_related("unit", "answered_by")
    return list(found if keeps(user, shown.run) else found.filter(unit__in=user.units))


@require_safe
def score(request: PortalRequest, pk: int) -> HttpResponse:
    """One number: how it came about, its rows, its rule, what was said against it."""
    shown, user = score_or_404(request, pk), request.user
    part = request.GET.get("part", "")
    numbers = viewing.numbers_of(shown)
    opened = viewing.opened(shown, part, user) if part in {key for key, *_ in numbers} else None
    corrections = [one for one in corrections_of(shown.run) if one.score_id == shown.pk]
    entries = shown.run.entries.visible_to(user).filter(target=shown.target, indicator=shown.indicator)
    context = {
        "shown": shown,
        "points": said(points_of(shown, corrected(shown.run))),
        "numbers": numbers,
        "opened": opened,
        "entries": entries.select_related("by_unit", "signed_by"),
        "appeals": appeals_seen(shown, user),
        "recalculations": shown.recalculations.select_related("by"),
        "corrections": corrections,
        "objects": may_appeal(user, shown),
        "answers": runs(user, shown.run),
        "corrects": runs(user, shown.run) and shown.run.is_final,
        "confirms": keeps(user, shown.run),
        "intact": digest_of(shown) == shown.digest,
    }
    return render(request, "assessment/score.html", context)
