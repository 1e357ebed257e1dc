"""From a dispute's rows to what its papers say. Names stay masked unless they are brought along in full."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from areas.models import Area
from casework.models import Matter, Person
from casework.services.sealing import Revealed
from disputes.court import CourtWay
from disputes.dictionaries import UNCONFIRMED, AgreementForm, DisputeSource, Nature, Scale
from disputes.dossier.record import Duty, Opinion, Record, Scan, Settled, Talk, Trial, Visited, Who
from disputes.models import Dispute
from security import clock

Shown = Mapping[int, Revealed]  # full details by the person's key, for those that were revealed
SIDES = {"applicant": "申请人", "respondent": "被申请人"}
COUNTY = 6  # digits of its code


def with_papers(disputes: Any) -> Any:
    """The disputes with all that their papers are made from, in a fixed number of queries."""
    joined = disputes.of(Dispute).select_related(
        "dispute__mediator__user", "created_by", "unit__body", "area", "agreement"
    )
    return joined.prefetch_related(
        "people__party",
        "sessions__mediator__user",
        "sessions__by",
        "inquiries__by",
        "visits__by",
        "confirmations",
        "appraisals",
        "agreement__items",
        "attachments__by",
        "events__by",
    )


def gather(matter: Matter, *, shown: Shown | None = None, pages: Mapping[int, int] | None = None) -> Record:
    """All that the papers say. `pages` are those that each file takes when it is bound, by its key."""
    dispute = matter.own
    dispute.matter = matter
    agreement = getattr(matter, "agreement", None)
    return Record(
        number=matter.number,
        volume=dispute.volume,
        title=matter.title,
        committee=committee(matter),
        place=str(matter.area),
        county=str(Area.objects.filter(code=matter.area_id[:COUNTY]).first() or ""),
        justice_type=dispute.get_justice_type_display(),
        source=dispute.get_source_display(),
        applied=dispute.source == DisputeSource.APPLIED,
        request=dispute.request,
        facts=dispute.facts,
        amount=dispute.amount,
        heads=dispute.heads,
        registrar=str(matter.created_by),
        registered_on=day(matter.registered_at),
        mediator=str(dispute.mediator or ""),
        selection=dispute.get_selection_display() if dispute.selection else "",
        today=clock.today(),
        people=tuple(people(matter, shown or {})),
        identified=dispute.identified,
        major=dispute.scale == Scale.MASS,
        unconfirmed=UNCONFIRMED.get(dispute.justice_type, ""),
        sessions=tuple(talk(one, one.guests, str(one.mediator)) for one in matter.sessions.all()),
        inquiries=tuple(talk(one, one.asked, str(one.by)) for one in matter.inquiries.all()),
        agreement=settled(agreement) if agreement else None,
        visits=tuple(visited(one) for one in matter.visits.all()),
        trials=tuple(trial(one) for one in matter.confirmations.all()),
        opinions=tuple(opinions(matter)),
        scans=tuple(scan(one, pages or {}) for one in matter.attachments.all()),
        **moments(matter),
    )


def committee(matter: Matter) -> str:
    """The name on its seal."""
    body = getattr(matter.unit, "body", None) if matter.unit else None
    return (body.seal if body and body.seal else str(matter.unit or "")) or "人民调解委员会"


def day(at: datetime) -> date:
    return timezone.localdate(at)


def moments(matter: Matter) -> dict[str, Any]:
    """The days of its steps, and the words with which they were made."""
    dispute = matter.own
    days = {
        f"{name}_on": day(at) if (at := getattr(dispute, f"{name}_at")) else None
        for name in ("accepted", "notified", "ended", "filed")
    }
    declined = last(matter, "decline") if matter.status == "declined" else None
    filed = last(matter, "file") if dispute.filed_at else None
    return days | {
        "declined_on": day(declined.at) if declined else None,
        "refusal": dispute.get_refusal_display() if dispute.refusal else "",
        "refusal_note": declined.note if declined else "",
        "ending": dispute.get_ending_display() if dispute.ending else "",
        "ending_note": note(matter, "fail", "turn_down") if dispute.ending else "",
        "way": dispute.get_way_display() if dispute.way else "",
        "way_note": note(matter, "hand_off", "to_court") if dispute.way else "",
        "filed_by": str(filed.by) if filed else "",
    }


def last(matter: Matter, *moves: str) -> Any:
    """The last time that one of these steps was made."""
    return next((one for one in reversed(list(matter.events.all())) if one.move in moves), None)


def note(matter: Matter, *moves: str) -> str:
    found = last(matter, *moves)
    return found.note if found else ""


def people(matter: Matter, shown: Shown) -> Iterator[Who]:
    """The parties and who speaks for them. Whoever reported it is not among them, but as a party."""
    for person in matter.people.all():
        party = getattr(person, "party", None)
        part = SIDES[party.side] if party else person.get_part_display()
        if person.part in {Person.Part.PARTY, Person.Part.AGENT}:
            legal = bool(party and party.nature == Nature.LEGAL)
            yield Who(part, *details(person, shown.get(person.pk)), legal=legal)


def details(person: Person, full: Revealed | None) -> tuple[str, str, str, str]:
    """Name, phone, number and address: as they are, where they were revealed, else masked."""
    if full:
        return full.name, full.phone, full.id_number, full.address
    return person.masked_name, person.masked_phone, person.masked_id_number, person.masked_address


def talk(one: Any, others: str, mediator: str) -> Talk:
    closed = getattr(one, "closed_doors", False)
    return Talk(timezone.localtime(one.held_at), one.place, others, one.notes, mediator, str(one.by), closed)


def settled(agreement: Any) -> Settled:
    items = (
        Duty(one.text, one.due_on, one.amount, manner(one), one.paid, one.done_on)
        for one in agreement.items.all()
    )
    return Settled(
        agreement.form == AgreementForm.ORAL,
        agreement.facts,
        agreement.duties,
        agreement.content,
        agreement.reached_on,
        agreement.effective_on,
        tuple(items),
    )


def manner(one: Any) -> str:
    return one.get_manner_display() if one.manner else ""


def visited(one: Any) -> Visited:
    how = one.get_performance_display()
    return Visited(one.visited_on, how, one.satisfied, one.sued, one.escalating, one.notes, str(one.by))


def trial(one: Any) -> Trial:
    confirms = one.way == CourtWay.CONFIRMATION
    court, ground, brought = one.court, one.get_ground_display(), one.brought
    return Trial(
        one.applied_on, one.get_way_display(), court, ground, brought, one.stands, one.number, confirms
    )


def opinions(matter: Matter) -> Iterator[Opinion]:
    """What experts were asked; of a medical dispute the time stood still meanwhile (T-09)."""
    still = matter.own.waits_for_experts
    for one in matter.appraisals.all():
        yield Opinion(one.organ, one.subject, one.entrusted_on, one.ended_on, one.finding, still)


def scan(one: Any, pages: Mapping[int, int]) -> Scan:
    stage = one.get_stage_display()
    return Scan(one.pk, one.name, stage, str(one.by), day(one.at), one.content_type, pages.get(one.pk, 1))
