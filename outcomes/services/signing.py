"""Sign a paper of this app: the office's next number, the text and the PDF, in one transaction."""

from collections.abc import Callable
from typing import Any

from django.db import transaction

from accounts.models import Role, Unit, User
from casework.services.signed import as_signed, next_of
from outcomes.exceptions import OutcomesDenied
from outcomes.models import Paper, PaperSeries
from papers.document.forms import Form
from security import clock


def county_office(by: User) -> Unit:
    """The county's office in which the user sits. Raises OutcomesDenied without one."""
    for duty in by.held:
        if duty.role == Role.OFFICE and duty.unit and len(duty.area_code) == 6:
            return duty.unit
    raise OutcomesDenied("这一步由县领导小组办公室来做。")


@transaction.atomic
def sign(sort: str, *, by: User, office: Unit, compose: Callable[[str], Form], **of: Any) -> Paper:
    """Give it the office's next number of the year, and keep it as it is."""
    series = next_of(PaperSeries, office)
    number = f"结果运用〔{clock.today().year}〕{series.last}号"
    said = as_signed(series, number=number, by=by, compose=compose)
    return Paper.objects.create(sort=sort, area_id=office.area_id, **said, **of)
