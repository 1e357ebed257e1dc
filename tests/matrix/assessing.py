"""Risk assessments in the matrix: what is asked of their pages and of the API."""

from collections.abc import Callable, Iterator

from tests.matrix.asking import WRONG_METHOD, allowed, reading, signed
from tests.matrix.stability_seen import (
    STABILITY_CONCERNED,
    STABILITY_MOVES,
    STABILITY_REGISTRARS,
    STABILITY_SEEN,
    may_stability,
    tried_stability,
)
from tests.matrix.walk import Ask
from tests.matrix.world import World

STABILITY_API = "/api/v1/stability/"


def stability_new(world: World, actor: str) -> Iterator[Ask]:
    yield Ask("/stability/new/", allowed(actor, STABILITY_REGISTRARS, 200, 302))
    yield Ask("/stability/new/", allowed(actor, STABILITY_REGISTRARS, 400, 302), "post", {"title": ""})


def stability(world: World, actor: str) -> Iterator[Ask]:
    for name, matter in world.assessments.items():
        url, status = f"/stability/{matter.number}/", allowed(actor, STABILITY_SEEN[name], 200, 404)
        yield from reading(url, status, actor)
        yield Ask(f"{url}print/", status)
        yield Ask(f"{url}signals/", status)
    yield Ask("/stability/no-such-number/", signed(actor, 404))
    yield Ask(f"/stability/{world.disputes['dispute'].number}/", signed(actor, 404))


def stability_papers(world: World, actor: str) -> Iterator[Ask]:
    """Drafts and what was signed, for whoever sees the assessment."""
    for name, matter in world.assessments.items():
        url, status = f"/stability/{matter.number}/papers/", allowed(actor, STABILITY_SEEN[name], 200, 404)
        yield from reading(url, status, actor)
        yield Ask(f"{url}draft/docx/", status)
        yield Ask(f"{url}draft/exe/", signed(actor, 404))
        report = matter.signed_reports.get().pk
        yield Ask(f"{url}signed/{report}/pdf/", status)
        yield Ask(f"{url}signed/{report + 1000}/pdf/", signed(actor, 404))


def stability_signing(world: World, actor: str) -> Iterator[Ask]:
    """To be posted to, alone; of what is not to be signed nothing is."""
    for name, matter in world.assessments.items():
        url = f"/stability/{matter.number}/papers/sign/"
        yield Ask(url, signed(actor, WRONG_METHOD))
        yield Ask(url, allowed(actor, STABILITY_SEEN[name], 302, 404), "post")


def stability_catalogue(world: World, actor: str) -> Iterator[Ask]:
    """The numbers on it are those of the actor's own list (tests/matrix/stability_written.py)."""
    yield from reading("/stability/catalogue/2020/", allowed(actor, STABILITY_CONCERNED, 200, 404), actor)
    yield Ask("/stability/catalogue/2020/export/", allowed(actor, STABILITY_CONCERNED, 200, 404))
    yield Ask("/stability/catalogue/9999/", signed(actor, 404))


def stability_move(world: World, actor: str) -> Iterator[Ask]:
    """The page that asks for what a move needs; where it may not be made, back to the assessment."""
    for name, matter in world.assessments.items():
        for step in tried_stability(actor, name):
            open_ = 200 if may_stability(actor, step, name) else 302
            yield Ask(f"/stability/{matter.number}/{step}/", allowed(actor, STABILITY_SEEN[name], open_, 404))


def api_stabilities(world: World, actor: str) -> Iterator[Ask]:
    yield Ask(STABILITY_API, signed(actor, 200, 403))
    for method in ("put", "patch", "delete", "options"):
        yield Ask(STABILITY_API, signed(actor, WRONG_METHOD, 403), method)
    refused = signed(actor, 400 if actor in STABILITY_REGISTRARS else 403, 403)
    yield Ask(STABILITY_API, refused, "post", {"title": ""})


def api_stability(world: World, actor: str) -> Iterator[Ask]:
    for name, matter in world.assessments.items():
        seen = 200 if actor in STABILITY_SEEN[name] else 404
        yield Ask(f"{STABILITY_API}{matter.number}/", signed(actor, seen, 403))


def api_stability_move(world: World, actor: str) -> Iterator[Ask]:
    """To be posted to, alone."""
    for step in STABILITY_MOVES.split():
        url = f"{STABILITY_API}{world.assessments['stability'].number}/{step}/"
        yield Ask(url, signed(actor, WRONG_METHOD, 403))


ASSESSING: dict[str, Callable[[World, str], Iterator[Ask]]] = {
    "stability new": stability_new,
    "stability": stability,
    "stability papers": stability_papers,
    "stability signing": stability_signing,
    "stability catalogue": stability_catalogue,
    "stability move": stability_move,
    "api stabilities": api_stabilities,
    "api stability": api_stability,
    "api stability move": api_stability_move,
}
