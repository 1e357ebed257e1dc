"""The disputes of the world, the committees that have them, and what hangs on each."""

from datetime import timedelta
from typing import TYPE_CHECKING

from accounts.models import User
from casework.models import Accusation, Event, Matter
from casework.services.people import add_person as add_person_to
from disputes.models import (
    Agreement,
    Appointment,
    Appraisal,
    Body,
    Confirmation,
    Declaration,
    Dispute,
    HandOff,
    Inquiry,
    Item,
    Mediator,
    Party,
    Recusal,
    Referral,
    Room,
    Session,
    Template,
    Visit,
)
from disputes.services.dossiers import keep
from tests.factories import DisputeFactory
from tests.matrix.disputes_seen import DISPUTES

if TYPE_CHECKING:
    from tests.matrix.world import World


def add_bodies(world: "World") -> None:
    """The stations are committees; one mediator of each is on the roll."""
    for place in ("east", "west"):
        body = Body.objects.create(unit=world.units[f"{place}_station"], sort="town")
        mediator = Mediator.objects.create(
            body=body, user=world.people[f"mediator.{place}"], gender="f", active_from="2020-01-01"
        )
        room = Room.objects.create(body=body)
        world.things |= {} if place == "west" else {"body": body, "mediator": mediator, "room": room}


def add_dispute(world: "World", name: str) -> None:
    """A dispute with one of everything that hangs on it."""
    area, unit, particular = DISPUTES[name]
    clerk, place = world.people["stranger"], unit.partition("_")[0]
    matter = DisputeFactory(
        title="纠纷",
        facts="通道被堵",
        area=world.areas[area],
        unit=world.units[unit],
        confidential=particular == "confidential",
        created_by=world.people[f"village.{place}"],
    )
    Dispute.objects.filter(pk=matter.pk).update(accepted_at=world.now)  # so that the tables count it
    world.disputes[name] = matter
    Event.objects.create(matter=matter, move="register", to_status="registered", note="说明", by=clerk)
    mediator = Mediator.objects.get(body=world.units[f"{place}_station"].pk)
    Session.objects.create(
        matter=matter, held_at="2020-01-01T09:00+08:00", mediator=mediator, place="村委会", by=clerk
    )
    Inquiry.objects.create(matter=matter, held_at="2020-01-01T08:00+08:00", place="通道", by=clerk)
    agreement = Agreement.objects.create(matter=matter, reached_on="2020-01-01", by=clerk)
    Item.objects.create(matter=matter, agreement=agreement, text="付钱", due_on="2020-01-02")
    Visit.objects.create(matter=matter, visited_on="2020-01-03", performance="part", by=clerk)
    asked = {"way": "order", "ground": "body", "materials": ["agreement"], "result": "issued"}
    days = {"applied_on": "2020-01-04", "accepted_on": "2020-01-05", "ruled_on": "2020-01-06"}
    Confirmation.objects.create(matter=matter, court="法院", number="文号", by=clerk, **asked, **days)
    ended = {"outcome": "granted", "outcome_on": "2020-01-09", "number": "文号"}
    HandOff.objects.create(matter=matter, way="police", by=clerk, **ended)
    days = {"sent_on": "2020-01-01", "report_by": "2020-01-31", "reported_on": "2020-01-20"}
    Referral.objects.create(matter=matter, sender="法院", number="文号", by=clerk, **days)
    add_appointments(world, name, matter, clerk)
    Appraisal.objects.create(matter=matter, entrusted_on="2020-01-01", ended_on="2020-01-02", by=clerk)
    Declaration.objects.create(matter=matter, mediator=mediator, ties="none", by=clerk)
    Recusal.objects.create(matter=matter, mediator=mediator, reason="left", by=clerk)
    if name == "dispute":
        add_volume(world, matter)
    if particular == "accuses its station":
        Accusation.objects.create(matter=matter, unit=world.units[unit])
    with world.canaries.of(f"{name}>revealers"):
        add_party(world, name, matter)


def add_appointments(world: "World", name: str, matter: Matter, by: User) -> None:
    """One elsewhere that was called off, and one to come in the committee's room, an hour after the last."""
    begins = world.now + timedelta(hours=1 + list(DISPUTES).index(name))
    when = {"starts_at": begins, "ends_at": begins + timedelta(minutes=30), "by": by}
    Appointment.objects.create(matter=matter, consented=True, called_off_at=world.now, **when)
    room = Room.objects.get(body=matter.unit_id)
    Appointment.objects.bulk_create([Appointment(matter=matter, room=room, **when)])  # no words planted


def add_volume(world: "World", matter: Matter) -> None:
    """The file of one, bound for a mediator: it holds a word of that dispute's."""
    content = f"%PDF {world.canaries.word('disputes.Volume.file')}".encode()
    by = world.people["mediator.east"]
    world.things["volume"] = keep(matter, content, job=None, by=by, full=False, pages=1)


def add_template(world: "World") -> None:
    """A form of the county's own, no more in use. It says nothing of anybody."""
    by = world.people["office.east"]
    Template.objects.create(paper="rights", version=1, content=b"PK", by=by, used=False)


def add_party(world: "World", name: str, matter: Matter) -> None:
    """Who quarrels: masked for all who see it, sealed for the rest."""
    place, word = list(DISPUTES).index(name), world.canaries.word
    phone = world.canaries.number(13_800_001_000 + place, "casework.Sealed.phone")
    sealed = {"phone": str(phone), "name": f"李{word('casework.Sealed.name')}"}
    with world.canaries.of(name):
        person = add_person_to(matter, by=matter.created_by, part="party", **sealed)
        gone = {"ended_on": "2020-01-02", "ended_why": "退出"}
        Party.objects.create(matter=matter, person=person, side="applicant", authorisation="签字", **gone)
