"""领导小组: the list that holds, those that were, the draft of the next, and what changed."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import PortalRequest
from pilot import selectors
from pilot.exceptions import PilotDenied
from pilot.forms.listing import LINES, AdoptForm
from pilot.models import GroupVersion
from pilot.models.group import county_of, writes_list
from pilot.services import listing
from security import clock

READ_AND_WRITE = ["GET", "HEAD", "POST"]


def list_or_404(request: PortalRequest, pk: int) -> GroupVersion:
    visible = GroupVersion.objects.visible_to(request.user)
    return get_object_or_404(visible.select_related("area", "made_by", "adopted_by"), pk=pk)


@require_safe
def group(request: PortalRequest) -> HttpResponse:
    """The list that holds today, and the way to all the others."""
    if not county_of(request.user):
        raise Http404("没有这一页，或者不归您看。")
    holds = selectors.standing(clock.today(), county_of(request.user))
    return show(request, list_or_404(request, holds.pk) if holds else None)


@require_safe
def version(request: PortalRequest, pk: int) -> HttpResponse:
    """One version: what it says, and what is different from another."""
    return show(request, list_or_404(request, pk))


def show(request: PortalRequest, shown: GroupVersion | None, status: int = 200) -> HttpResponse:
    """The page of a version among all that there are."""
    user, versions = request.user, list(GroupVersion.objects.visible_to(request.user))
    holds = selectors.standing(clock.today(), county_of(user))
    drafts = [one for one in versions if one.is_draft]
    context: dict[str, Any] = {
        "shown": shown,
        "holds": holds,
        "versions": versions,
        "may_draft": writes_list(user) and not drafts,
    }
    if shown:
        context |= said_by(shown) | compared(request, shown, versions) | doable(request, shown)
    return render(request, "pilot/group.html", context, status=status)


def said_by(shown: GroupVersion) -> dict[str, Any]:
    """What stands in it."""
    groups = [(one, selectors.names(one)) for one in selectors.special_groups(shown)]
    return {
        "posts": list(shown.posts.select_related("user", "unit")),
        "members": selectors.members(shown),
        "groups": groups,
    }


def compared(request: PortalRequest, shown: GroupVersion, versions: list[GroupVersion]) -> dict[str, Any]:
    """What changed since the version that the address names, or since the one before."""
    others = [one for one in versions if one.pk != shown.pk and not one.is_draft]
    asked = next((one for one in others if str(one.pk) == request.GET.get("since")), None)
    before = asked or next((one for one in others if one.number < shown.number), None)
    found = selectors.changes(before, shown) if before else []
    return {"others": others, "before": before, "changes": found}


def doable(request: PortalRequest, shown: GroupVersion) -> dict[str, Any]:
    """What this user may do with it."""
    edits = listing.may_edit(request.user, shown)
    return {
        "edits": edits,
        "lines": [(part, label) for part, (label, _) in LINES.items()] if edits else [],
        "adopts": listing.may_adopt(request.user, shown),
        "discards": listing.may_discard(request.user, shown),
    }


@require_POST
def draft(request: PortalRequest) -> HttpResponse:
    """Begin the next version, a copy of the last."""
    fresh = listing.draft(by=request.user)
    messages.success(request, "起草了下一版，从现在的名单抄来。改好以后由领导小组来定。")
    return redirect("pilot:version", fresh.pk)


@require_http_methods(READ_AND_WRITE)
def line_new(request: PortalRequest, pk: int, part: str) -> HttpResponse:
    """One more line of the draft."""
    shown = list_or_404(request, pk)
    if part not in LINES:
        raise Http404("没有这一页。")
    if not listing.may_edit(request.user, shown):
        raise PermissionDenied("草稿由起草的人来改；定了的名单不能改，要改就起草下一版。")
    label, form_class = LINES[part]
    form = form_class(request.POST if request.method == "POST" else None, version=shown)
    if request.method == "POST" and form.is_valid():
        try:
            listing.add(shown, part, by=request.user, **form.acts())
        except ValidationError as error:
            form.add_error(None, listing.in_words(error))
        else:
            messages.success(request, "加好了。")
            return redirect("pilot:version", pk)
    context = {"form": form, "shown": shown, "label": label}
    return render(request, "pilot/group_form.html", context, status=400 if form.is_bound else 200)


@require_POST
def line_drop(request: PortalRequest, pk: int, part: str, line: int) -> HttpResponse:
    """Take a line out of the draft."""
    shown = list_or_404(request, pk)
    if part not in LINES:
        raise Http404("没有这一页。")
    listing.drop(shown, part, line, by=request.user)
    messages.success(request, "去掉了。")
    return redirect("pilot:version", pk)


@require_http_methods(READ_AND_WRITE)
def adopt(request: PortalRequest, pk: int) -> HttpResponse:
    """Somebody of the group lets it hold (LG-04)."""
    shown = list_or_404(request, pk)
    if not listing.may_adopt(request.user, shown):
        raise PermissionDenied("名单由领导小组来定，起草的人不能自己定；定过的不能再定。")
    form = AdoptForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            listing.adopt(shown, by=request.user, **form.cleaned_data)
        except (PilotDenied, ValidationError) as error:
            form.add_error(
                None, listing.in_words(error) if isinstance(error, ValidationError) else str(error)
            )
        else:
            messages.success(request, "定下来了，名单从那天起生效。")
            return redirect("pilot:version", pk)
    context = {"form": form, "shown": shown, "label": "定下这一版"}
    return render(request, "pilot/group_form.html", context, status=400 if form.is_bound else 200)


@require_POST
def discard(request: PortalRequest, pk: int) -> HttpResponse:
    """Throw the draft away."""
    listing.discard(list_or_404(request, pk), by=request.user)
    messages.success(request, "草稿删了，现在的名单没有变。")
    return redirect("pilot:group")
