"""The file of a dispute: its papers one by one, and bound. Masked for whoever sees the dispute; in full for a
purpose that is on record before anything is read.
"""

import logging
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import PortalRequest, confirmation_required
from casework.exceptions import RevealDenied
from casework.file_views import KINDS, saved
from casework.models import Matter
from casework.services.people import may_reveal
from disputes.dossier.gathering import gather, with_papers
from disputes.dossier.sheets import BY_KEY, SHEETS, Sheet
from disputes.forms.dossiers import WHOLE, FullPaperForm
from disputes.models import Volume
from disputes.services import dossiers
from jobs.tasks import wake
from security.encryption import EncryptionFailed

logger = logging.getLogger(__name__)


def found(request: PortalRequest, number: str) -> Matter:
    """The dispute with what its papers are made from; out of sight is 404."""
    if not number.isprintable():
        raise Http404
    return get_object_or_404(with_papers(Matter.objects.visible_to(request.user)), number=number)


@require_safe
def dossier(request: PortalRequest, number: str) -> HttpResponse:
    """All papers in their order: which are there, which can be printed, why others cannot."""
    matter = found(request, number)
    record, papers = gather(matter), matter.own.papers
    rows = [
        {
            "paper": paper,
            "sheets": [
                (sheet, sheet.lacks(record))
                for sheet in SHEETS
                if sheet.place == paper.place and (not sheet.lacks(record) or sheet.key == main(paper.place))
            ],
        }
        for paper in papers
    ]
    context = {
        "matter": matter,
        "rows": rows,
        "front": [sheet for sheet in SHEETS if sheet.place == 0],
        "lacking": [paper for paper in papers if paper.required and not paper.there],
        "volumes": Volume.objects.filter(matter=matter, by=request.user),
        "may_reveal": may_reveal(request.user, matter),
        "sub": matter.own.volume,
    }
    return render(request, "disputes/dossier.html", context)


def main(place: int) -> str:
    """The paper that a place of the file is named after: where it cannot be made, the page says why."""
    own = [sheet.key for sheet in SHEETS if sheet.place == place]
    return "registration" if place == 1 else own[0]


@require_safe
def paper(request: PortalRequest, number: str, paper: str, format: str) -> HttpResponse:  # noqa: A002
    """One paper to be saved, the people in it masked."""
    matter = found(request, number)
    sheet = BY_KEY.get(paper)
    if sheet is None or format not in KINDS:
        raise Http404
    return printed(request, matter, sheet, format)


def printed(
    request: PortalRequest, matter: Matter, sheet: Sheet, format_: str, shown: Any = None
) -> HttpResponse:
    """The paper, or back to the file with the sentence that says why it cannot be made."""
    try:
        content = dossiers.draw(matter, sheet, format_, shown=shown)
    except ValueError as error:
        messages.error(request, str(error))
        return redirect("disputes:dossier", matter.number)
    return saved(content, f"{sheet.name}-{matter.number}.{format_}", KINDS[format_])


@require_http_methods(["GET", "HEAD", "POST"])
@confirmation_required
def paper_full(request: PortalRequest, number: str) -> HttpResponse:
    """Ask what the full details are needed for; then the paper with them, or the whole file being bound."""
    matter = found(request, number)
    if not may_reveal(request.user, matter):
        messages.error(request, dossiers.FULL_ONLY_FOR)
        return redirect("disputes:dossier", number)
    record = gather(matter)
    offered = [(sheet.key, sheet.name) for sheet in SHEETS if not sheet.lacks(record)]
    form = FullPaperForm(
        request.POST if request.method == "POST" else None,
        papers=offered,
        initial={"paper": request.GET.get("paper", "")},
    )
    if request.method == "POST" and form.is_valid():
        try:
            return in_full(request, matter, form.cleaned_data)
        except RevealDenied as error:
            form.add_error(None, str(error))
    status = 400 if form.errors else 200
    return render(request, "disputes/paper_full.html", {"matter": matter, "form": form}, status=status)


def in_full(request: PortalRequest, matter: Matter, given: dict[str, Any]) -> HttpResponse:
    """What was asked for, each person's details revealed on record. Raises RevealDenied."""
    why = {"purpose": given["purpose"], "words": given["words"]}
    if given["paper"] == WHOLE:
        return binding(dossiers.order(matter, by=request.user, **why))
    try:
        shown = dossiers.reveal_all(matter, by=request.user, **why)
    except EncryptionFailed as error:
        logger.exception("the people of matter %s do not open", matter.pk)
        raise RevealDenied("完整信息现在打不开，密钥不全或数据被改动过。请告诉系统管理员。") from error
    return printed(request, matter, BY_KEY[given["paper"]], given["format"], shown)


def binding(job: Any) -> HttpResponse:
    """To where the progress is seen."""
    wake(job)
    return redirect("jobs:detail", job.pk)


@require_POST
def bind(request: PortalRequest, number: str) -> HttpResponse:
    """Have the whole file bound, the people in it masked. A second press finds the job of the first."""
    return binding(dossiers.order(found(request, number), by=request.user))


@require_safe
def volume(request: PortalRequest, number: str, pk: int) -> HttpResponse:
    """A bound file to be saved, by whoever had it bound, as long as they see the dispute."""
    matter = found(request, number)
    bound = get_object_or_404(Volume.objects.filter(matter=matter, by=request.user), pk=pk)
    if bound.full and not may_reveal(request.user, matter):
        messages.error(request, dossiers.FULL_ONLY_FOR)
        return redirect("disputes:dossier", number)
    try:
        content = dossiers.opened(bound)
    except (EncryptionFailed, FileNotFoundError):
        logger.exception("volume %s does not open", pk)
        messages.error(request, "抱歉，装订好的这一份打不开了。点“装订整卷”，再做一份。")
        return redirect("disputes:dossier", number)
    return saved(content, f"卷宗-{matter.number}.pdf", KINDS["pdf"])
