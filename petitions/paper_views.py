"""The papers of a petition: drafts, signed ones, and the copy that goes to the petitioner, for a purpose that
is on record before their name is read.
"""

import logging
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import PortalRequest, confirmation_required
from casework.exceptions import MoveDenied, RevealDenied
from casework.file_views import KINDS, saved
from casework.models import Matter
from casework.services.people import may_reveal
from petitions.forms.papers import NamedPaperForm
from petitions.models import Paper
from petitions.papers.gathering import subjects
from petitions.services import papers
from security.encryption import EncryptionFailed

logger = logging.getLogger(__name__)


def petition_of(request: PortalRequest, number: str) -> Matter:
    """The petition with what its papers are made from; out of sight is 404."""
    if not number.isprintable():
        raise Http404
    seen = papers.with_papers(Matter.objects.visible_to(request.user))
    matter: Matter = get_object_or_404(seen, number=number)
    matter.own.matter = matter
    return matter


@require_safe
def paper_list(request: PortalRequest, number: str) -> HttpResponse:
    """Which papers can be written, what each still lacks, which are signed."""
    matter = petition_of(request, number)
    signed = list(Paper.objects.filter(matter=matter).select_related("by").defer("pdf", "form"))
    done = {(paper.kind, paper.about) for paper in signed}
    rows = [
        {"subject": one, "about": one.about or 0, "refused": papers.why_not(one, request.user)}
        for one in subjects(matter)
        if (one.kind, one.about) not in done
    ]
    context = {"matter": matter, "rows": rows, "signed": signed, "sub": matter.number}
    context["may_reveal"] = may_reveal(request.user, matter)
    return render(request, "petitions/papers.html", context)


@require_safe
def paper_draft(request: PortalRequest, number: str, kind: str, about: int, format: str) -> HttpResponse:  # noqa: A002
    """A draft to be saved: it says that it is one, and what it lacks."""
    matter = petition_of(request, number)
    subject = papers.found(matter, kind, about or None)
    if subject is None or format not in KINDS:
        raise Http404
    name = f"稿-{subject.title}-{matter.number}.{format}"
    return saved(papers.draft(subject, format), name, KINDS[format])


@require_POST
def paper_sign(request: PortalRequest, number: str, kind: str, about: int) -> HttpResponse:
    """Sign it: it gets its number, and stays as it is."""
    matter = petition_of(request, number)
    if papers.found(matter, kind, about) is None:
        raise Http404
    try:
        paper = papers.sign(matter, kind=kind, about=about, by=request.user)
    except MoveDenied as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"签发了：{paper}")
    return redirect("petitions:papers", number)


@require_safe
def paper_signed(request: PortalRequest, number: str, pk: int, format: str) -> HttpResponse:  # noqa: A002
    """What was signed, as it was: without the petitioner's name."""
    matter = petition_of(request, number)
    paper = get_object_or_404(Paper.objects.filter(matter=matter), pk=pk)
    if format not in KINDS:
        raise Http404
    try:
        content = papers.opened(paper, format)
    except ValueError as error:
        logger.exception("the signed paper %s is not what it was", pk)
        messages.error(request, str(error))
        return redirect("petitions:papers", number)
    return saved(content, f"{paper.get_kind_display()}-{paper.number}.{format}", KINDS[format])


@require_http_methods(["GET", "HEAD", "POST"])
@confirmation_required
def paper_named(request: PortalRequest, number: str) -> HttpResponse:
    """Ask what the petitioner's name is needed for; then the copy that goes to them."""
    matter = petition_of(request, number)
    if not may_reveal(request.user, matter):
        messages.error(request, papers.FULL_ONLY_FOR)
        return redirect("petitions:papers", number)
    own = [one for one in Paper.objects.filter(matter=matter) if papers.goes_to_petitioner(one)]
    form = NamedPaperForm(request.POST if request.method == "POST" else None, papers=own)
    if request.method == "POST" and form.is_valid():
        try:
            return with_name(request, {str(one.pk): one for one in own}, form.cleaned_data)
        except RevealDenied as error:
            form.add_error(None, str(error))
    status = 400 if form.errors else 200
    return render(request, "petitions/paper_named.html", {"matter": matter, "form": form}, status=status)


def with_name(request: PortalRequest, own: dict[str, Paper], given: dict[str, Any]) -> HttpResponse:
    """The copy, or the proof of its delivery. Raises RevealDenied."""
    key, _, receipt = given["paper"].partition("-")
    paper, format_ = own[key], given["format"]
    draw = papers.receipt_for if receipt else papers.for_petitioner
    try:
        content = draw(paper, format_, by=request.user, purpose=given["purpose"], words=given["words"])
    except EncryptionFailed as error:
        logger.exception("the people of matter %s do not open", paper.matter_id)
        raise RevealDenied("姓名现在打不开，密钥不全或数据被改动过。请告诉系统管理员。") from error
    name = f"{'送达回证-' if receipt else ''}{paper.get_kind_display()}-{paper.number}.{format_}"
    return saved(content, name, KINDS[format_])
