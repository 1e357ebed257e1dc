"""The ledger of the world: one line in each book, of the eastern village's own unit."""

from datetime import date
from typing import TYPE_CHECKING, Any

from activities.models import (
    Acceptance,
    Activity,
    Charter,
    Contact,
    Correction,
    Creation,
    Organisation,
    Purchase,
    Resolution,
    Scheme,
    SelfCheck,
    Standard,
    Step,
)

if TYPE_CHECKING:
    from tests.matrix.world import World

DAY, LATER = date(2020, 1, 1), date(2100, 1, 1)


def add_ledger(world: "World") -> None:
    """What every county knows of its scheme, and the village's own lines."""
    stranger = world.people["stranger"]
    with world.canaries.of("everybody"):
        scheme = Scheme.objects.create(area=world.areas["county"], name="平安村", made_by=stranger)
        standard = Standard.objects.create(scheme=scheme)
    with world.canaries.of("ledger"):
        add_lines(world, scheme, standard)


def add_lines(world: "World", scheme: Scheme, standard: Standard) -> None:
    by = {"made_by": world.people["stranger"]}
    place: dict[str, Any] = {"area": world.areas["east_village"], "unit": world.units["east_committee"]}
    line = place | by | {"on": DAY}
    decision = Resolution.objects.create(**line)
    Step.objects.create(resolution=decision, stage="1", on=DAY, **by)
    bought = Organisation.objects.create(sort="agency", **line)
    creation = Creation.objects.create(scheme=scheme, **line)
    SelfCheck.objects.create(creation=creation, standard=standard, met=True)
    Acceptance.objects.create(
        creation=creation,
        unit=world.units["east_hall"],
        made_by=world.people["town.east"],
        passed=True,
        on=DAY,
        until=LATER,
    )
    world.things |= {
        "activities": Activity.objects.create(kind="law", place="学校", **line),
        "resolutions": decision,
        "charters": Charter.objects.create(version=1, resolution=decision, **line),
        "creations": creation,
        "organisations": bought,
        "purchases": Purchase.objects.create(organisation=bought, amount=1, until=LATER, **line),
        "contacts": Contact.objects.create(sort="line", **line),
    }
    entry = world.things["activities"].pk
    Correction.objects.create(book="activities", entry=entry, before=[], **place, **by)
