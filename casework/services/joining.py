"""Joining a matter that is known already (G4, F13)."""

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction

from accounts.models import User
from casework.exceptions import IllegalMove
from casework.models import Attachment, Event, Joining, Matter
from casework.services.files import attach_all
from casework.services.messages import notify
from casework.services.opening import submitted
from casework.services.people import add_person
from security.context import admit
from security.uploads.checking import Checked

JOIN = "join"


@transaction.atomic
def join(
    matter: Matter,
    *,
    by: User,
    note: str,
    submission: UUID | None = None,
    files: tuple[Checked, ...] = (),
    reporter: Mapping[str, str] | None = None,
) -> Matter:
    """Put what somebody reports onto the matter that it is: a line of its history, files, who said so.

    The same submission twice joins once; one that has become a matter of its own stays that. Returns the
    matter. Raises IllegalMove where it was closed meanwhile: then it is a new one.
    """
    if submission and (known := submitted(submission, by)):
        return known
    admit(matter.pk)
    matter = Matter.objects.locked().get(pk=matter.pk)
    if matter.closed_at:
        raise IllegalMove(f"{matter.number} 刚刚办结了，没有加进去。还没好的话，点“提交”记成新的一件。")
    event = Event.objects.create(
        matter=matter,
        move=JOIN,
        from_status=matter.status,
        to_status=matter.status,
        note=note,
        unit_id=matter.unit_id,
        by=by,
        at=vars(matter)["asked_at"],
    )
    person = add_person(matter, by=by, **reporter) if reporter else None
    Joining.objects.create(matter=matter, event=event, person=person, by=by, submission=submission)
    attach_all(matter, files, by=by, stage=Attachment.Stage.BEFORE)
    if matter.holder and matter.holder != by:
        notify([matter.holder], key=f"join:{event.pk}", text=f"又有人反映：{matter}。{note}", matter=matter)
    return matter
