"""What the pages of disputes that are no dispute's own have in common: who comes in, and how files leave."""

from django.http import Http404, HttpResponse

from accounts.http import PortalRequest
from disputes.workflow import CONCERNED

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def for_concerned(request: PortalRequest) -> None:
    """Whoever has no part in disputes finds no such page."""
    if not request.user.roles & CONCERNED:
        raise Http404("没有这一页，或者不归您看。")


def as_workbook(content: bytes, name: str) -> HttpResponse:
    """A workbook to be saved, never kept by a browser."""
    response = HttpResponse(content, content_type=XLSX)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    return response
