"""会议: held, written down, issued; what was decided and what became of it (LG-02)."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import PortalRequest
from pilot import selectors
from pilot.doors import READ_AND_WRITE, acted, typed
from pilot.forms.meetings import DecisionForm, IssueForm, MeetingForm
from pilot.models import Meeting
from pilot.models.group import CONCERNED, county_of, writes_list
from pilot.quarters import Quarter
from pilot.services import meeting as services
from security import clock

NO_PAGE = "没有这一页，或者不归您看。"
SAID = ("sort", "title", "held_on", "place", "chair", "present", "minutes")


def meeting_or_404(request: PortalRequest, pk: int) -> Meeting:
    seen = Meeting.objects.visible_to(request.user)
    return get_object_or_404(seen.select_related("made_by", "issued_by"), pk=pk)


@require_safe
def meetings(request: PortalRequest) -> HttpResponse:
    """All meetings, or those of a quarter; how many the leading group held in each quarter of the year."""
    user = request.user
    if not county_of(user) or not user.roles & CONCERNED:
        raise Http404(NO_PAGE)
    seen, asked = Meeting.objects.visible_to(user), None
    if text := request.GET.get("quarter", ""):
        try:
            asked = Quarter.read(text)
        except ValueError as error:
            raise Http404(str(error)) from error
        seen = seen.in_quarter(asked)
    if request.GET.get("sort") == "group":
        seen = seen.filter(sort="group")
    page = Paginator(selectors.with_tasks(seen, user), 25).get_page(request.GET.get("page"))
    year = (asked or Quarter.of(clock.today())).year
    context = {
        "page_obj": page,
        "asked": asked,
        "year": year,
        "quarters": selectors.held(user, year),
        "may_write": writes_list(user),
    }
    return render(request, "pilot/meeting_list.html", context)


@require_safe
def meeting(request: PortalRequest, pk: int) -> HttpResponse:
    """One meeting: its minutes, what was decided, and where each of it stands now."""
    shown, user = meeting_or_404(request, pk), request.user
    decided = selectors.decided(shown, user)
    context = {
        "shown": shown,
        "decided": decided,
        "waiting": sum(1 for one in decided if one.lead_id and one.matter is None and not one.hidden),
        "edits": services.may_edit(user, shown),
        "issues": services.may_issue(user, shown),
        "discards": services.may_discard(user, shown),
        "gives": not shown.is_draft and writes_list(user),
    }
    return render(request, "pilot/meeting.html", context)


def page_of(shown: Meeting | None, label: str) -> dict[str, Any]:
    """What the page of a form says of where it leads."""
    if shown is None:
        return {"label": label, "back": "/pilot/meetings/", "where": "会议"}
    return {"label": label, "back": shown.get_absolute_url(), "where": "会议", "sub": shown.title}


def for_writers(request: PortalRequest) -> None:
    if not writes_list(request.user):
        raise PermissionDenied("会议由县领导小组办公室来记。")


@require_http_methods(READ_AND_WRITE)
def meeting_new(request: PortalRequest) -> HttpResponse:
    """Write a meeting down."""
    for_writers(request)
    form = MeetingForm(typed(request))
    done = "记下了。接着一条一条加议定事项，由另一个人签发纪要。"
    return acted(request, form, services.write_down, done=done, **page_of(None, "记一次会议"))


@require_http_methods(READ_AND_WRITE)
def meeting_edit(request: PortalRequest, pk: int) -> HttpResponse:
    """Write it anew, as long as it is a draft."""
    shown = meeting_or_404(request, pk)
    if not services.may_edit(request.user, shown):
        raise PermissionDenied(services.NOT_THE_AUTHOR if shown.is_draft else services.ISSUED)
    form = MeetingForm(typed(request), initial={name: getattr(shown, name) for name in SAID})

    def rewrite(**said: Any) -> Meeting:
        return services.rewrite(shown, **said)

    return acted(request, form, rewrite, done="改好了。", **page_of(shown, "改会议记录"))


@require_http_methods(READ_AND_WRITE)
def decision_new(request: PortalRequest, pk: int) -> HttpResponse:
    """One thing more that was decided."""
    shown = meeting_or_404(request, pk)
    if not services.may_edit(request.user, shown):
        raise PermissionDenied(services.NOT_THE_AUTHOR if shown.is_draft else services.ISSUED)
    form = DecisionForm(typed(request), user=request.user)

    def decide(**said: Any) -> None:
        services.decide(shown, **said)

    return acted(request, form, decide, done="加好了。", **page_of(shown, "加一条议定事项"))


@require_POST
def decision_drop(request: PortalRequest, pk: int, decision: int) -> HttpResponse:
    """Take it out of the draft."""
    shown = meeting_or_404(request, pk)
    services.drop(shown, decision, by=request.user)
    messages.success(request, "去掉了。")
    return redirect(shown)


@require_http_methods(READ_AND_WRITE)
def meeting_issue(request: PortalRequest, pk: int) -> HttpResponse:
    """Let the minutes go out (LG-04)."""
    shown = meeting_or_404(request, pk)
    if not services.may_issue(request.user, shown):
        raise PermissionDenied("纪要由记的人以外的另一个人签发；签发过的不能再签发。")

    def issue(**said: Any) -> Meeting:
        return services.issue(shown, **said)

    form = IssueForm(typed(request))
    return acted(request, form, issue, done="签发了，纪要不再变。", **page_of(shown, "签发纪要"))


@require_POST
def meeting_give(request: PortalRequest, pk: int) -> HttpResponse:
    """What was decided for a unit becomes its task."""
    shown = meeting_or_404(request, pk)
    made = services.give_out(shown, by=request.user)
    told = f"交办了 {len(made)} 件任务。" if made else "议定的事都已经交办过了。"
    messages.success(request, told)
    return redirect(shown)


@require_POST
def meeting_discard(request: PortalRequest, pk: int) -> HttpResponse:
    """Throw the draft away."""
    services.discard(meeting_or_404(request, pk), by=request.user)
    messages.success(request, "草稿删了。")
    return redirect("pilot:meetings")
