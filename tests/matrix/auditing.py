"""The record of writes, and the files that are made of it: the auditor's alone."""

from collections.abc import Iterator

from tests.matrix.asking import HTMX, WRONG_METHOD, allowed, by_htmx, reading, signed
from tests.matrix.walk import Ask
from tests.matrix.world import World

AUDITORS = frozenset({"audit_admin"})


def audit(world: World, actor: str) -> Iterator[Ask]:
    """For all others there is no such page."""
    yield from reading("/audit/", allowed(actor, AUDITORS, 200, 404), actor)
    yield Ask("/audit/head/", allowed(actor, AUDITORS, 200, 404))
    yield Ask("/audit/", by_htmx(actor, allowed(actor, AUDITORS, 200, 404)), headers=HTMX)
    own = world.matters["own"]
    for asked in (f"number={own.number}", f"matter={own.pk}", "who=town.east", "relation=casework_matter"):
        yield Ask(f"/audit/?{asked}", allowed(actor, AUDITORS, 200, 404))


def extract(world: World, actor: str) -> Iterator[Ask]:
    yield Ask("/audit/export/", signed(actor, WRONG_METHOD))
    yield Ask(f"/audit/extracts/{world.things['extract'].pk}/", allowed(actor, AUDITORS, 200, 404))
    yield Ask("/audit/extracts/999999999/", signed(actor, 404))
