"""Filling in, signing, returning; an appeal and its answer; a correction and its second person."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import PortalRequest
from assessment import services
from assessment.exceptions import AssessmentDenied
from assessment.forms import AnswerForm, AppealForm, CorrectionForm, EntryForm, NoteForm
from assessment.models import Appeal, Correction, Score
from assessment.selectors.viewing import Asked, asked_of
from assessment.services.appealing import may_appeal
from assessment.services.filling import NOT_OPEN, SIGNED
from assessment.views import NO_PAGE, run_or_404, score_or_404
from assessment.who import heads, runs

READ_AND_WRITE = ["GET", "HEAD", "POST"]


@require_safe
def fill_list(request: PortalRequest, quarter: str) -> HttpResponse:
    """All that is this user's to say, with what was said."""
    shown = run_or_404(request, quarter)
    asked = asked_of(shown, request.user)
    if not asked:
        raise Http404(NO_PAGE)
    drafts = {one.unit for one in asked if any(line.signed_at is None for line in one.entries)}
    signs = sorted(unit for unit in drafts if heads(request.user, unit)) if shown.is_open else []
    context = {"shown": shown, "asked": asked, "signs": signs, "drafts": drafts}
    return render(request, "assessment/fill_list.html", context)


@require_http_methods(READ_AND_WRITE)
def fill(request: PortalRequest, quarter: str, target: int, indicator: int) -> HttpResponse:
    """Say one thing of one organisation."""
    shown = run_or_404(request, quarter)
    found = [
        one
        for one in asked_of(shown, request.user)
        if (one.target.pk, one.indicator.pk) == (target, indicator)
    ]
    if not found:
        raise Http404(NO_PAGE)
    asked = found[0]
    back = reverse("assessment:fill_list", args=[shown.quarter])
    if not shown.is_open:
        raise AssessmentDenied(NOT_OPEN.format(shown.get_state_display()))
    if any(line.signed_at for line in asked.entries):
        raise AssessmentDenied(SIGNED)
    form = EntryForm(typed(request), indicator=asked.indicator, lines=asked.entries)
    if request.method == "POST" and form.is_valid() and filled(request, form, shown, asked):
        messages.success(request, "存好了，签报以前别的单位看不到。")
        return redirect(back)
    context = {"form": form, "shown": shown, "asked": asked, "back": back}
    return render(request, "assessment/fill.html", context, status=400 if form.is_bound else 200)


def filled(request: PortalRequest, form: EntryForm, shown: Any, asked: Asked) -> bool:
    """Keep it; False, with the sentence on the form, where it cannot be counted."""
    try:
        services.fill(shown, asked.target, asked.indicator, by=request.user, **form.said())
    except ValidationError as error:
        form.add_error(None, " ".join(error.messages))
    except ValueError as error:
        form.add_error(None, str(error))
    return not form.errors


def typed(request: PortalRequest) -> Any:
    """What a form is bound to."""
    return request.POST if request.method == "POST" else None


@require_POST
def sign(request: PortalRequest, quarter: str, unit: int) -> HttpResponse:
    """The head hands it in."""
    shown = run_or_404(request, quarter)
    if unit not in request.user.units:
        raise Http404(NO_PAGE)
    count = services.sign(shown, unit, by=request.user)
    messages.success(request, f"签报了 {count} 项，办公室会核对。")
    return redirect("assessment:fill_list", shown.quarter)


@require_http_methods(READ_AND_WRITE)
def return_entries(request: PortalRequest, quarter: str, unit: int) -> HttpResponse:
    """The office gives back what a unit signed."""
    shown = run_or_404(request, quarter)
    if not runs(request.user, shown):
        raise AssessmentDenied("退回由县领导小组办公室来做。")

    def act(**given: Any) -> None:
        services.return_entries(shown, unit, by=request.user, **given)

    return acted(request, NoteForm(typed(request)), act, shown, "退回修改", "退回了，改好由负责人再签报。")


def acted(
    request: PortalRequest, form: forms.Form, act: Callable[..., Any], back: Any, label: str, done: str
) -> HttpResponse:
    """Act on what was typed; what was typed stands as long as something is wrong with it."""
    if request.method == "POST" and form.is_valid():
        try:
            act(**form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, " ".join(error.messages))
        except (AssessmentDenied, ValueError) as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, done)
            return redirect(back)
    context = {"form": form, "label": label, "back": back.get_absolute_url(), "where": str(back)}
    return render(request, "assessment/act.html", context, status=400 if form.is_bound else 200)


@require_http_methods(READ_AND_WRITE)
def appeal(request: PortalRequest, pk: int) -> HttpResponse:
    """Object to one row."""
    shown = score_or_404(request, pk)
    if not may_appeal(request.user, shown):
        raise AssessmentDenied("申诉由被考核的单位在征求意见的几天里提。")

    def act(**given: Any) -> None:
        services.appeal(shown, by=request.user, **given)

    done = "申诉提了，办公室会答复。"
    return acted(request, AppealForm(typed(request)), act, shown, f"申诉：{shown.indicator.name}", done)


@require_http_methods(READ_AND_WRITE)
def answer(request: PortalRequest, pk: int) -> HttpResponse:
    """The office answers an appeal."""
    seen = Score.objects.visible_to(request.user)
    appeals = Appeal.objects.select_related(
        "score__run", "score__indicator", "score__target__unit", "unit", "by"
    )
    shown = get_object_or_404(appeals.filter(score__in=seen), pk=pk)
    if not runs(request.user, shown.score.run) or shown.answered_at:
        raise AssessmentDenied("申诉由县领导小组办公室答复，答复一次。")

    def act(**given: Any) -> None:
        services.answer(shown, by=request.user, **given)

    return acted(request, AnswerForm(typed(request)), act, shown.score, "答复申诉", "答复了，告诉了提的人。")


@require_http_methods(READ_AND_WRITE)
def correct(request: PortalRequest, pk: int) -> HttpResponse:
    """What was decided wrongly."""
    shown = score_or_404(request, pk)
    if not (runs(request.user, shown.run) and shown.run.is_final):
        raise AssessmentDenied("更正由县领导小组办公室来提，审定以后才用。")

    def act(**given: Any) -> None:
        services.correct(shown, by=request.user, **given)

    done = "提了更正，另一个人核对以后生效，原来的留着。"
    return acted(request, CorrectionForm(typed(request)), act, shown, "更正", done)


@require_POST
def confirm(request: PortalRequest, pk: int) -> HttpResponse:
    """The second person lets a correction count."""
    seen = Score.objects.visible_to(request.user)
    found = Correction.objects.select_related("score__run", "score__indicator", "score__target__unit")
    shown = get_object_or_404(found.filter(score__in=seen), pk=pk)
    edition = services.confirm(shown, by=request.user)
    messages.success(request, f"更正生效了，现在是{edition}，以前的留着。")
    return redirect(shown.score)
