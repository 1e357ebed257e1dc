"""Files of matters: the door, sealed originals, and where files are added."""

from collections.abc import Iterator

from tests.matrix.asking import ASKED_FOR, SWEPT, allowed, reading, signed
from tests.matrix.seen import REVEALS, SEEN
from tests.matrix.walk import Ask
from tests.matrix.world import World


def file(world: World, actor: str) -> Iterator[Ask]:
    for name, attachment in world.files.items():
        url, status = f"/files/{attachment.pk}/", allowed(actor, SEEN[name], 200, 404)
        yield from reading(url, status, actor) if name in SWEPT else [Ask(url, status)]
        if name in SWEPT:
            yield Ask(f"{url}small/", status)
            yield Ask(f"{url}large/", status)
            yield Ask(f"{url}huge/", signed(actor, 404))
    yield Ask("/files/999999999/", signed(actor, 404))


def original(world: World, actor: str) -> Iterator[Ask]:
    """Where a sealed original is asked for, by those who may see the people of the matter."""
    for name in ASKED_FOR:
        seen = 200 if actor in REVEALS.get(name, ()) else 302
        yield Ask(f"/files/{world.files[name].pk}/original/", allowed(actor, SEEN[name], seen, 404))
    yield Ask("/files/999999999/original/", signed(actor, 404))


def add_files(world: World, actor: str) -> Iterator[Ask]:
    """Where whoever handles a matter adds files to it; sent without one, it is asked for."""
    for name in ASKED_FOR:
        url, adds = f"/files/to/{world.matters[name].number}/", actor in REVEALS.get(name, ())
        yield Ask(url, allowed(actor, SEEN[name], 200 if adds else 302, 404))
        yield Ask(url, allowed(actor, SEEN[name], 400 if adds else 302, 404), "post", {"stage": "other"})
    yield Ask("/files/to/no-such-number/", signed(actor, 404))
