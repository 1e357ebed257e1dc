"""The calendar of limits: a county's own limit, a request for more time, a notice that waits, feeds; and what
is asked of their pages.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from casework.models import Extension, Feed, LimitRule, Matter, NoticeUpload
from tests.matrix.asking import WRONG_METHOD, allowed, reading, signed
from tests.matrix.seen import SEEN, people
from tests.matrix.walk import Ask

if TYPE_CHECKING:
    from tests.matrix.world import World

YEAR_KEEPERS = people("office.east office.west") | {"system_admin"}


def add_calendar(world: "World") -> None:
    """What everybody may know, what the keepers of the calendar may, and everybody's own feed."""
    keeper, word = world.people["system_admin"], world.canaries.word("casework.NoticeUpload.data", "years")
    world.things["limitrule"] = LimitRule.objects.create(
        key="grid.close",
        amount=1,
        unit="个工作日",
        basis="县文件",
        reason="人手够",
        valid_from=world.today,
        by=keeper,
    )
    days = [{"name": word, "date": "2031-01-01", "isOffDay": True}]
    world.things["upload"] = NoticeUpload.objects.create(
        year=2031, data={"year": 2031, "days": days}, uploaded_by=keeper
    )
    for person in world.people.values():
        Feed.objects.create(user=person)


def add_extension(world: "World", matter: Matter) -> None:
    """Somebody asked for more time for its limit."""
    deadline = matter.deadlines.first()
    if deadline:
        Extension.objects.create(
            matter=matter, deadline=deadline, amount=1, reason="等配件", asked_by=world.people["stranger"]
        )


def own_calendar(world: "World", actor: str) -> Iterator[Ask]:
    """One's own scope, and what everybody may know."""
    for url in ("/calendar/", "/rules/", "/rules/grid.close/"):
        yield from reading(url, signed(actor, 200), actor)
    month = f"/calendar/?view=month&day={world.today}"
    for url in (month, "/calendar/?late=1", f"/calendar/?view=day&day={world.today}&whose=mine"):
        yield Ask(url, signed(actor, 200))
    yield Ask("/rules/no-such-rule/", signed(actor, 404))


def own_feed(world: "World", actor: str) -> Iterator[Ask]:
    """One's own address is given and taken back; without its key nobody reads a feed."""
    yield Ask("/me/calendar/", signed(actor, 200))
    for page in ("renew", "revoke"):
        yield Ask(f"/me/calendar/{page}/", signed(actor, WRONG_METHOD))
    yield Ask("/calendar/feed.ics", 404)
    yield Ask("/calendar/feed.ics?key=", 404)


def years(world: "World", actor: str) -> Iterator[Ask]:
    """The notices on holidays, for their keepers; for all others there is no such page."""
    upload = world.things["upload"].pk
    yield from reading("/calendar/years/", allowed(actor, YEAR_KEEPERS, 200, 404), actor)
    for page in ("upload", f"{upload}/confirm", f"{upload}/refuse"):
        yield Ask(f"/calendar/years/{page}/", signed(actor, WRONG_METHOD))
    yield Ask("/calendar/years/upload/", allowed(actor, YEAR_KEEPERS, 400, 404), "post", {"file": ""})
    if actor not in YEAR_KEEPERS:
        yield Ask(f"/calendar/years/{upload}/confirm/", signed(actor, 404), "post")
        yield Ask(f"/calendar/years/{upload}/refuse/", signed(actor, 404), "post")


def more_time(world: "World", actor: str) -> Iterator[Ask]:
    """Of these limits none may be made longer: back to the matter, where it is in sight."""
    for name, matter in world.matters.items():
        deadline = matter.deadlines.first()
        if deadline is None:
            continue
        status = allowed(actor, SEEN[name], 302, 404)
        asked = {"amount": "1", "reason": "x", "granted": "yes"}
        for url in (f"/limits/{deadline.pk}/extend/", f"/extensions/{deadline.extensions.get().pk}/"):
            yield Ask(url, status)
            yield Ask(url, status, "post", asked)
