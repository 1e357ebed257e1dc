"""安全感和满意度调查: rounds, one round by town, what the agency's sheet says, publishing."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import PortalRequest
from casework.doors import as_workbook
from pilot import survey_table
from pilot.doors import READ_AND_WRITE, acted, typed
from pilot.forms.surveys import ResultsForm, SurveyForm
from pilot.models import Question, Survey
from pilot.models.group import county_of, writes_list
from pilot.models.surveys import SURVEYED
from pilot.services import surveys as services


def survey_or_404(request: PortalRequest, pk: int) -> Survey:
    seen = Survey.objects.visible_to(request.user)
    return get_object_or_404(seen.select_related("made_by", "published_by"), pk=pk)


@require_safe
def surveys(request: PortalRequest) -> HttpResponse:
    """All rounds, the latest first."""
    user = request.user
    if not county_of(user) or not user.roles & SURVEYED:
        raise Http404("没有这一页，或者不归您看。")
    context = {"surveys": Survey.objects.visible_to(user), "may_write": writes_list(user)}
    return render(request, "pilot/survey_list.html", context)


@require_safe
def survey(request: PortalRequest, pk: int) -> HttpResponse:
    """One round: three rates by town, against the target and the round before."""
    shown, user = survey_or_404(request, pk), request.user
    past = survey_table.before(shown, user)
    rows = survey_table.towns(shown, past)
    context = {
        "shown": shown,
        "past": past,
        "questions": Question.labels,
        "lines": survey_table.lines(rows),
        "chart": survey_table.chart(shown, rows[:-1]) if rows else None,
        "edits": services.may_edit(user, shown),
        "publishes": services.may_publish(user, shown) and bool(rows),
        "discards": shown.is_draft and writes_list(user),
    }
    return render(request, "pilot/survey.html", context)


@require_safe
def survey_export(request: PortalRequest, pk: int) -> HttpResponse:
    """The same as a workbook."""
    shown = survey_or_404(request, pk)
    rows = survey_table.towns(shown, survey_table.before(shown, request.user))
    return as_workbook(survey_table.workbook(shown, rows), f"survey-{shown.year}-{shown.number}")


@require_http_methods(READ_AND_WRITE)
def survey_new(request: PortalRequest) -> HttpResponse:
    """A round that was made."""
    if not writes_list(request.user):
        raise PermissionDenied(services.NOT_YOURS)
    shown: dict[str, Any] = {"label": "录一轮调查", "back": reverse("pilot:surveys"), "where": "调查"}
    done = "录好了。接着传调查表，由另一个人发布。"
    return acted(request, SurveyForm(typed(request)), services.open_round, done=done, **shown)


@require_http_methods(READ_AND_WRITE)
def survey_results(request: PortalRequest, pk: int) -> HttpResponse:
    """The agency's sheet: all of it is taken, or what is wrong is said by row and column."""
    shown = survey_or_404(request, pk)
    if not services.may_edit(request.user, shown):
        raise PermissionDenied("这一轮由录的人来传；发布了的不能改。")
    given = (request.POST, request.FILES) if request.method == "POST" else ()
    form, wrong = ResultsForm(*given), []
    if request.method == "POST" and form.is_valid():
        taken = services.bring_in(shown, form.cleaned_data["workbook"], by=request.user)
        if taken.count:
            messages.success(request, f"收下 {taken.count} 项结果，看一看对不对，再由另一个人发布。")
            return redirect(shown)
        if taken.unreadable:
            form.add_error("workbook", taken.unreadable)
        wrong = taken.wrong
    context = {"form": form, "shown": shown, "wrong": wrong}
    return render(request, "pilot/survey_results.html", context, status=400 if form.is_bound else 200)


@require_POST
def survey_publish(request: PortalRequest, pk: int) -> HttpResponse:
    """Let all whom it concerns see it (LG-04)."""
    shown = services.publish(survey_or_404(request, pk), by=request.user)
    messages.success(request, "发布了，不再变。")
    return redirect(shown)


@require_POST
def survey_discard(request: PortalRequest, pk: int) -> HttpResponse:
    """Throw the draft away."""
    services.discard(survey_or_404(request, pk), by=request.user)
    messages.success(request, "草稿删了。")
    return redirect("pilot:surveys")
