"""The way in, and what is everybody's own: pages, keys, filters, jobs."""

from collections.abc import Iterator

from tests.matrix.asking import HTMX, WRONG_METHOD, by_htmx, reading, signed
from tests.matrix.expected import ANONYMOUS
from tests.matrix.walk import Ask
from tests.matrix.world import World


def open_to_all(world: World, actor: str) -> Iterator[Ask]:
    yield Ask("/healthz", 200)
    yield Ask("/login/", 200)
    yield Ask("/login/", 200, "post", {"username": "nobody", "password": "x", "is_superuser": "on"})


def sign_out(world: World, actor: str) -> Iterator[Ask]:
    yield Ask("/logout/", signed(actor, WRONG_METHOD))
    yield Ask("/logout/", 302, "post")


def text_size(world: World, actor: str) -> Iterator[Ask]:
    yield Ask("/me/text-size/", WRONG_METHOD)
    yield Ask("/me/text-size/?next=//elsewhere.example/", 302, "post")


def home(world: World, actor: str) -> Iterator[Ask]:
    yield Ask("/", 302)


def own_page(world: World, actor: str) -> Iterator[Ask]:
    for url in (
        "/todo/",
        "/me/",
        "/cases/",
        "/disputes/",
        "/disputes/sweeps/",
        "/petitions/",
        "/stability/",
        "/notices/",
        "/joined/",
    ):
        yield from reading(url, signed(actor, 200), actor)


def on_the_way_in(world: World, actor: str) -> Iterator[Ask]:
    """Steps of signing in, for whoever is at none: back to the beginning."""
    for step in ("code", "new-password", "bind"):
        yield Ask(f"/login/{step}/", 302)
        yield Ask(f"/login/{step}/", 302, "post", {"code": "000000", "new": "x"})


def own_sign_in(world: World, actor: str) -> Iterator[Ask]:
    for page in ("confirm", "me/password", "me/stays", "me/authenticator", "me/authenticator/bind"):
        yield Ask(f"/{page}/", signed(actor, 200))


def own_press(world: World, actor: str) -> Iterator[Ask]:
    """Places to post to; what a post does there is in tests/matrix/writing.py."""
    stay = world.stays["town.east"].pk
    for page in ("stays/end-others", f"stays/{stay}/end", "authenticator/codes", "authenticator/unbind"):
        yield Ask(f"/me/{page}/", signed(actor, WRONG_METHOD))
    yield Ask("/notices/read/", signed(actor, WRONG_METHOD))
    yield Ask("/me/keys/", signed(actor, WRONG_METHOD))
    yield Ask("/me/keys/", 302, "post")


def kept_filter(world: World, actor: str) -> Iterator[Ask]:
    """Each keeps and forgets their own alone; to others there is none."""
    yield Ask("/filters/", signed(actor, WRONG_METHOD))
    yield Ask("/filters/", 302, "post", {"name": "", "path": "/cases/", "query": ""})
    others = next(one for owner, one in world.filters.items() if owner != actor)
    yield Ask(f"/filters/{others.pk}/delete/", signed(actor, WRONG_METHOD))
    yield Ask(f"/filters/{others.pk}/delete/", signed(actor, 404), "post")


def job(world: World, actor: str) -> Iterator[Ask]:
    for owner in (actor, "town.east", "office.east", "town.west", "system_admin"):
        if owner == ANONYMOUS:
            continue
        one, status = world.jobs[owner], signed(actor, 200 if owner == actor else 404)
        yield Ask(f"/jobs/{one.pk}/", status)
        yield Ask(f"/jobs/{one.pk}/", by_htmx(actor, status), headers=HTMX)
