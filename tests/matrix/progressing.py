"""Quarterly returns in the matrix: what is asked of their pages, and what nobody may do to them."""

from collections.abc import Iterator

from tests.matrix.asking import OFFICES, WRONG_METHOD, allowed, reading, signed
from tests.matrix.progress_seen import COUNTED, DRAFT, FILLERS, IN_EAST, LOCKED, WITH_A_UNIT
from tests.matrix.progress_world import QUARTER
from tests.matrix.seen import ACTORS, people
from tests.matrix.walk import Ask
from tests.matrix.world import World

WRITERS = people("office.east")
BEFORE = "/progress/2019Q4"  # when nothing was asked yet


def returns(world: World, actor: str) -> Iterator[Ask]:
    yield from reading("/progress/", signed(actor, 200), actor)
    yield from reading("/progress/items/", allowed(actor, frozenset(ACTORS), 200, 404), actor)


def return_items(world: World, actor: str) -> Iterator[Ask]:
    yield Ask("/progress/items/new/", allowed(actor, OFFICES, 200, 403))
    yield Ask("/progress/items/new/", allowed(actor, OFFICES, 400, 403), "post", {"label": ""})
    url = f"/progress/items/{world.things['item'].pk}/retire/"
    yield Ask(url, signed(actor, WRONG_METHOD))
    if actor not in WRITERS:  # whose it is to retire
        yield Ask(url, allowed(actor, IN_EAST, 403, 404), "post")


def return_quarter(world: World, actor: str) -> Iterator[Ask]:
    """The office and the group read it; a unit is led to its own."""
    other = 302 if actor in WITH_A_UNIT else 404
    yield from reading(f"/progress/{QUARTER}/", allowed(actor, COUNTED, 200, other), actor)
    yield Ask(f"/progress/{QUARTER}/export/", allowed(actor, COUNTED, 200, 404))
    yield Ask("/progress/2020Q9/", signed(actor, 404))


def return_office(world: World, actor: str) -> Iterator[Ask]:
    for act in ("open", "close"):
        yield Ask(f"{BEFORE}/{act}/", signed(actor, WRONG_METHOD))
        yield Ask(f"{BEFORE}/{act}/", signed(actor, 403), "post")


def one_return(world: World, actor: str) -> Iterator[Ask]:
    for unit, seen in (("east_station", LOCKED), ("west_station", DRAFT)):
        url = f"/progress/{QUARTER}/{world.units[unit].pk}/"
        yield from reading(url, allowed(actor, seen, 200, 404), actor)
    yield Ask(f"/progress/{QUARTER}/999999999/", signed(actor, 404))


def return_acts(world: World, actor: str) -> Iterator[Ask]:
    """What is locked is changed by nobody."""
    url = f"/progress/{QUARTER}/{world.units['east_station'].pk}/"
    for act in ("answer", "paste", "return", "lock", "chase"):
        yield Ask(f"{url}{act}/", signed(actor, WRONG_METHOD))
        yield Ask(f"{url}{act}/", allowed(actor, LOCKED, 403, 404), "post", {"block": "", "sign": "1"})


def return_amended(world: World, actor: str) -> Iterator[Ask]:
    """Its unit alone says what was wrong; what was confirmed is confirmed once."""
    url = f"/progress/rows/{world.things['amended_row'].pk}/amend/"
    yield Ask(url, allowed(actor, LOCKED, 200 if actor in FILLERS else 403, 404))
    wrong = 400 if actor in FILLERS else 403
    yield Ask(url, allowed(actor, LOCKED, wrong, 404), "post", {"new": ""})
    url = f"/progress/amendments/{world.things['amendment'].pk}/confirm/"
    yield Ask(url, signed(actor, WRONG_METHOD))
    yield Ask(url, allowed(actor, LOCKED, 403, 404), "post")


PROGRESSING = {
    "returns": returns,
    "return items": return_items,
    "return quarter": return_quarter,
    "return office": return_office,
    "return": one_return,
    "return acts": return_acts,
    "return amended": return_amended,
}
