"""The petitions of the world, and what hangs on each."""

import hashlib
from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction

from casework.models import Accusation, Event, Matter
from casework.services.people import add_person as add_person_to
from papers.document.forms import Form
from papers.document.stored_forms import form_to_json
from papers.rendering.fonts import FontSet
from papers.rendering.pdf_forms import pdf_form
from petitions.models import (
    Charge,
    Delivery,
    Execution,
    FollowUp,
    Hearing,
    HearingPlan,
    ImportedRow,
    Measure,
    Objection,
    Opinion,
    Paper,
    Petitioner,
    Profile,
    Rating,
    ReceptionDay,
    Recommendation,
    Recusal,
    Refusal,
    Routing,
    Series,
    Topic,
    Unsolved,
)
from tests.factories import PetitionFactory
from tests.matrix.petitions_seen import PETITIONS

if TYPE_CHECKING:
    from tests.matrix.world import World


def add_choices(world: "World") -> None:
    """What all may know: the county's topics, and which periods hold."""
    world.things["topic"] = Topic.objects.create(code="1101", subject="11")
    by = world.people["stranger"]
    world.things["reception"] = ReceptionDay.objects.create(
        on=world.today,
        begins="09:00",
        ends="11:00",
        kind="in",
        unit=world.units["head"],
        area=world.areas["east_town"],
        by=by,
    )
    world.things["profile"] = Profile.objects.create(name="national", valid_from="2020-01-01", by=by)


def add_petition(world: "World", name: str) -> None:
    """A petition with one of everything that hangs on it."""
    area, unit, status, particular = PETITIONS[name]
    hidden = particular in {"hidden", "confidential"}
    sort = {"category": "accuse"} if particular == "confidential" else {"category": "claim", "path": "p6"}
    own = {"request": "修路", "facts": "路坏了", "subject": "11", **sort}
    matter = PetitionFactory(
        title="信访",
        area=world.areas[area],
        unit=world.units[unit] if unit else None,
        status=status,
        confidential=particular == "confidential",
        holder=world.people["xf_office.east"] if particular == "confidential" else None,
        veiled=hidden,
        created_by=world.people["stranger"],
        **own,
    )
    world.petitions[name] = matter
    add_rows(world, matter)
    if particular == "accuses the bureau":
        Accusation.objects.create(matter=matter, unit=world.units["bureau"])
    with world.canaries.of(f"{name}>revealers"):
        add_petitioner(world, name, matter, hidden=hidden)


def add_rows(world: "World", matter: Matter) -> None:
    clerk, unit = world.people["stranger"], world.units["head"]
    by = {"matter": matter, "by": clerk}
    Event.objects.create(move="register", to_status="registered", note="说明", **by)
    sent = Routing(sending="forward", unit=unit, sent_on="2020-01-02", ended_on="2020-01-09", **by)
    Routing.objects.bulk_create([sent])  # no words planted: one that goes to a unit names nobody else
    Routing.objects.create(sending="forward", sent_on="2020-01-01", ended_on="2020-01-02", **by)
    Objection.objects.create(routing=sent, agreed=True, decided_by=clerk, **by)
    other = world.people["office.east"]
    Refusal.objects.create(ground="n4", agreed=False, reviewed_by=other, **by)
    opinion = Opinion.objects.create(
        matter=matter,
        stage="handling",
        unit=unit,
        result="support",
        task_due_on="2020-03-01",
        drafted_by=clerk,
        issued_by=other,
        issued_on="2020-02-01",
    )
    days = {"document_on": "2020-02-01", "delivered_on": "2020-02-02"}
    Delivery.objects.create(document="handling", opinion=opinion, way="signed", **days, **by)
    days = {"began_on": "2020-02-01", "due_on": "2020-03-01", "done_on": "2020-02-20"}
    Execution.objects.create(matter=matter, opinion=opinion, **days)
    days = {"noticed_on": "2020-01-20", "held_from": "2020-01-25", "held_until": "2020-01-26"}
    Hearing.objects.create(stage="handling", **days, **by)
    days = {"noticed_on": "2020-01-10", "on": "2020-01-15"}
    HearingPlan.objects.create(stage="handling", **days, **by)
    add_paper(world, matter, opinion)
    FollowUp.objects.create(label="solved", done_on="2020-03-05", **by)
    Recusal.objects.create(user=clerk, reason="other", **by)
    Rating.objects.create(matter=matter, rated="organ", level="bad")
    Unsolved.objects.create(matter=matter, on="2020-03-06")
    ImportedRow.objects.create(matter=matter)


@transaction.atomic
def add_paper(world: "World", matter: Matter, opinion: Opinion) -> None:
    """An old one that was signed, with its number; and what was recommended, measured, taken charge of."""
    own = {"unit": opinion.unit, "kind": "review", "year": 2020}
    word = f"文书{world.canaries.word('petitions.Paper.form')}"
    clerk, form = world.people["stranger"], Form(word, "单位", date(2020, 2, 1), ())
    pdf = pdf_form(form, FontSet.of(None))
    by = {"matter": matter, "by": clerk}
    with transaction.atomic():  # a number comes with its paper
        series = Series.objects.get_or_create(**own)[0]
        series.last += 1
        series.save()
        Paper.objects.create(
            kind="review",
            about=matter.pk,
            series=series,
            serial=series.last,
            form=form_to_json(form),
            pdf=pdf,
            sha256=hashlib.sha256(pdf).hexdigest(),
            signed_on="2020-02-01",
            **by,
        )
    days = {"sent_on": "2020-02-01", "due_on": "2020-03-01", "answered_on": "2020-02-10"}
    answered = {"answer": "taken", "answered_by": clerk}
    Recommendation.objects.create(unit=opinion.unit, ground="notice", kind="work", **days, **answered, **by)
    Measure.objects.create(unit=opinion.unit, kind="talk", taken_on="2020-02-01", **by)
    Charge.objects.create(leader=clerk, since="2020-02-01", ended_on="2020-03-01", **by)


def add_petitioner(world: "World", name: str, matter: Matter, *, hidden: bool) -> None:
    """Who petitions: masked for all who may know of them, sealed for the rest."""
    place, word = list(PETITIONS).index(name), world.canaries.word
    phone = world.canaries.number(13_800_002_000 + place, "casework.Sealed.phone")
    sealed = {"phone": str(phone), "name": f"李{word('casework.Sealed.name')}"}
    sealed["email"] = f"{word('casework.Sealed.email')}@example.com"
    with world.canaries.of(f"{name}>unveiled" if hidden else name):
        person = add_person_to(matter, by=matter.created_by, **sealed)
        Petitioner.objects.create(matter=matter, person=person)
        type(person).objects.filter(pk=person.pk).update(veiled=hidden)
