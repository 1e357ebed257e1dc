"""The forms of the world: one that is admitted and over, with an answer in it, and the draft of another."""

from typing import TYPE_CHECKING

from admission.models import Asked, Column, Request, Step, Synonym, Value

if TYPE_CHECKING:
    from tests.matrix.world import World


def add_forms(world: "World") -> None:
    """What an eastern station asked a western one for, and what that one is about to ask."""
    stranger, office = world.people["stranger"], world.people["office.east"]
    with world.canaries.of("form that is admitted"):
        admitted = add_form(world, "east_station", "west_station")
        column = admitted.columns.get()
        Step.objects.create(request=admitted, move="submit", by=stranger)
    rows = Request.objects.filter(pk=admitted.pk)
    rows.update(state="submitted", sent_by=stranger, spent=3)
    rows.update(state="approved", decided_by=office, decided_at=world.now)
    with world.canaries.of("answer to a form"):
        Value.objects.create(column=column, unit=world.units["west_station"], period="once", by=stranger)
    with world.canaries.of("draft of a form"):
        draft = add_form(world, "west_station", "east_station")
    with world.canaries.of("nobody"):  # compared with, never shown
        Synonym.objects.create(area=world.areas["county"], source="ledger", key="activities", by=stranger)
    world.things |= {"form": admitted, "form_draft": draft, "form_column": column}


def add_form(world: "World", unit: str, asked: str) -> Request:
    request = Request.objects.create(
        area=world.areas["county"],
        unit=world.units[unit],
        rhythm="once",
        since="2020-01-01",
        until="2020-01-31",
        minutes=3,
        by=world.people["stranger"],
    )
    settled = {"answer": "asked", "confirmed_by": world.people["stranger"]}
    Column.objects.create(request=request, position=1, **settled)
    Asked.objects.create(request=request, unit=world.units[asked])
    return request
