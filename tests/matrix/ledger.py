"""The ledger in the matrix: every book is open to all, and has the lines of those who may see them."""

from collections.abc import Iterator

from tests.matrix.asking import OFFICES, allowed, reading, signed
from tests.matrix.counting import LISTED, hold
from tests.matrix.ledger_seen import LEDGER_BOOKS, LEDGER_OWN, LEDGER_SEEN, LEDGER_WRITERS
from tests.matrix.walk import Ask, Walk
from tests.matrix.world import World

OVERSEERS = LEDGER_SEEN - LEDGER_OWN


def ledger(world: World, actor: str) -> Iterator[Ask]:
    yield from reading("/activities/", signed(actor, 200), actor)
    yield from reading("/activities/coverage/", signed(actor, 200), actor)
    yield Ask("/activities/?quarter=2020Q1", signed(actor, 200))
    yield Ask("/activities/coverage/?state=all", signed(actor, 200))


def ledger_scheme(world: World, actor: str) -> Iterator[Ask]:
    yield Ask("/activities/coverage/new/", allowed(actor, OFFICES, 200, 302))
    yield Ask("/activities/coverage/new/", allowed(actor, OFFICES, 400, 302), "post", {"name": ""})


def ledger_book(world: World, actor: str) -> Iterator[Ask]:
    for book in LEDGER_BOOKS:
        yield from reading(f"/activities/{book}/", signed(actor, 200), actor)
        yield Ask(f"/activities/{book}/export/", signed(actor, 200))


def ledger_new(world: World, actor: str) -> Iterator[Ask]:
    for book in LEDGER_BOOKS:
        yield Ask(f"/activities/{book}/new/", allowed(actor, LEDGER_WRITERS, 200, 302))
        yield Ask(f"/activities/{book}/new/", allowed(actor, LEDGER_WRITERS, 400, 302), "post", {"on": ""})


def ledger_line(world: World, actor: str) -> Iterator[Ask]:
    for book in LEDGER_BOOKS:
        url = f"/activities/{book}/{world.things[book].pk}/"
        yield from reading(url, allowed(actor, LEDGER_SEEN, 200, 404), actor)
        yield Ask(f"/activities/{book}/999999999/", signed(actor, 404))


def own(actor: str, status: int) -> int:
    """Its unit's alone; others who see it are refused."""
    return status if actor in LEDGER_OWN else allowed(actor, OVERSEERS, 403, 404)


def ledger_acts(world: World, actor: str) -> Iterator[Ask]:
    """Nothing that is sent here is whole; what was checked and accepted once is not again."""
    for book in LEDGER_BOOKS:
        url = f"/activities/{book}/{world.things[book].pk}/"
        for act in ("correct", "withdraw"):
            yield Ask(f"{url}{act}/", own(actor, 200))
            yield Ask(f"{url}{act}/", own(actor, 400), "post", {"why": ""})
    step = f"/activities/resolutions/{world.things['resolutions'].pk}/step/"
    yield Ask(step, own(actor, 200))
    yield Ask(step, own(actor, 400), "post", {"on": ""})
    creation = f"/activities/creations/{world.things['creations'].pk}/"
    for method in ("get", "post"):
        yield Ask(f"{creation}check/", own(actor, 302), method)
        yield Ask(f"{creation}accept/", allowed(actor, LEDGER_SEEN, 403, 404), method)


LEDGER = {
    "ledger": ledger,
    "ledger scheme": ledger_scheme,
    "ledger book": ledger_book,
    "ledger new": ledger_new,
    "ledger line": ledger_line,
    "ledger acts": ledger_acts,
}


def count_ledger(walk: Walk) -> None:
    """One line in each book, for those who see it."""
    seen = int(walk.actor in LEDGER_SEEN)
    for book in LEDGER_BOOKS:
        _, page = walk.ask(Ask(f"/activities/{book}/", 200))
        hold(walk, f"/activities/{book}/", LISTED, page, seen, seen)
