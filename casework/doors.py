"""What pages that are no matter's own have in common: who comes in, and how workbooks leave."""

from collections.abc import Set as AbstractSet

from django.http import Http404, HttpResponse

from accounts.http import PortalRequest
from casework.file_views import saved

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def for_concerned(request: PortalRequest, concerned: AbstractSet[str]) -> None:
    """Whoever has none of these roles finds no such page."""
    if not request.user.roles & concerned:
        raise Http404("没有这一页，或者不归您看。")


def as_workbook(content: bytes, name: str) -> HttpResponse:
    """A workbook to be saved, never kept by a browser."""
    return saved(content, f"{name}.xlsx", XLSX)
