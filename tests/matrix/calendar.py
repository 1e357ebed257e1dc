"""What is asked of the calendar of limits, of feeds, of the notices on holidays, and of more time."""

from collections.abc import Iterator

from tests.matrix.asking import ASKED_FOR, WRONG_METHOD, allowed, reading, signed
from tests.matrix.seen import SEEN, people
from tests.matrix.walk import Ask
from tests.matrix.world import World

YEAR_KEEPERS = people("office.east office.west") | {"system_admin"}


def own_calendar(world: World, actor: str) -> Iterator[Ask]:
    """One's own scope, and what everybody may know."""
    for url in ("/calendar/", "/rules/", "/rules/grid.close/"):
        yield from reading(url, signed(actor, 200), actor)
    month = f"/calendar/?view=month&day={world.today}"
    for url in (month, "/calendar/?late=1", f"/calendar/?view=day&day={world.today}&whose=mine"):
        yield Ask(url, signed(actor, 200))
    yield Ask("/rules/no-such-rule/", signed(actor, 404))


def own_feed(world: World, actor: str) -> Iterator[Ask]:
    """One's own address is given and taken back; without its key nobody reads a feed."""
    yield Ask("/me/calendar/", signed(actor, 200))
    for page in ("renew", "revoke"):
        yield Ask(f"/me/calendar/{page}/", signed(actor, WRONG_METHOD))
    yield Ask("/calendar/feed.ics", 404)
    yield Ask("/calendar/feed.ics?key=", 404)


def years(world: World, actor: str) -> Iterator[Ask]:
    """The notices on holidays, for their keepers; for all others there is no such page."""
    upload = world.things["upload"].pk
    yield from reading("/calendar/years/", allowed(actor, YEAR_KEEPERS, 200, 404), actor)
    for page in ("upload", f"{upload}/confirm", f"{upload}/refuse"):
        yield Ask(f"/calendar/years/{page}/", signed(actor, WRONG_METHOD))
    yield Ask("/calendar/years/upload/", allowed(actor, YEAR_KEEPERS, 400, 404), "post", {"file": ""})
    if actor not in YEAR_KEEPERS:
        yield Ask(f"/calendar/years/{upload}/confirm/", signed(actor, 404), "post")
        yield Ask(f"/calendar/years/{upload}/refuse/", signed(actor, 404), "post")


def more_time(world: World, actor: str) -> Iterator[Ask]:
    """Of these limits none may be made longer: back to the matter, where it is in sight."""
    for name in ASKED_FOR:
        matter = world.matters[name]
        deadline = matter.deadlines.first()
        if deadline is None:
            continue
        status = allowed(actor, SEEN[name], 302, 404)
        asked = {"amount": "1", "reason": "x", "granted": "yes"}
        for url in (f"/limits/{deadline.pk}/extend/", f"/extensions/{deadline.extensions.get().pk}/"):
            yield Ask(url, status)
            yield Ask(url, status, "post", asked)
