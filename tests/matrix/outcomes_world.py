"""What results are used for in the world: a measure issued to an eastern station and one only proposed to a
western one, a scheme and its draft, what was worked out and put up, a round of honours, a signed paper.
"""

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction

from casework.services.signed import as_signed, next_of
from outcomes.models import (
    Allocation,
    AllocationShare,
    Award,
    Measure,
    Nomination,
    Objection,
    OrganDecision,
    Paper,
    PaperSeries,
    Roll,
    Scheme,
    SchemeItem,
    SchemeUnit,
    Step,
    Talk,
    Voucher,
)
from papers.document.forms import Form

if TYPE_CHECKING:
    from tests.matrix.world import World

DAY, LATER = date(2020, 1, 2), date(2020, 1, 9)


def add_outcomes(world: "World") -> None:
    """One of everything, and the drafts."""
    add_honours(world)
    add_measures(world)
    add_schemes(world)


def add_measures(world: "World") -> None:
    by, area = world.people["stranger"], world.areas["county"]
    said: dict[str, Any] = {"area": area, "office": world.units["bureau"], "ground": "other"}
    said |= {"happened_on": DAY, "proposed_by": by}
    with world.canaries.of("measure"):
        days = {"issued_on": DAY, "plan_due_on": DAY, "due_on": LATER}
        measure = Measure.objects.create(
            unit=world.units["east_station"],
            level="talk",
            state="issued",
            decided_by=world.people["leading_group.east"],
            **days,
            **said,
        )
        Step.objects.create(measure=measure, move="issue", by=by)
        Talk.objects.create(measure=measure, held_on=DAY, by=by)
        OrganDecision.objects.create(measure=measure, decided_on=DAY, vetoed=False, by=by)
        add_paper(world, measure)
    with world.canaries.of("measure proposed"):
        proposed = Measure.objects.create(unit=world.units["west_station"], level="listing", **said)
    world.things |= {"measure": measure, "measure_proposed": proposed}


@transaction.atomic
def add_paper(world: "World", measure: Measure) -> None:
    """The notice as it was signed."""
    form = Form(f"约谈通知书{world.canaries.word('outcomes.Paper.form')}", "单位", DAY, ())
    series = next_of(PaperSeries, world.units["bureau"])
    said = as_signed(series, number="", by=world.people["stranger"], compose=lambda number: form)
    of = {"area": world.areas["county"], "sort": "notice", "unit": measure.unit, "measure": measure}
    world.things["outcome_paper"] = Paper.objects.create(**said, **of)


def add_schemes(world: "World") -> None:
    by, unit = world.people["stranger"], world.units["east_station"]
    said: dict[str, Any] = {"area": world.areas["county"], "office": world.units["bureau"], "made_by": by}
    said |= {"year": 2020, "budget": 900, "finance": world.units["bureau"]}
    owners = {"support_scheme": "support", "support_scheme_draft": "draft of a scheme"}
    for version, (name, owner) in enumerate(owners.items(), 1):
        with world.canaries.of(owner):
            made = Scheme.objects.create(version=version, **said)
            item = SchemeItem.objects.create(scheme=made, figure="cases.reported", rate=1)
            SchemeUnit.objects.create(scheme=made, unit=unit)
            world.things |= {name: made, f"{name}_item": item}
    done = {"adopted_by": world.people["leading_group.east"], "adopted_at": world.now}
    Scheme.objects.filter(pk=world.things["support_scheme"].pk).update(**done)
    with world.canaries.of("support"):
        award = add_award(world, DAY)
        allocation = Allocation.objects.create(award=award, unit=unit, counted=9, amount=9)
        item = world.things["support_scheme_item"]
        AllocationShare.objects.create(allocation=allocation, item=item, count=9, amount=9, link="/cases/")
        for state in ("checked", "financed", "public"):
            Award.objects.filter(pk=award.pk).update(state=state)
        confirm(world, award)
        Voucher.objects.create(allocation=allocation, amount=1, on=DAY, by=by)
    with world.canaries.of("objection"):
        objection = Objection.objects.create(allocation=allocation, by=by)
    world.things |= {"award": award, "allocation": allocation, "outcome_objection": objection}
    world.things["award_draft"] = add_award(world, date(2020, 6, 1))


def add_award(world: "World", day: date) -> Award:
    scheme, by = world.things["support_scheme"], world.people["stranger"]
    return Award.objects.create(scheme=scheme, begins_on=day, ends_on=day, made_by=by)


def confirm(world: "World", award: Award) -> None:
    """Checked by three, put up, confirmed."""
    people = {"checked_by": "office.east", "financed_by": "town.east", "confirmed_by": "leading_group.east"}
    by = {column: world.people[name] for column, name in people.items()}
    shown = {"shown_from": DAY, "shown_until": LATER}
    Award.objects.filter(pk=award.pk).update(state="confirmed", **shown, **by)


def add_honours(world: "World") -> None:
    """A round that is open; who is named in it is not put up yet."""
    by = world.people["stranger"]
    given = {"area": world.areas["county"], "office": world.units["bureau"], "made_by": by}
    with world.canaries.of("roll"):
        roll = Roll.objects.create(year=2020, **given)
    with world.canaries.of("nomination"):
        named = Nomination.objects.create(roll=roll, sort="person", unit=world.units["east_station"], by=by)
    world.things |= {"roll": roll, "nomination": named}
