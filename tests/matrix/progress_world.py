"""The returns of the world: one that is locked with a row amended, one in draft."""

from typing import TYPE_CHECKING

from progress.models import Amendment, Closing, Item, ItemUnit, Return, Row, Step

if TYPE_CHECKING:
    from tests.matrix.world import World

QUARTER = "2020Q1"


def add_returns(world: "World") -> None:
    """An item, and what two stations say of it."""
    office, unit = world.people["office.east"], world.units["east_station"]
    with world.canaries.of("everybody"):
        item = Item.objects.create(area=world.areas["county"], sort="number", since=QUARTER, by=office)
        for name in ("east_station", "west_station", "bureau"):
            ItemUnit.objects.create(item=item, unit=world.units[name])
        Closing.objects.create(area=world.areas["county"], quarter="2019Q3", by=office)
    world.things["item"] = item
    with world.canaries.of("return that is locked"):
        sheet = add_return(world, "east_station")
        row = add_row(sheet, item)
        Step.objects.create(sheet=sheet, move="start", by=world.people["stranger"])
        lock(sheet, world)
        done = {"confirmed_by": office, "confirmed_at": world.now}
        amended = Amendment.objects.create(row=row, by=world.people["stranger"], **done)
    world.things |= {"amended_row": row, "amendment": amended, "return": unit}
    with world.canaries.of("return in draft"):
        draft = add_return(world, "west_station")
    with world.canaries.of("rows in draft"):
        add_row(draft, item)


def add_return(world: "World", unit: str) -> Return:
    return Return.objects.create(
        area=world.areas["county"],
        unit=world.units[unit],
        quarter=QUARTER,
        due_on="2020-04-08",
        state="draft",
        total=1,
    )


def add_row(sheet: Return, item: Item) -> Row:
    return Row.objects.create(sheet=sheet, item=item, sort="number", answer="changed")


def lock(sheet: Return, world: "World") -> None:
    """Signed, accepted, locked."""
    name, rows = sheet.signed_name, Return.objects.filter(pk=sheet.pk)
    signer = world.people["stranger"]
    rows.update(state="submitted", signer=signer, signed_name=name, signed_at=world.now, late=False)
    for state in ("accepted", "locked"):
        rows.update(state=state)
