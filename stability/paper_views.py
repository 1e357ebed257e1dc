"""The report of an assessment: drafts, and what was signed."""

import logging

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.http import PortalRequest
from casework.exceptions import MoveDenied
from casework.file_views import KINDS, saved
from casework.models import Matter
from casework.services.signed import opened
from stability.models import SignedReport
from stability.services import signing
from stability.sheet import TITLE

logger = logging.getLogger(__name__)


def stability_of(request: PortalRequest, number: str) -> Matter:
    """The assessment with what its report is made from; out of sight is 404."""
    if not number.isprintable():
        raise Http404
    seen = signing.with_rows(Matter.objects.visible_to(request.user))
    matter: Matter = get_object_or_404(seen, number=number)
    matter.own.matter = matter
    return matter


@require_safe
def papers(request: PortalRequest, number: str) -> HttpResponse:
    """The draft, what is signed, and why it cannot be signed now."""
    matter = stability_of(request, number)
    rows = SignedReport.objects.filter(matter=matter).select_related("by").defer("pdf", "form")
    context = {"matter": matter, "signed": list(rows), "refused": signing.why_not(matter.own, request.user)}
    return render(request, "stability/papers.html", context)


@require_safe
def draft(request: PortalRequest, number: str, format: str) -> HttpResponse:  # noqa: A002
    """A draft to be saved: it says that it is one."""
    matter = stability_of(request, number)
    if format not in KINDS:
        raise Http404
    return saved(signing.draft(matter.own, format), f"稿-{TITLE}-{number}.{format}", KINDS[format])


@require_POST
def sign(request: PortalRequest, number: str) -> HttpResponse:
    """Sign it: it gets its number, and stays as it is."""
    matter = stability_of(request, number)
    try:
        report = signing.sign(matter, by=request.user)
    except MoveDenied as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"签发了：{report}")
    return redirect("stability:papers", number)


@require_safe
def signed(request: PortalRequest, number: str, pk: int, format: str) -> HttpResponse:  # noqa: A002
    """What was signed, as it was."""
    matter = stability_of(request, number)
    report = get_object_or_404(SignedReport.objects.filter(matter=matter), pk=pk)
    if format not in KINDS:
        raise Http404
    try:
        content = opened(report, format)
    except ValueError as error:
        logger.exception("the signed report %s is not what it was", pk)
        messages.error(request, str(error))
        return redirect("stability:papers", number)
    return saved(content, f"{TITLE}-{report.number}.{format}", KINDS[format])
