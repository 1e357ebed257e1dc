"""What becomes of whoever presses 就是这件, or puts a category right, on a matter of each class."""

from tests.matrix.api import API
from tests.matrix.asking import ASKED_FOR, LOGGERS
from tests.matrix.expected import ANONYMOUS
from tests.matrix.seen import MATTERS, SEEN, may_recategorise
from tests.matrix.walk import Ask, Walk
from tests.matrix.writing import forged, hold_unchanged, snapshot, undone


def post_joins(walk: Walk) -> None:
    """On every matter in sight and on one of each class that is not, by the page and the API: what is refused
    changes no table.
    """
    before = snapshot()
    for name, matter in walk.world.matters.items():
        if walk.actor not in SEEN[name] and name not in ASKED_FOR:
            continue
        page, api = outcome(walk.actor, name)
        given = {**forged(walk), "text": "又有人说起", "category": "101"}
        put_right = {**forged(walk), "category": "101"}
        with undone():
            walk.ask(Ask("/cases/new/", page, "post", {**given, "join": matter.number}))
        with undone():
            walk.ask(Ask(f"{API}cases/{matter.number}/join/", api, "post", given))
        with undone():
            status = recategorised(walk.actor, name)
            walk.ask(Ask(f"{API}cases/{matter.number}/category/", status, "post", put_right))
        if page != 302 and api != 200 and not may_recategorise(walk.actor, name):
            hold_unchanged(walk, before, f"joins of {name}")


def outcome(actor: str, name: str) -> tuple[int, int]:
    """The status of a press on the page, and of a post to the API."""
    _, _, status, particular = MATTERS[name]
    open_to = not {"confidential", "accuses"} & set(particular.split())
    if actor == ANONYMOUS:
        return 302, 403
    if actor not in LOGGERS:
        return 302, 403 if actor in SEEN[name] else 404
    if actor not in SEEN[name]:
        return 400, 404
    if not open_to:
        return 400, 403
    return (400, 409) if status == "closed" else (302, 200)


def recategorised(actor: str, name: str) -> int:
    if actor == ANONYMOUS:
        return 403
    if actor not in SEEN[name]:
        return 404
    return 200 if may_recategorise(actor, name) else 403
