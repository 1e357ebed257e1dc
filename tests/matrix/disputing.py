"""Disputes in the matrix: which there are, who sees them and may do what, what is asked and posted.

All are waiting to be taken by a station in the east or the west, which is a mediation committee here.
"""

from collections.abc import Iterator

from tests.matrix.asking import WRONG_METHOD, allowed, reading, signed
from tests.matrix.disputes_seen import (
    CONCERNED,
    DISPUTE_MOVES,
    DISPUTE_REVEALS,
    DISPUTE_SEEN,
    REGISTRARS,
    may_dispute,
    tried,
)
from tests.matrix.seen import people
from tests.matrix.walk import Ask
from tests.matrix.world import World

TEMPLATE_KEEPERS = people("office.east office.west") | {"system_admin"}
API = "/api/v1/disputes/"


def dispute_new(world: World, actor: str) -> Iterator[Ask]:
    yield Ask("/disputes/new/", allowed(actor, REGISTRARS, 200, 302))
    yield Ask("/disputes/new/", allowed(actor, REGISTRARS, 400, 302), "post", {"facts": ""})


def dispute(world: World, actor: str) -> Iterator[Ask]:
    for name, matter in world.disputes.items():
        url, status = f"/disputes/{matter.number}/", allowed(actor, DISPUTE_SEEN[name], 200, 404)
        yield from reading(url, status, actor)
        yield Ask(f"{url}print/", status)
    yield Ask("/disputes/no-such-number/", signed(actor, 404))
    yield Ask(f"/disputes/{world.matters['own'].number}/", signed(actor, 404))  # a case is no dispute


def dispute_papers(world: World, actor: str) -> Iterator[Ask]:
    """The file, and its papers with everybody masked, for whoever sees the dispute."""
    for name, matter in world.disputes.items():
        url, status = f"/disputes/{matter.number}/dossier/", allowed(actor, DISPUTE_SEEN[name], 200, 404)
        yield from reading(url, status, actor)
        if name in {"dispute", "dispute_foreign"}:
            yield Ask(f"{url}registration/docx/", status)
        if name != "dispute_foreign":
            yield Ask(f"{url}sessions/pdf/", status)
        yield Ask(f"{url}no-such-paper/pdf/", signed(actor, 404))
        yield Ask(f"{url}registration/odt/", signed(actor, 404))
    yield Ask(f"/disputes/{world.matters['own'].number}/dossier/", signed(actor, 404))


def dispute_in_full(world: World, actor: str) -> Iterator[Ask]:
    """Where a paper with full details is asked for; a post must not be in a transaction."""
    for name, matter in world.disputes.items():
        seen = 200 if actor in DISPUTE_REVEALS.get(name, ()) else 302
        yield Ask(f"/disputes/{matter.number}/dossier/full/", allowed(actor, DISPUTE_SEEN[name], seen, 404))


def dispute_bound(world: World, actor: str) -> Iterator[Ask]:
    """Who sees the dispute has it bound (posted in disputes_written); who had it bound takes it."""
    for name, matter in world.disputes.items():
        url = f"/disputes/{matter.number}/dossier/"
        yield Ask(f"{url}bind/", signed(actor, WRONG_METHOD))
        mine = 200 if (actor, name) == ("mediator.east", "dispute") else 404
        yield Ask(f"{url}bound/{world.things['volume'].pk}/", signed(actor, mine))
        yield Ask(f"{url}bound/999999999/", signed(actor, 404))


def dispute_templates(world: World, actor: str) -> Iterator[Ask]:
    """The county's own forms, for their keepers; for all others there is no such page."""
    for page in ("", "rights/start/", "rights/1/"):
        url = f"/disputes/templates/{page}"
        yield from reading(url, allowed(actor, TEMPLATE_KEEPERS, 200, 404), actor)
    url = "/disputes/templates/rights/"
    yield Ask(url, allowed(actor, TEMPLATE_KEEPERS, 200, 404))
    yield Ask(f"{url}default/", signed(actor, WRONG_METHOD))
    yield Ask(url, allowed(actor, TEMPLATE_KEEPERS, 400, 404), "post", {"file": ""})
    if actor not in TEMPLATE_KEEPERS:
        yield Ask(f"{url}default/", signed(actor, 404), "post")


def dispute_move(world: World, actor: str) -> Iterator[Ask]:
    """The page that asks for what a move needs; where it may not be made, back to the dispute."""
    for name, matter in world.disputes.items():
        for step in tried(actor, name):
            open_ = 200 if may_dispute(actor, step, name) else 302
            yield Ask(f"/disputes/{matter.number}/{step}/", allowed(actor, DISPUTE_SEEN[name], open_, 404))


def dispute_tables(world: World, actor: str) -> Iterator[Ask]:
    """The numbers on them are those of the actor's own list (tests/figures/test_dispute_tables.py)."""
    yield from reading("/disputes/tables/", allowed(actor, CONCERNED, 200, 404), actor)
    yield Ask("/disputes/tables/export/", allowed(actor, CONCERNED, 200, 404))


def dispute_roll(world: World, actor: str) -> Iterator[Ask]:
    """Committees and mediators, which are public: the page is for whoever works with disputes."""
    yield from reading("/disputes/roll/", allowed(actor, CONCERNED, 200, 404), actor)
    yield Ask("/disputes/roll/export/", allowed(actor, CONCERNED, 200, 404))


def api_disputes(world: World, actor: str) -> Iterator[Ask]:
    yield Ask(API, signed(actor, 200, 403))
    for method in ("put", "patch", "delete", "options"):
        yield Ask(API, signed(actor, WRONG_METHOD, 403), method)
    yield Ask(API, signed(actor, 400 if actor in REGISTRARS else 403, 403), "post", {"facts": ""})


def api_dispute(world: World, actor: str) -> Iterator[Ask]:
    for name, matter in world.disputes.items():
        yield Ask(f"{API}{matter.number}/", signed(actor, 200 if actor in DISPUTE_SEEN[name] else 404, 403))


def api_dispute_move(world: World, actor: str) -> Iterator[Ask]:
    """To be posted to, alone."""
    for step in DISPUTE_MOVES.split():
        url = f"{API}{world.disputes['dispute'].number}/{step}/"
        yield Ask(url, signed(actor, WRONG_METHOD, 403))
