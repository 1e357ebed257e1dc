"""Sweeps in the matrix: the east's office has the eastern villages report; the west sees nothing of it."""

from collections.abc import Iterator

from tests.matrix.asking import OFFICES, WRONG_METHOD, allowed, reading, signed
from tests.matrix.sweeps_seen import CHASERS, JUDGES, SWEEP_SEEN
from tests.matrix.walk import Ask
from tests.matrix.world import World


def sweep_new(world: World, actor: str) -> Iterator[Ask]:
    yield Ask("/disputes/sweeps/new/", allowed(actor, OFFICES, 200, 403))
    yield Ask("/disputes/sweeps/new/", allowed(actor, OFFICES, 400, 403), "post", {"name": ""})


def sweep_plan(world: World, actor: str) -> Iterator[Ask]:
    url = f"/disputes/sweeps/{world.things['sweep_plan'].pk}/"
    status = allowed(actor, SWEEP_SEEN, 200, 404)
    yield from reading(url, status, actor)
    yield Ask(f"{url}export/", status)
    yield Ask("/disputes/sweeps/999999999/", signed(actor, 404))


def sweep_chase(world: World, actor: str) -> Iterator[Ask]:
    url = f"/disputes/sweeps/{world.things['sweep_plan'].pk}/chase/"
    yield Ask(url, signed(actor, WRONG_METHOD))
    asked = 302 if actor in CHASERS else 403
    yield Ask(url, allowed(actor, SWEEP_SEEN, asked, 404), "post")


def sweep_withdraw(world: World, actor: str) -> Iterator[Ask]:
    """One village has signed for it, so that nobody withdraws it; who might is told so."""
    url = f"/disputes/sweeps/{world.things['sweep_plan'].pk}/withdraw/"
    yield Ask(url, signed(actor, WRONG_METHOD))
    asked = 400 if actor in JUDGES else 403
    yield Ask(url, allowed(actor, SWEEP_SEEN, asked, 404), "post", {"why": "定错了"})


def sweep_row(world: World, actor: str) -> Iterator[Ask]:
    url = f"/disputes/sweeps/rows/{world.things['sweep'].pk}/"
    yield from reading(url, allowed(actor, SWEEP_SEEN, 200, 404), actor)


def sweep_acts(world: World, actor: str) -> Iterator[Ask]:
    """Nobody here leads the village's committee, so nobody signs."""
    url = f"/disputes/sweeps/rows/{world.things['sweep'].pk}/"
    for act in ("sign", "fault"):
        yield Ask(f"{url}{act}/", signed(actor, WRONG_METHOD))
    yield Ask(f"{url}sign/", allowed(actor, SWEEP_SEEN, 403, 404), "post", {"seen": 1, "true": "on"})
    judged = 400 if actor in JUDGES else 403
    yield Ask(f"{url}fault/", allowed(actor, SWEEP_SEEN, judged, 404), "post", {"code": "concealed"})


SWEEPS = {
    "sweep new": sweep_new,
    "sweep plan": sweep_plan,
    "sweep chase": sweep_chase,
    "sweep withdraw": sweep_withdraw,
    "sweep row": sweep_row,
    "sweep acts": sweep_acts,
}
