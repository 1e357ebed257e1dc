"""A resident applies for mediation without an account, and gets the code by which to see how it goes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.origins import Origin
from accounts.services.visiting import let_apply
from areas.models import Area
from casework.codes import code_of, shown
from casework.models import Matter
from casework.services.accounts import residents_account
from casework.services.codes import give
from disputes.dictionaries import DisputeSource
from disputes.progress import Progress, progress_of
from disputes.services.registering import register, title_of
from security.context import everything

TITLE = "群众网上申请"  # no word of theirs: titles stand in lists, notices and mails


@dataclass(frozen=True)
class Receipt:
    """What the resident takes away. `again`: it was here before, and nothing was written."""

    code: str
    progress: Progress
    again: bool


def apply(
    *,
    submission: UUID,
    tail: str,
    origin: Origin,
    justice_type: str,
    area: Area,
    parties: Iterable[Mapping[str, str]],
    **given: Any,
) -> Receipt:
    """Register what a resident applies for, with the committee of the place (MD-11: upon application).

    `tail` is the end of their phone number, which is asked for with the code. Two presses of one button are
    one dispute with one code. Raises TooMany where their address sent enough for now.
    """
    let_apply(str(submission), origin=origin)
    code = code_of(submission)
    with everything("residents"), transaction.atomic():
        matter = register(
            submission=submission,
            by=residents_account(),
            title=title_of(justice_type, TITLE),
            source=DisputeSource.APPLIED,
            justice_type=justice_type,
            area=area,
            parties=parties,
            **given,
        )
        again = matter.query_codes.exists()
        if not again:
            give(matter, code, tail, by=residents_account())
        fresh = Matter.objects.select_related("unit__body").get(pk=matter.pk)
        return Receipt(shown(code), progress_of(fresh), again)
