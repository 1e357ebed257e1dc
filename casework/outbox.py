"""The page of messages that a person has to decide about. For the system administrator alone, who sees no
matter: it says through which channel, to whom and why, never what about.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.http import PortalRequest
from accounts.models import Role
from casework import services
from casework.models import Message
from jobs.heartbeats import pulses
from security import clock

ON_PAGE = 25


def for_system_administrators(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For all others there is no such page."""

    @wraps(view)
    def guarded(request: PortalRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if Role.SYSTEM_ADMIN not in request.user.roles:
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


@require_safe
@for_system_administrators
def outbox(request: PortalRequest) -> HttpResponse:
    """What may have left or could not, by parcels; and whether the clock and its workers are alive."""
    stuck = Message.objects.stuck().one_of_each_parcel().select_related("recipient", "unit")
    page = Paginator(stuck, ON_PAGE).get_page(request.GET.get("page"))
    context = {
        "page_obj": page,
        "stopped": [pulse for pulse in pulses(clock.now()) if pulse.silent],
        "waiting": Message.objects.filter(state=Message.State.WAITING).count(),
    }
    return render(request, "casework/outbox.html", context)


@require_POST
@for_system_administrators
def settle(request: PortalRequest, parcel: UUID, verdict: str) -> HttpResponse:
    """Somebody looked: the parcel did leave, or is to go once more."""
    act = {"sent": services.confirm_sent, "again": services.send_again}.get(verdict)
    if act is None:
        raise Http404
    count = act(Message.objects.filter(parcel=parcel))
    done = "记下了：已经发出。" if verdict == "sent" else "好，会再发一次。"
    messages.success(request, done if count else "这一条已经有人处理过了。")
    return redirect("casework:outbox")
