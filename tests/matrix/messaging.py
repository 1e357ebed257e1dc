"""催办, and the page of messages: who is asked in."""

from collections.abc import Callable, Iterator

from tests.matrix.expected import ANONYMOUS
from tests.matrix.walk import Ask
from tests.matrix.world import World

TO_SIGN_IN, WRONG_METHOD = 302, 405


def for_keeper(actor: str, status: int) -> int:
    """The status for the system administrator; for all others there is no such page."""
    if actor == ANONYMOUS:
        return TO_SIGN_IN
    return status if actor == "system_admin" else 404


def nudge(world: World, actor: str) -> Iterator[Ask]:
    """A place to post to; what a post does is below."""
    status = TO_SIGN_IN if actor == ANONYMOUS else WRONG_METHOD
    yield Ask(f"/matters/{world.matters['own'].number}/nudge/", status)


def outbox(world: World, actor: str) -> Iterator[Ask]:
    yield Ask("/messages/", for_keeper(actor, 200))
    yield Ask("/messages/", for_keeper(actor, 200), "head")


def settle(world: World, actor: str) -> Iterator[Ask]:
    for verdict in ("sent", "again"):
        status = TO_SIGN_IN if actor == ANONYMOUS else WRONG_METHOD
        yield Ask(f"/messages/{world.things['stuck'].parcel}/{verdict}/", status)


MESSAGING: dict[str, Callable[[World, str], Iterator[Ask]]] = {
    "nudge": nudge,
    "outbox": outbox,
    "settle": settle,
}
