"""A dispute comes in: its parties sealed, at the nearest committee."""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.models import Unit, User
from areas.models import Area
from casework import services as casework
from casework.models import Attachment, Matter, Person
from disputes.dictionaries import JusticeType, Nature
from disputes.models import Body, Dispute, Party, Sweep
from disputes.selectors import answers_for, assigner_for, committee_for
from disputes.services.sweeping import find
from disputes.services.telling import tell, tell_unit
from security import clock
from security.uploads.checking import Checked

TITLE_LENGTH = 60


@transaction.atomic
def register(
    *,
    facts: str,
    justice_type: str,
    parties: Iterable[Mapping[str, str]],
    area: Area,
    by: User,
    request: str = "",
    unit: Unit | None = None,
    submission: UUID | None = None,
    files: tuple[Checked, ...] = (),
    grown_from: Matter | None = None,
    at: datetime | None = None,
    sweep: Sweep | None = None,
    title: str = "",
    **own_fields: Any,
) -> Matter:
    """Write down a dispute with its parties, whose names are kept sealed. It goes to the nearest committee.

    The same submission twice is one dispute. `sweep` is the row of the unit that found it (MD-42); a title
    that is not given is made of the words. What is about violence at home or about minors is confidential,
    and in the hands of one person from the first moment: else nobody but its keeper would see it.
    """
    matter, new = casework.register(
        Dispute,
        title=title or title_of(justice_type, request or facts),
        area=area,
        by=by,
        submission=submission,
        grown_from=grown_from,
        confidential=bool(own_fields.get("violence") or own_fields.get("minors")),
        at=at,
        request=request,
        facts=facts,
        justice_type=justice_type,
        **own_fields,
    )
    if not new:
        return matter
    for party in parties:
        add_party(matter, by=by, **party)
    casework.attach_all(matter, files, by=by, stage=Attachment.Stage.BEFORE)
    if sweep:
        find(sweep, matter, by=by)
    return place(matter, unit=unit, by=by)


def add_party(matter: Matter, *, by: User, side: str, nature: str = Nature.NATURAL, **details: str) -> Person:
    """Write down a party: name, phone, number and address sealed, nature and side beside them."""
    person = casework.add_person(matter, by=by, part=Person.Part.PARTY, **details)
    Party.objects.create(matter=matter, person=person, side=side, nature=nature)
    return person


def place(matter: Matter, *, unit: Unit | None, by: User) -> Matter:
    """Put the new dispute where it is to be taken, and tell those who take it.

    Without a committee there it waits on the desks of those who give it to one.
    """
    near = Body.objects.filter(pk=unit.pk).first() if unit else committee_for(matter.area_id, by)
    holder = holder_in(near, matter.area_id, by) if matter.confidential else None
    if near is None and holder is None:
        return matter
    Matter.objects.filter(pk=matter.pk).update(unit=near.unit if near else None, holder=holder)
    fresh = Matter.objects.select_related("dispute", "unit").get(pk=matter.pk)
    if near:
        tell_unit(fresh, by=by, text=f"登记了一件纠纷：{fresh}")
    elif holder:
        tell(fresh, [holder], f"由您交给调委会：{fresh}（这里没有调委会）")
    return fresh


def holder_in(body: Body | None, area: str, by: User) -> User | None:
    """Who is to have a confidential one in hand: whoever writes it down, where they mediate there; else who
    answers for the committee; without one, who gives it to one.
    """
    if body is None:
        return assigner_for(area)
    mine = body.mediators.active(clock.today()).filter(user=by).exists()
    return by if mine else answers_for(body, on=clock.today())


def title_of(justice_type: str, text: str) -> str:
    """The type, and the first sentence of what is asked for, short enough for a list. Names no party."""
    label = JusticeType(justice_type).label
    whole = " ".join(text.split())
    first = next((said for said in re.split("[。？；]", whole) if said.strip()), whole).strip()
    title = f"{label if label.endswith(('纠纷', '争议')) else label + '纠纷'}：{first}"
    return title if len(title) <= TITLE_LENGTH else f"{title[: TITLE_LENGTH - 1]}…"
