"""以案定补 in the matrix: who sees a claim sees its dispute, and the judicial office of the place checks."""

from collections.abc import Iterator

from tests.matrix.asking import WRONG_METHOD, allowed, reading, signed
from tests.matrix.disputes_seen import CONCERNED, DISPUTE_SEEN
from tests.matrix.seen import people
from tests.matrix.walk import Ask
from tests.matrix.world import World

CHECKERS, PUBLISHERS = people("judicial.east"), people("judicial.east judicial.west")
CLAIMED = ("dispute", "dispute_confidential")


def rewards(world: World, actor: str) -> Iterator[Ask]:
    yield from reading("/disputes/rewards/", allowed(actor, CONCERNED, 200, 404), actor)
    yield Ask("/disputes/rewards/export/", allowed(actor, CONCERNED, 200, 404))


def reward(world: World, actor: str) -> Iterator[Ask]:
    for name in CLAIMED:
        url = f"/disputes/rewards/{world.disputes[name].pk}/"
        yield from reading(url, allowed(actor, DISPUTE_SEEN[name], 200, 404), actor)


def reward_acts(world: World, actor: str) -> Iterator[Ask]:
    """Sent without what they ask for; nobody checks but the judicial office."""
    for name in CLAIMED:
        url, seen = f"/disputes/rewards/{world.disputes[name].pk}/", DISPUTE_SEEN[name]
        checked = 400 if actor in CHECKERS else 403
        for act in ("check", "object", "answer"):
            yield Ask(f"{url}{act}/", signed(actor, WRONG_METHOD))
        yield Ask(f"{url}check/", allowed(actor, seen, checked, 404), "post")
        yield Ask(f"{url}answer/", allowed(actor, seen, checked, 404), "post")
        yield Ask(f"{url}object/", allowed(actor, seen, 400, 404), "post")
        claim = f"/disputes/rewards/for/{world.disputes[name].number}/"
        yield Ask(claim, signed(actor, WRONG_METHOD))
        yield Ask(claim, allowed(actor, seen, 302, 404), "post")  # not claimed: the reason, on its page


def reward_publish(world: World, actor: str) -> Iterator[Ask]:
    yield Ask("/disputes/rewards/publish/", signed(actor, WRONG_METHOD))
    yield Ask("/disputes/rewards/publish/", allowed(actor, PUBLISHERS, 302, 403), "post")


REWARDS = {
    "rewards": rewards,
    "reward": reward,
    "reward acts": reward_acts,
    "reward publish": reward_publish,
}
