"""How a dispute goes, for whoever applied: plain words, days and a telephone; no names, no contents."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils import timezone

from casework.models import Matter
from disputes.limits import ACCEPT, MEDIATE
from disputes.models import Body
from disputes.selectors import TIERS, bodies_around
from disputes.workflow import ENDED, RESIDENT
from security import clock

ANSWERS = {ACCEPT: "告诉您受不受理", MEDIATE: "告诉您调解的结果"}
RECEIVED = "已收到您的申请"
COUNTY = "县里的咨询电话"


@dataclass(frozen=True)
class Step:
    """A day, and what the applicant may know of it."""

    on: date
    words: str


@dataclass(frozen=True)
class Contact:
    """Who has it, and whom to phone."""

    unit: str
    phone: str
    answers: str


@dataclass(frozen=True)
class Progress:
    """Where it stands. `until` is the last day of the next answer, which is `promised`."""

    words: str
    steps: list[Step]
    contact: Contact
    ended: bool
    until: date | None = None
    promised: str = ""
    late: bool = False


def progress_of(matter: Matter) -> Progress:
    """What the applicant is told of a dispute. Ask in the portal's own name."""
    next_answer = matter.deadlines.running().filter(limit__in=[*ANSWERS]).order_by("due_at").first()
    return Progress(
        words=RESIDENT[matter.status],
        steps=steps_of(matter),
        contact=contact_of(matter),
        ended=matter.status in ENDED,
        until=timezone.localdate(next_answer.due_at) if next_answer else None,
        promised=ANSWERS[next_answer.limit] if next_answer else "",
        late=bool(next_answer and next_answer.due_at <= clock.now()),
    )


def steps_of(matter: Matter) -> list[Step]:
    """The days on which its words changed."""
    found = [Step(timezone.localdate(matter.registered_at), RECEIVED)]
    for event in matter.events.exclude(move="register").order_by("pk"):
        words = RESIDENT.get(event.to_status, "")
        if event.to_status != event.from_status and words != found[-1].words:
            found.append(Step(timezone.localdate(event.at), words))
    return found


def contact_of(matter: Matter) -> Contact:
    """The committee that has it and its telephone; where that says none, the next above that does.

    Whoever is complained of answers no telephone here.
    """
    if matter.accusations.exists():
        return Contact("", settings.RESIDENT_PHONE, COUNTY)
    own = getattr(matter.unit, "body", None) if matter.unit else None
    found = with_phone([*([own] if own else []), *bodies_around(matter.area_id).filter(sort__in=TIERS)])
    unit = matter.unit.name if matter.unit else ""
    if found is None:
        return Contact(unit, settings.RESIDENT_PHONE, COUNTY)
    return Contact(unit, found.phone, str(found))


def with_phone(bodies: Iterable[Body]) -> Body | None:
    """The first that may be phoned."""
    return next((body for body in bodies if body.phone), None)
