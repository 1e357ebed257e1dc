"""The intake page: who is let in, and what an address of a case out of sight opens."""

from collections.abc import Iterator

from tests.matrix.asking import ASKED_FOR, WRONG_METHOD, allowed, reading, signed
from tests.matrix.seen import people
from tests.matrix.walk import Ask
from tests.matrix.world import World

DISPATCHERS = people("town.east town.west center.east center.west")
DEEDS = ("send", "return", "join")
NO_PRESS = "00000000-0000-0000-0000-000000000000"


def intake(world: World, actor: str) -> Iterator[Ask]:
    """The list is for those who give cases to units; an address of a case out of sight opens another."""
    yield from reading("/intake/", allowed(actor, DISPATCHERS, 200, 302), actor)
    for name in ASKED_FOR:
        yield Ask(f"/intake/?at={world.matters[name].number}", allowed(actor, DISPATCHERS, 200, 302))


def intake_together(world: World, actor: str) -> Iterator[Ask]:
    """A preview of what the actor sees; of nothing, back to the list."""
    numbers = "&".join(f"number={case.number}" for case in world.matters.values())
    for deed in DEEDS:
        yield Ask(f"/intake/together/?do={deed}&{numbers}", allowed(actor, DISPATCHERS, 200, 302))
    yield Ask("/intake/together/?do=send&number=000000-000000", 302)
    yield Ask("/intake/together/", 302, "post", {"do": "send"})


def intake_act(world: World, actor: str) -> Iterator[Ask]:
    """To be posted to, alone; what becomes of a post is in tests/matrix/writing.py."""
    for deed in DEEDS:
        yield Ask(f"/intake/{world.matters['own'].number}/{deed}/", signed(actor, WRONG_METHOD))
    yield Ask(f"/intake/undo/{NO_PRESS}/", signed(actor, WRONG_METHOD))
    yield Ask(f"/intake/undo/{NO_PRESS}/", 302, "post")
