"""Pages about limits: the articles, more time for one, a year's notice on holidays."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import PortalRequest, confirmation_required
from casework.exceptions import ExtensionDenied
from casework.limit_forms import DecisionForm, ExtensionForm, NoticeForm
from casework.models import Deadline, Extension, HolidayNotice, LimitRule, NoticeUpload, OfficeTime
from casework.rules import rules
from casework.services import ask_extension, decide_extension
from casework.services.calendar import NoticeInvalid
from casework.services.extensions import may_ask, may_decide, most
from casework.services.publishing import (
    confirm_notice,
    keeps_calendar,
    missing_year,
    refuse_notice,
    upload_notice,
)
from jobs.tasks import wake
from security import clock

ANY, OTHERS = "全部", "其他"


@require_safe
def rule_list(request: PortalRequest) -> HttpResponse:
    """All articles, with how long each is now."""
    hours = OfficeTime.objects.filter(valid_from__lte=clock.today()).first()
    return render(request, "casework/rule_list.html", {"rules": list(rules().values()), "hours": hours})


@require_safe
def rule(request: PortalRequest, key: str) -> HttpResponse:
    """One article: what it asks, how long it is, what the county has set, now and before."""
    article = rules().get(key)
    if article is None:
        raise Http404
    today = clock.today()
    versions = list(LimitRule.objects.filter(key=key).select_related("by").order_by("-valid_from", "-pk"))
    holding = {version.pk for version in LimitRule.objects.in_force(today).filter(key=key)}
    lengths = [(article.grades.get(grade, OTHERS if article.grades else ANY), article.limit(grade))
               for grade in article.lengths]  # fmt: skip
    context = {
        "rule": article,
        "lengths": lengths,
        "versions": [(version, version.pk in holding, version.valid_from > today) for version in versions],
    }
    return render(request, "casework/rule.html", context)


@require_http_methods(["GET", "POST"])
def extend(request: PortalRequest, pk: int) -> HttpResponse:
    """Ask for more time."""
    limits = Deadline.objects.visible_to(request.user).select_related("matter")
    deadline = get_object_or_404(limits, pk=pk)
    longest = most(deadline)
    if not may_ask(request.user, deadline) or not longest or deadline.extensions.waiting().exists():
        messages.error(request, why_not(deadline, longest))
        return redirect(deadline.matter)
    posted = request.POST if request.method == "POST" else None
    form = ExtensionForm(posted, deadline=deadline, most=longest)
    if request.method == "POST" and form.is_valid():
        try:
            ask_extension(deadline, by=request.user, **form.acts())
        except ExtensionDenied as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "延期申请已交上去，批了会告诉您。期限在批之前照走。")
            return redirect(deadline.matter)
    context = {"form": form, "deadline": deadline, "matter": deadline.matter}
    return render(request, "casework/extend.html", context)


def why_not(deadline: Deadline, longest: int) -> str:
    """Why more time cannot be asked for now."""
    if deadline.extensions.waiting().exists():
        return "已经有一个延期申请在等答复。"
    if not longest:
        return "这条期限已经延长过，或者规定不能延长。"
    return "这条期限由承办的人在办结前申请延长。"


@require_http_methods(["GET", "POST"])
def decide(request: PortalRequest, pk: int) -> HttpResponse:
    """Grant more time, or refuse it."""
    waiting = Extension.objects.visible_to(request.user).select_related("matter", "deadline", "asked_by")
    extension = get_object_or_404(waiting, pk=pk)
    if not may_decide(request.user, extension):
        messages.error(request, "这个申请不由您批，或者已经有答复了。自己的申请由别人批。")
        return redirect(extension.matter)
    form = DecisionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        granted = form.cleaned_data["granted"] == "yes"
        try:
            decide_extension(extension, granted=granted, answer=form.cleaned_data["answer"], by=request.user)
        except ExtensionDenied as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "已同意延长。" if granted else "已答复：不同意延长。")
            return redirect(extension.matter)
    context = {"form": form, "extension": extension, "matter": extension.matter}
    return render(request, "casework/decide_extension.html", context)


@require_safe
def notice_years(request: PortalRequest) -> HttpResponse:
    """The notices on holidays: which are in, which wait for a second pair of eyes."""
    return show_years(request, NoticeForm())


def show_years(request: PortalRequest, form: NoticeForm, status: int = 200) -> HttpResponse:
    keepers_only(request)
    uploads = NoticeUpload.objects.select_related("uploaded_by", "decided_by")
    context: dict[str, Any] = {
        "form": form,
        "waiting": [(upload, days_of(upload)) for upload in uploads.filter(decided_at=None)],
        "decided": uploads.exclude(decided_at=None)[:20],
        "years": HolidayNotice.objects.prefetch_related("days"),
        "missing_year": missing_year(clock.today()),
        "keeps_calendar": True,
    }
    return render(request, "casework/notice_years.html", context, status=status)


def days_of(upload: NoticeUpload) -> list[tuple[str, str, str]]:
    """The days of an upload as the second person compares them: day, name, rest or work."""
    days = sorted(upload.data.get("days", []), key=lambda day: str(day.get("date")))
    return [(day["date"], day["name"], "放假" if day["isOffDay"] else "上班") for day in days]


def keepers_only(request: PortalRequest) -> None:
    """For all others there is no such page."""
    if not keeps_calendar(request.user):
        raise Http404


@require_POST
@confirmation_required
def upload_year(request: PortalRequest) -> HttpResponse:
    """Bring a notice; somebody else confirms it."""
    keepers_only(request)
    form = NoticeForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            upload_notice(form.cleaned_data["file"], by=request.user)
        except NoticeInvalid as error:
            form.add_error("file", str(error))
        else:
            messages.success(request, "上传好了。要由另一个人核对后才导入。")
            return redirect("casework:notice_years")
    return show_years(request, form, status=400)


@require_POST
@confirmation_required
def confirm_year(request: PortalRequest, pk: int) -> HttpResponse:
    """Confirm what another uploaded; a job takes it in."""
    keepers_only(request)
    upload = get_object_or_404(NoticeUpload, pk=pk)
    try:
        job = confirm_notice(upload, by=request.user)
    except NoticeInvalid as error:
        messages.error(request, str(error))
        return redirect("casework:notice_years")
    wake(job)
    return redirect("jobs:detail", job.pk)


@require_POST
def refuse_year(request: PortalRequest, pk: int) -> HttpResponse:
    """Send it back, or take back one's own."""
    keepers_only(request)
    try:
        refuse_notice(get_object_or_404(NoticeUpload, pk=pk), by=request.user)
    except NoticeInvalid as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "已退回，没有导入。")
    return redirect("casework:notice_years")
