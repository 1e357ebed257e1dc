"""The API: what is asked of it, and the status that each actor is to get."""

from collections.abc import Iterator

from tests.matrix.asking import LOGGERS, SWEPT, WRONG_METHOD, signed
from tests.matrix.expected import MOVES
from tests.matrix.seen import SEEN
from tests.matrix.walk import Ask
from tests.matrix.world import World

API = "/api/v1/"
REFUSED_BY_API = 403


def api_of_all(world: World, actor: str) -> Iterator[Ask]:
    yield Ask(API, signed(actor, 200, REFUSED_BY_API))


def api_todo(world: World, actor: str) -> Iterator[Ask]:
    yield Ask(f"{API}todo/", signed(actor, 200, REFUSED_BY_API))
    for method in ("post", "put", "patch", "delete"):
        yield Ask(f"{API}todo/", signed(actor, WRONG_METHOD, REFUSED_BY_API), method)


def api_list(world: World, actor: str) -> Iterator[Ask]:
    yield Ask(f"{API}cases/", signed(actor, 200, REFUSED_BY_API))
    for method in ("put", "patch", "delete", "options"):
        yield Ask(f"{API}cases/", signed(actor, WRONG_METHOD, REFUSED_BY_API), method)
    refused = 400 if actor in LOGGERS else 403
    yield Ask(f"{API}cases/", signed(actor, refused, REFUSED_BY_API), "post", {"text": ""})
    yield Ask(f"{API}cases/?page=2", signed(actor, 404, REFUSED_BY_API))


def api_matter(world: World, actor: str) -> Iterator[Ask]:
    for name, case in world.matters.items():
        status = signed(actor, 200 if actor in SEEN[name] else 404, REFUSED_BY_API)
        yield Ask(f"{API}cases/{case.number}/", status)
        if name in SWEPT:
            for method in ("put", "patch", "delete"):
                yield Ask(f"{API}cases/{case.number}/", signed(actor, WRONG_METHOD, REFUSED_BY_API), method)


def api_move(world: World, actor: str) -> Iterator[Ask]:
    """To be posted to, alone; what becomes of a post is in tests/matrix/writing.py."""
    for step in MOVES.split():
        url = f"{API}cases/{world.matters['own'].number}/{step}/"
        yield Ask(url, signed(actor, WRONG_METHOD, REFUSED_BY_API))


def api_join(world: World, actor: str) -> Iterator[Ask]:
    """To be posted to, alone, as the moves are."""
    for step in ("join", "category"):
        url = f"{API}cases/{world.matters['own'].number}/{step}/"
        yield Ask(url, signed(actor, WRONG_METHOD, REFUSED_BY_API))
