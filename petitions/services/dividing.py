"""One letter, several requests: each goes its own way under the one code (domain.md 1.2)."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from accounts.models import User
from casework import services as casework
from casework.exceptions import MoveDenied, RevealDenied
from casework.models import Matter, Person, Reveal
from petitions.services.people import Told
from petitions.services.registering import open_parts
from petitions.services.steps import refuse_own, step

# What was written down of the letter itself, and is true of each of its requests.
OF_THE_LETTER = (
    "channel",
    "postmarked_on",
    "received_on",
    "reception",
    "skipped_level",
    "read_back",
    "purpose",
    "headcount",
    "joint",
    "anonymous",
    "unreachable",
    "foreigner",
    "sender",
    "sender_number",
    "sent_here_on",
    "answer_sender_by",
)
WHY = "一封信分成几件，把信访人抄给分出来的每一件"
NOBODY = "这件的信访人查不到了，分不了。请新登记一件，说明是从这件分出来的。"


def divide(
    petition: Matter,
    *,
    parts: Iterable[Mapping[str, Any]],
    request: str,
    facts: str,
    by: User,
    note: str = "",
    seen: int | None = None,
) -> Matter:
    """Make each further request a petition of its own, of the same people against the same accused, hidden
    alike, received on the same day. `request` and `facts` are what stays in this one.

    The petitioners are sealed for each matter anew, so they are read first as anybody reads them: by tickets
    with a purpose, which are committed before (safety.md 3.3). Never call it inside a transaction.
    """
    told = list(parts)
    if not told:
        raise MoveDenied("写上分出去的请求，至少一个。")
    petition.flow.check("divide", petition, by=by)
    refuse_own(petition, by)
    people = read_again(petition, by)
    with transaction.atomic():
        fresh = step(petition, "divide", by=by, note=note, seen=seen, request=request, facts=facts)
        own, accused = fresh.own, list(fresh.accusations.select_related("unit", "user"))
        open_parts(
            fresh,
            {name: getattr(own, name) for name in OF_THE_LETTER},
            [{"complained": own.complained, **part} for part in told],
            people,
            by=by,
            area=fresh.area,
            veiled=own.veiled,
            units=[one.unit for one in accused if one.unit],
            users=[one.user for one in accused if one.user],
        )
    return fresh


def read_again(petition: Matter, by: User) -> list[Told]:
    """Who petitions, as they were written down. Each reading leaves its row."""
    people = Person.objects.visible_to(by).filter(matter=petition, part=Person.Part.REPORTER)
    found = [told_of(person, by) for person in people.select_related("petitioner")]
    if not found and not petition.own.anonymous:
        raise MoveDenied(NOBODY)
    return found


def told_of(person: Person, by: User) -> Told:
    """One petitioner, as the registration takes them."""
    try:
        shown = casework.reveal(person, by=by, purpose=Reveal.Purpose.OTHER, words=WHY)
    except RevealDenied as error:
        raise MoveDenied(str(error)) from error
    row = getattr(person, "petitioner", None)
    values = {name: getattr(shown, name) for name in ("name", "phone", "id_number", "address", "email")}
    return values | {"represents": bool(row and row.represents), "is_body": bool(row and row.is_body)}
