"""What one is told, and what one may tell who has a matter in hand: do see to it (催办)."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models.functions import Now
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.http import PortalRequest
from casework.exceptions import NudgeDenied
from casework.models import Matter, Notice
from casework.services.nudging import nudge as nudge_matter


@require_safe
def notice_list(request: PortalRequest) -> HttpResponse:
    """What the user was told, the newest first."""
    notices = Notice.objects.visible_to(request.user).select_related("matter")
    page = Paginator(notices, 25).get_page(request.GET.get("page"))
    return render(request, "casework/notice_list.html", {"page_obj": page})


@require_POST
def read_notices(request: PortalRequest) -> HttpResponse:
    """Mark all of them as read."""
    Notice.objects.to(request.user).unread().update(read_at=Now())
    return redirect("casework:notices")


@require_POST
def nudge(request: PortalRequest, number: str) -> HttpResponse:
    """催办, with one press. A second one in the same working day is told so."""
    if not number.isprintable():
        raise Http404
    matter = get_object_or_404(Matter.objects.visible_to(request.user), number=number)
    try:
        nudge_matter(matter, by=request.user)
    except NudgeDenied as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"已催办：{matter.title}")
    return redirect(matter)
