"""Petitions in the matrix: what is asked of their pages and of the API."""

from collections.abc import Callable, Iterator

from tests.matrix.asking import WRONG_METHOD, allowed, reading, signed
from tests.matrix.petitions_seen import (
    PETITION_CONCERNED,
    PETITION_MAY_NAME,
    PETITION_MOVES,
    PETITION_REGISTRARS,
    PETITION_SEEN,
    PETITION_SLIPS,
    may_petition,
    tried_petition,
)
from tests.matrix.walk import Ask
from tests.matrix.world import World

PETITIONS_API = "/api/v1/petitions/"


def petition_new(world: World, actor: str) -> Iterator[Ask]:
    yield Ask("/petitions/new/", allowed(actor, PETITION_REGISTRARS, 200, 302))
    yield Ask("/petitions/new/", allowed(actor, PETITION_REGISTRARS, 400, 302), "post", {"facts": ""})


def petition(world: World, actor: str) -> Iterator[Ask]:
    for name, matter in world.petitions.items():
        url, status = f"/petitions/{matter.number}/", allowed(actor, PETITION_SEEN[name], 200, 404)
        yield from reading(url, status, actor)
        yield from reading(f"{url}print/", status, actor)
    yield Ask("/petitions/no-such-number/", signed(actor, 404))
    yield Ask(f"/petitions/{world.disputes['dispute'].number}/", signed(actor, 404))  # that is no petition


def petition_slip(world: World, actor: str) -> Iterator[Ask]:
    """Whoever holds a slip answers as the petitioner; what is typed wrong prints none."""
    for name, matter in world.petitions.items():
        prints, url = PETITION_SLIPS.get(name, frozenset()), f"/petitions/{matter.number}/slip/"
        yield Ask(url, allowed(actor, prints, 200, 404))
        yield Ask(url, allowed(actor, prints, 400, 404), "post", {"tail": "12"})


def petition_tables(world: World, actor: str) -> Iterator[Ask]:
    """The numbers on them are those of the actor's own list (tests/figures/test_petition_tables.py)."""
    yield from reading("/petitions/tables/", allowed(actor, PETITION_CONCERNED, 200, 404), actor)
    yield Ask("/petitions/tables/export/", allowed(actor, PETITION_CONCERNED, 200, 404))


def petition_move(world: World, actor: str) -> Iterator[Ask]:
    """The page that asks for what a move needs; where it may not be made, back to the petition."""
    for name, matter in world.petitions.items():
        for step in tried_petition(actor, name):
            open_ = 200 if may_petition(actor, step, name) else 302
            yield Ask(f"/petitions/{matter.number}/{step}/", allowed(actor, PETITION_SEEN[name], open_, 404))


def petition_papers(world: World, actor: str) -> Iterator[Ask]:
    """Drafts and what was signed, for whoever sees the petition."""
    for name, matter in world.petitions.items():
        url, status = f"/petitions/{matter.number}/papers/", allowed(actor, PETITION_SEEN[name], 200, 404)
        yield from reading(url, status, actor)
        opinion = matter.opinions.get().pk
        yield Ask(f"{url}handling/{opinion}/docx/", status)
        yield Ask(f"{url}handling/{opinion + 1000}/docx/", signed(actor, 404))
        yield Ask(f"{url}handling/{opinion}/exe/", signed(actor, 404))
        paper = matter.signed_papers.get().pk
        yield Ask(f"{url}signed/{paper}/pdf/", status)
        yield Ask(f"{url}signed/{paper + 1000}/pdf/", signed(actor, 404))


def petition_named(world: World, actor: str) -> Iterator[Ask]:
    """Where the copy with the petitioner's name is asked for; a post must not be in a transaction."""
    for name, matter in world.petitions.items():
        open_ = 200 if actor in PETITION_MAY_NAME[name] else 302
        yield Ask(
            f"/petitions/{matter.number}/papers/named/", allowed(actor, PETITION_SEEN[name], open_, 404)
        )


def petition_signing(world: World, actor: str) -> Iterator[Ask]:
    """To be posted to, alone; of what is not to be signed nothing is."""
    for name, matter in world.petitions.items():
        url = f"/petitions/{matter.number}/papers/handling/{matter.opinions.get().pk}/sign/"
        yield Ask(url, signed(actor, WRONG_METHOD))
        yield Ask(url, signed(actor, 302 if actor in PETITION_SEEN[name] else 404), "post")


def api_petitions(world: World, actor: str) -> Iterator[Ask]:
    yield Ask(PETITIONS_API, signed(actor, 200, 403))
    for method in ("put", "patch", "delete", "options"):
        yield Ask(PETITIONS_API, signed(actor, WRONG_METHOD, 403), method)
    refused = signed(actor, 400 if actor in PETITION_REGISTRARS else 403, 403)
    yield Ask(PETITIONS_API, refused, "post", {"facts": ""})


def api_petition(world: World, actor: str) -> Iterator[Ask]:
    for name, matter in world.petitions.items():
        seen = 200 if actor in PETITION_SEEN[name] else 404
        yield Ask(f"{PETITIONS_API}{matter.number}/", signed(actor, seen, 403))


def api_petition_move(world: World, actor: str) -> Iterator[Ask]:
    """To be posted to, alone."""
    for step in PETITION_MOVES.split():
        url = f"{PETITIONS_API}{world.petitions['petition'].number}/{step}/"
        yield Ask(url, signed(actor, WRONG_METHOD, 403))


PETITIONING: dict[str, Callable[[World, str], Iterator[Ask]]] = {
    "petition new": petition_new,
    "petition": petition,
    "petition papers": petition_papers,
    "petition named": petition_named,
    "petition signing": petition_signing,
    "petition slip": petition_slip,
    "petition tables": petition_tables,
    "petition move": petition_move,
    "api petitions": api_petitions,
    "api petition": api_petition,
    "api petition move": api_petition_move,
}
