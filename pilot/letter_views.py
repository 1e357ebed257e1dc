"""督办函 of a task: the draft, signing it, and what was signed."""

import logging

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.http import PortalRequest
from casework.exceptions import MoveDenied
from casework.file_views import KINDS, saved
from casework.models import Matter
from casework.services.signed import drawn, opened
from pilot.letter_sheet import compose
from pilot.models import Letter, Task
from pilot.services import letters as services
from security import clock

logger = logging.getLogger(__name__)


def task_of(request: PortalRequest, number: str) -> Matter:
    """Out of sight is 404."""
    if not number.isprintable():
        raise Http404
    seen = Matter.objects.visible_to(request.user).of(Task)
    return get_object_or_404(seen.select_related("task", "unit"), number=number)


@require_safe
def letters(request: PortalRequest, number: str) -> HttpResponse:
    """The draft, what is signed, and why it cannot be signed now."""
    matter = task_of(request, number)
    rows = Letter.objects.filter(matter=matter).select_related("by", "supervision").defer("pdf", "form")
    standing = services.standing(matter)
    refused = services.why_not(matter, standing, request.user)
    context = {"matter": matter, "standing": standing, "signed": list(rows), "refused": refused}
    return render(request, "pilot/letters.html", context)


@require_safe
def letter_draft(request: PortalRequest, number: str, format: str) -> HttpResponse:  # noqa: A002
    """A draft to be saved: it says that it is one."""
    matter = task_of(request, number)
    standing = services.standing(matter)
    if format not in KINDS or standing is None:
        raise Http404("没有在督办的，没有函。")
    organ = str(services.office_of(request.user) or "领导小组办公室")
    form = compose(matter, standing, organ=organ, today=clock.today())
    return saved(drawn(form, format), f"稿-督办函-{number}.{format}", KINDS[format])


@require_POST
def letter_sign(request: PortalRequest, number: str) -> HttpResponse:
    """Sign it: it gets its number, and stays as it is."""
    matter = task_of(request, number)
    try:
        letter = services.sign(matter, by=request.user)
    except MoveDenied as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"签发了：{letter}，已经告诉{matter.unit}。")
    return redirect("pilot:letters", number)


@require_safe
def letter_signed(request: PortalRequest, number: str, pk: int, format: str) -> HttpResponse:  # noqa: A002
    """What was signed, as it was."""
    matter = task_of(request, number)
    letter = get_object_or_404(Letter.objects.filter(matter=matter), pk=pk)
    if format not in KINDS:
        raise Http404
    try:
        content = opened(letter, format)
    except ValueError as error:
        logger.exception("the signed letter %s is not what it was", pk)
        messages.error(request, str(error))
        return redirect("pilot:letters", number)
    return saved(content, f"{letter.number}.{format}", KINDS[format])
