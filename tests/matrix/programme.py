"""The pilot programme in the matrix: the leading group's list, for the east's county; the west's has none."""

from collections.abc import Iterator

from tests.matrix.admitting import ADMITTING
from tests.matrix.asking import WRONG_METHOD, allowed, reading, signed
from tests.matrix.ledger import LEDGER
from tests.matrix.meeting import MEETING
from tests.matrix.outcoming import OUTCOMING
from tests.matrix.programme_seen import DECIDERS, IN_A_COUNTY, IN_THE_EAST, WRITERS
from tests.matrix.progressing import PROGRESSING
from tests.matrix.scoring import SCORING
from tests.matrix.tasking import TASKING
from tests.matrix.walk import Ask
from tests.matrix.world import World

DRAFT_SEEN = WRITERS | DECIDERS


def group(world: World, actor: str) -> Iterator[Ask]:
    yield from reading("/pilot/group/", allowed(actor, IN_A_COUNTY, 200, 404), actor)


def group_version(world: World, actor: str) -> Iterator[Ask]:
    adopted, draft = world.things["group"].pk, world.things["group_draft"].pk
    yield from reading(f"/pilot/group/{adopted}/", allowed(actor, IN_THE_EAST, 200, 404), actor)
    yield from reading(f"/pilot/group/{draft}/", allowed(actor, DRAFT_SEEN, 200, 404), actor)
    yield Ask("/pilot/group/999999999/", signed(actor, 404))


def group_draft(world: World, actor: str) -> Iterator[Ask]:
    """There is one already, and whoever does not write it begins none."""
    yield Ask("/pilot/group/draft/", signed(actor, WRONG_METHOD))
    if actor != "office.west":  # in whose county there is none
        yield Ask("/pilot/group/draft/", signed(actor, 403), "post")


def group_acts(world: World, actor: str) -> Iterator[Ask]:
    """The draft is its author's to write, who is none of these; the group's to adopt; no list is complete."""
    draft, adopted = world.things["group_draft"], world.things["group"]
    url, done = f"/pilot/group/{draft.pk}/", f"/pilot/group/{adopted.pk}/"
    adopts = 200 if actor in DECIDERS else 403
    yield Ask(f"{url}adopt/", allowed(actor, DRAFT_SEEN, adopts, 404))
    yield Ask(f"{url}adopt/", allowed(actor, DRAFT_SEEN, 400 if actor in DECIDERS else 403, 404), "post")
    yield Ask(f"{done}adopt/", allowed(actor, IN_THE_EAST, 403, 404), "post")
    yield Ask(f"{done}discard/", allowed(actor, IN_THE_EAST, 403, 404), "post")
    yield Ask(f"{done}discard/", signed(actor, WRONG_METHOD))
    if actor not in WRITERS:  # whose it is to throw away
        yield Ask(f"{url}discard/", allowed(actor, DRAFT_SEEN, 403, 404), "post")
    for part in ("post", "unit", "duty", "special"):
        yield Ask(f"{url}{part}/", allowed(actor, DRAFT_SEEN, 403, 404))
        yield Ask(f"{url}{part}/", allowed(actor, DRAFT_SEEN, 403, 404), "post", {"name": "甲"})
        yield Ask(f"{url}{part}/1/drop/", signed(actor, WRONG_METHOD))
        yield Ask(f"{url}{part}/1/drop/", allowed(actor, DRAFT_SEEN, 403, 404), "post")


PROGRAMME = {
    **TASKING,
    **MEETING,
    **LEDGER,
    **PROGRESSING,
    **OUTCOMING,
    **SCORING,
    **ADMITTING,
    "group": group,
    "group version": group_version,
    "group draft": group_draft,
    "group acts": group_acts,
}
