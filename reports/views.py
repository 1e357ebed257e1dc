from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST, require_safe

from accounts.http import PortalRequest
from figures.periods import Quarter
from jobs.models import Job
from jobs.tasks import wake
from reports import selectors, services
from reports.exceptions import ReportRefused
from reports.forms import BuildForm
from reports.models import READERS, Paper, Report

NOT_YOURS = "季度报告给领导小组和领导小组办公室看。要用，找领导小组办公室。"


def for_readers(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Let in those for whom the county's reports are; the others are told whom to ask."""

    @wraps(view)
    def guarded(request: PortalRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.roles & READERS:
            raise PermissionDenied(NOT_YOURS)
        return view(request, *args, **kwargs)

    return guarded


@require_safe
@for_readers
def report_list(request: PortalRequest) -> HttpResponse:
    """The latest report of each quarter, and the form to build one."""
    return show_list(request, BuildForm())


def show_list(request: PortalRequest, form: BuildForm, status: int = 200) -> HttpResponse:
    context = {"form": form, "reports": selectors.latest_reports(request.user)}
    return render(request, "reports/report_list.html", context, status=status)


@require_POST
@for_readers
def report_build(request: PortalRequest) -> HttpResponse:
    """Order a report, and go where its progress is seen. A second press finds the job of the first."""
    form = BuildForm(request.POST)
    if not form.is_valid():
        return show_list(request, form, status=400)
    quarter = form.cleaned_data["quarter"]
    try:
        job, _ = services.order(quarter, by=request.user)
    except ReportRefused as error:
        form.add_error("quarter", str(error))
        return show_list(request, form, status=400)
    wake(job)
    if Job.objects.visible_to(request.user).filter(pk=job.pk).exists():
        return redirect("jobs:detail", job.pk)
    messages.info(request, f"{job.by or '管理员'}刚才已在生成{quarter.label}报告。过一会儿刷新这一页看。")
    return redirect("reports:list")


@require_safe
@for_readers
def report_detail(request: PortalRequest, quarter: str, version: int | None = None) -> HttpResponse:
    """The report on the screen, from the document that its papers were drawn from."""
    versions = selectors.versions_of(quarter, request.user)
    report = next((one for one in versions if version in {None, one.version}), None)
    if report is None:
        return no_report(request, quarter)
    document = report.says
    context = {
        "report": report,
        "newest": report == versions[0],
        "versions": versions,
        "document": document,
        "blocks": selectors.blocks_of(document),
        "papers": selectors.papers_of(report),
        "downloads": selectors.downloads_of(report),
    }
    return render(request, "reports/report_detail.html", context)


def no_report(request: PortalRequest, quarter: str) -> HttpResponse:
    """A quarter that has no such report: back to where one is built."""
    try:
        label = Quarter.parse(quarter).label
    except ValueError as error:
        raise Http404(str(error)) from error
    messages.info(request, f"{label}没有这份报告。选好季度，点“生成报告”。")
    return redirect("reports:list")


@require_GET
@for_readers
def paper_download(request: PortalRequest, quarter: str, version: int, format: str) -> HttpResponseBase:  # noqa: A002
    """Hand a paper out, and remember to whom."""
    reports = Report.objects.visible_to(request.user).filter(quarter=quarter, version=version)
    papers = Paper.objects.select_related("report").filter(report__in=reports)
    paper = get_object_or_404(papers, format=format)
    try:
        file = paper.file.open()
    except FileNotFoundError:
        messages.error(request, "抱歉，这份文件不在了。点“重新生成”，再下载新的一版。")
        return redirect("reports:detail", quarter)
    services.remember(paper, by=request.user)
    response = FileResponse(file, as_attachment=True, filename=paper.name)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    return response
