"""Forms in the matrix: what is asked of their pages, and what nobody may do to them."""

from collections.abc import Iterator

from tests.matrix.admission_seen import ASKERS, IN_EAST, WITH_THE_DRAFT, WRITES_THE_DRAFT
from tests.matrix.asking import WRONG_METHOD, allowed, reading, signed
from tests.matrix.seen import ACTORS
from tests.matrix.walk import Ask
from tests.matrix.world import World


def forms(world: World, actor: str) -> Iterator[Ask]:
    yield from reading("/admission/", allowed(actor, frozenset(ACTORS), 200, 404), actor)


def form_new(world: World, actor: str) -> Iterator[Ask]:
    yield Ask("/admission/new/", allowed(actor, ASKERS, 200, 403))
    yield Ask("/admission/new/", allowed(actor, ASKERS, 400, 403), "post", {"title": ""})


def form(world: World, actor: str) -> Iterator[Ask]:
    """What was admitted the whole county knows of; of what was answered each sees what is theirs."""
    admitted, draft, column = (world.things[name].pk for name in ("form", "form_draft", "form_column"))
    yield from reading(f"/admission/{admitted}/", allowed(actor, IN_EAST, 200, 404), actor)
    yield from reading(f"/admission/{draft}/", allowed(actor, WITH_THE_DRAFT, 200, 404), actor)
    yield Ask(f"/admission/{admitted}/export/", allowed(actor, IN_EAST, 200, 404))
    yield Ask(f"/admission/{draft}/export/", signed(actor, 404))
    yield from reading(f"/admission/columns/{column}/", allowed(actor, IN_EAST, 200, 404), actor)


def form_acts(world: World, actor: str) -> Iterator[Ask]:
    """What was admitted is changed by nobody, and what is over is filled in by nobody."""
    admitted, draft = (f"/admission/{world.things[name].pk}/" for name in ("form", "form_draft"))
    fill = f"{admitted}fill/{world.units['west_station'].pk}/"
    for url in (f"{admitted}edit/", fill):
        yield Ask(url, allowed(actor, IN_EAST, 403, 404))
        yield Ask(url, allowed(actor, IN_EAST, 403, 404), "post", {"title": "别的"})
    writes = 200 if actor in WRITES_THE_DRAFT else 403
    yield Ask(f"{draft}edit/", allowed(actor, WITH_THE_DRAFT, writes, 404))
    for act in ("settle", "take", "approve"):
        yield Ask(f"{admitted}{act}/", signed(actor, WRONG_METHOD))
        yield Ask(f"{admitted}{act}/", allowed(actor, IN_EAST, 403, 404), "post")


ADMITTING = {
    "forms": forms,
    "form new": form_new,
    "form": form,
    "form acts": form_acts,
}
