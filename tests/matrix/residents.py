"""The pages of residents, who have no account: open to all, and telling nobody anything but by a code."""

from collections.abc import Iterator

from tests.matrix.asking import WRONG_METHOD, reading
from tests.matrix.walk import Ask
from tests.matrix.world import World


def residents(world: World, actor: str) -> Iterator[Ask]:
    """What is no application and no code writes nothing; tests/disputes/test_residents.py sends those."""
    yield from reading("/s/", 200, actor, WRONG_METHOD)
    for page in ("mediate", "petition", "q"):
        yield Ask(f"/s/{page}/", 200)
        yield Ask(f"/s/{page}/", 200, "head")
        yield Ask(f"/s/{page}/", WRONG_METHOD, "put")
    yield Ask("/s/mediate/", 400, "post", {"facts": "", "status": "filed", "created_by": "1"})
    yield Ask("/s/petition/", 400, "post", {"facts": "", "status": "final", "created_by": "1"})
    yield Ask("/s/petition/answer/", WRONG_METHOD)
    number = world.petitions["petition"].number
    yield Ask("/s/petition/answer/", 302, "post", {"act": "rate", "passing": number, "organ": "bad"})
    yield Ask("/s/q/", 400, "post", {"code": world.matters["own"].number, "tail": "0"})
