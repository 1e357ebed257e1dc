"""The room's first page, what was signed, and the summaries of facts."""

import logging

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.http import PortalRequest
from accounts.models import Unit
from casework.file_views import KINDS, saved
from casework.services.signed import drawn, opened
from outcomes import selectors
from outcomes.doors import NOWHERE, for_county, for_keepers, seen_or_404
from outcomes.models import Award, Paper, PaperSort, Roll, Scheme
from outcomes.models.measures import keeps_outcomes
from outcomes.services import stating
from outcomes.sheets.facts import summary_form
from security import clock

logger = logging.getLogger(__name__)
SHOWN = 100
LAST_YEARS = 3


@require_safe
def home(request: PortalRequest) -> HttpResponse:
    """How much there is of each, and the way to it."""
    for_county(request)
    user = request.user
    context = {
        "numbers": selectors.numbers_of(user, clock.today()),
        "schemes": Scheme.objects.visible_to(user).count(),
        "awards": Award.objects.visible_to(user).standing().count(),
        "rolls": Roll.objects.visible_to(user).exclude(state="withdrawn").count(),
        "papers": selectors.papers_of(user).count(),
        "keeps": keeps_outcomes(user),
    }
    return render(request, "outcomes/home.html", context)


@require_safe
def papers(request: PortalRequest) -> HttpResponse:
    """What was signed, the latest first."""
    for_county(request)
    rows = selectors.papers_of(request.user)
    context = {"papers": rows[:SHOWN], "total": rows.count(), "most": SHOWN}
    return render(request, "outcomes/papers.html", context)


@require_safe
def paper(request: PortalRequest, pk: int, format: str) -> HttpResponse:  # noqa: A002
    """A signed paper, as it was."""
    found: Paper = seen_or_404(Paper.objects.visible_to(request.user), pk)
    if format not in KINDS:
        raise Http404(NOWHERE)
    try:
        content = opened(found, format)
    except ValueError as error:
        logger.exception("the signed paper %s is not what it was", pk)
        messages.error(request, str(error))
        return redirect("outcomes:papers")
    return saved(content, f"{found.number}.{format}", KINDS[format])


def years() -> list[int]:
    this = clock.today().year
    return [year for year in range(this, this - LAST_YEARS, -1) if year >= stating.FIRST_YEAR]


@require_safe
def summaries(request: PortalRequest) -> HttpResponse:
    """All units of the county, each with its years."""
    for_keepers(request)
    context = {"units": selectors.units_here(request.user), "years": years()}
    return render(request, "outcomes/summaries.html", context)


def unit_of(request: PortalRequest, unit: int, year: int) -> Unit:
    """A unit of the county, in a year that has begun."""
    for_keepers(request)
    if not stating.FIRST_YEAR <= year <= clock.today().year:
        raise Http404(NOWHERE)
    found: Unit = seen_or_404(selectors.units_here(request.user), unit)
    return found


@require_safe
def summary(request: PortalRequest, unit: int, year: int) -> HttpResponse:
    """The facts of one unit's year as they stand now, each with its rows; and what was signed of them."""
    found = unit_of(request, unit, year)
    signed = selectors.papers_of(request.user).filter(sort=PaperSort.SUMMARY, unit=found, year=year)
    context = {
        "unit": found,
        "year": year,
        "years": years(),
        "facts": stating.facts_of(found, year, request.user),
        "papers": signed,
        "refused": stating.why_not(found, request.user),
    }
    return render(request, "outcomes/summary.html", context)


@require_safe
def summary_draft(request: PortalRequest, unit: int, year: int, format: str) -> HttpResponse:  # noqa: A002
    """The paper as it would be signed; it says that it is a draft."""
    found = unit_of(request, unit, year)
    if format not in KINDS:
        raise Http404(NOWHERE)
    facts = stating.facts_of(found, year, request.user)
    form = summary_form(found, year, facts, "领导小组办公室")("")
    return saved(drawn(form, format), f"稿-{found}{year}年.{format}", KINDS[format])


@require_POST
def summary_sign(request: PortalRequest, unit: int, year: int) -> HttpResponse:
    """Sign the facts as they stand now."""
    found = unit_of(request, unit, year)
    signed = stating.sign_summary(found, year, by=request.user)
    messages.success(request, f"签发了：{signed.number}。")
    return redirect("outcomes:summary", found.pk, year)
