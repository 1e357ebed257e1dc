"""考核方案: all versions, one of them with its indicators, its workbook, its effect, its adoption."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import PortalRequest
from assessment import services
from assessment.effects import effect_of
from assessment.exceptions import AssessmentDenied
from assessment.forms import DocumentForm, DraftForm, WorkbookForm
from assessment.models import Scheme
from assessment.scheme_sheet import read, workbook
from assessment.scoring import Wrong
from assessment.selectors.totals import indicators_of, targets_of
from assessment.services.schemes import NOT_YOURS, may_edit, problems_of
from casework.doors import as_workbook
from pilot.models.group import county_of, decides_list, writes_list

READ_AND_WRITE = ["GET", "HEAD", "POST"]


def for_county(request: PortalRequest) -> None:
    """Who works in no county finds no such page."""
    if not county_of(request.user):
        raise Http404("没有这一页，或者不归您看。")


@require_safe
def schemes(request: PortalRequest) -> HttpResponse:
    """All versions, the newest first."""
    for_county(request)
    seen = Scheme.objects.visible_to(request.user).select_related("made_by", "adopted_by")
    return render(request, "assessment/schemes.html", {"schemes": seen, "writes": writes_list(request.user)})


def scheme_or_404(request: PortalRequest, pk: int) -> Scheme:
    seen = Scheme.objects.visible_to(request.user).select_related("made_by", "adopted_by")
    return get_object_or_404(seen, pk=pk)


@require_safe
def scheme(request: PortalRequest, pk: int) -> HttpResponse:
    """One version with everything in it."""
    return show(request, scheme_or_404(request, pk))


def show(request: PortalRequest, shown: Scheme, status: int = 200, **more: Any) -> HttpResponse:
    user = request.user
    indicators, targets = indicators_of(shown.pk), targets_of(shown.pk)
    groups = [
        {
            "group": group,
            "targets": [one for one in targets if one.group_id == group.pk],
            "indicators": [one for one in indicators if one.group_id == group.pk],
        }
        for group in shown.groups.order_by("pk")
    ]
    edits = may_edit(user, shown)
    keeps = writes_list(user) or decides_list(user)
    context = {
        "shown": shown,
        "groups": groups,
        "edits": edits,
        "adopts": shown.is_draft and decides_list(user) and shown.made_by_id != user.pk,
        "problems": problems_of(shown) if shown.is_draft and keeps else [],
        "effect": effect_of(shown) if shown.is_draft and keeps and "effect" in request.GET else None,
        "keeps": keeps,
        "workbook_form": WorkbookForm() if edits else None,
        "document_form": DocumentForm(),
        **more,
    }
    return render(request, "assessment/scheme.html", context, status=status)


@require_http_methods(READ_AND_WRITE)
def scheme_new(request: PortalRequest) -> HttpResponse:
    """Begin a new version."""
    if not writes_list(request.user):
        raise AssessmentDenied(NOT_YOURS)
    form = DraftForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.draft(by=request.user, **form.cleaned_data)
        except AssessmentDenied as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "草稿好了。从 Excel 导入指标，再由领导小组来定。")
            return redirect(made)
    status = 400 if form.is_bound else 200
    return render(request, "assessment/scheme_new.html", {"form": form}, status=status)


@require_safe
def scheme_export(request: PortalRequest, pk: int) -> HttpResponse:
    """The scheme as a workbook."""
    shown = scheme_or_404(request, pk)
    return as_workbook(workbook(shown), f"scheme-{shown.year}-{shown.number}")


@require_POST
def scheme_import(request: PortalRequest, pk: int) -> HttpResponse:
    """All of the draft from a workbook; one wrong cell, and nothing of it is taken."""
    shown = scheme_or_404(request, pk)
    if not may_edit(request.user, shown):
        raise AssessmentDenied("草稿由县领导小组办公室来改，定了的不能改。")
    form, wrong = WorkbookForm(request.POST, request.FILES), []
    if form.is_valid():
        found = read(form.cleaned_data["workbook"], shown.area_id)
        wrong = found.wrong
        if not wrong:
            try:
                services.bring_in(shown, list(found.groups.values()), by=request.user)
            except Wrong as error:
                wrong = [str(error)]
            else:
                messages.success(request, "导入了。看一看下面还有没有要改的，再由领导小组来定。")
                return redirect(shown)
    return show(request, shown, status=400, workbook_form=form, wrong=wrong)


@require_POST
def scheme_adopt(request: PortalRequest, pk: int) -> HttpResponse:
    """The leading group lets it hold (LG-04)."""
    shown = scheme_or_404(request, pk)
    form = DocumentForm(request.POST)
    if not (decides_list(request.user) and shown.is_draft):
        raise AssessmentDenied("考核方案由县领导小组来定，定了的不能再改。")
    if form.is_valid():
        try:
            services.adopt(shown, by=request.user, **form.cleaned_data)
        except (AssessmentDenied, ValidationError) as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "定下来了，从现在起不能再改；要改就起草新的一版。")
            return redirect(shown)
    return show(request, shown, status=400, document_form=form)


@require_POST
def scheme_discard(request: PortalRequest, pk: int) -> HttpResponse:
    """Throw a draft away."""
    services.discard(scheme_or_404(request, pk), by=request.user)
    messages.success(request, "草稿删了。")
    return redirect("assessment:schemes")
