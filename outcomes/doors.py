"""Who comes into these rooms, and what they have in common."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.http import PortalRequest
from outcomes.models.measures import keeps_outcomes
from pilot.models.group import county_of
from pilot.workflow import CONCERNED

NOWHERE = "没有这一页，或者不归您看。"


def for_county(request: PortalRequest) -> None:
    """Whom the programme of some county concerns; to others there is no such page."""
    if not county_of(request.user) or not request.user.roles & CONCERNED:
        raise Http404(NOWHERE)


def for_keepers(request: PortalRequest) -> None:
    """The county's office and its leading group."""
    if not keeps_outcomes(request.user):
        raise Http404(NOWHERE)


def seen_or_404(rows: QuerySet[Any], pk: int) -> Any:
    """Out of sight is 404; so is a number that no row can have."""
    if pk >= 2**63:
        raise Http404(NOWHERE)
    return get_object_or_404(rows, pk=pk)
