"""The use of results in the matrix: what is asked of its pages, and what is not everybody's to do."""

from collections.abc import Iterator

from tests.matrix.asking import OFFICES, allowed, reading, signed
from tests.matrix.meeting import pressed, written
from tests.matrix.outcomes_seen import CONCERNED, DECIDERS, HERE, KEEPERS, NAMED, STATION, TOLD, WRITERS
from tests.matrix.seen import people
from tests.matrix.walk import Ask
from tests.matrix.world import World

NOBODY: frozenset[str] = frozenset()
ALL_KEEPERS = people("county.east county.west")


def at(world: World, room: str, name: str) -> str:
    return f"/outcomes/{room}/{world.things[name].pk}/"


def outcomes(world: World, actor: str) -> Iterator[Ask]:
    for room in ("", "measures/", "schemes/", "honours/", "papers/"):
        yield from reading(f"/outcomes/{room}", allowed(actor, CONCERNED, 200, 404), actor)


def outcomes_new(world: World, actor: str) -> Iterator[Ask]:
    for room in ("measures", "schemes", "honours"):
        yield from written(f"/outcomes/{room}/new/", actor, OFFICES)


def measure(world: World, actor: str) -> Iterator[Ask]:
    issued, proposed = (at(world, "measures", name) for name in ("measure", "measure_proposed"))
    yield from reading(issued, allowed(actor, TOLD, 200, 404), actor)
    yield from reading(proposed, allowed(actor, KEEPERS, 200, 404), actor)
    yield Ask(f"{proposed}draft/docx/", allowed(actor, KEEPERS, 200, 404))
    yield Ask(f"{issued}draft/docx/", signed(actor, 404))
    for format_ in ("docx", "pdf"):
        url = f"/outcomes/papers/{world.things['outcome_paper'].pk}/{format_}/"
        yield Ask(url, allowed(actor, TOLD, 200, 404))


def measure_acts(world: World, actor: str) -> Iterator[Ask]:
    """A unit speaks for itself alone; the office proposes, the group decides."""
    issued, proposed = (at(world, "measures", name) for name in ("measure", "measure_proposed"))
    whose = {"plan": STATION, "report": NOBODY, "submit": NOBODY, "inspect": WRITERS, "lift": NOBODY}
    for deed, who in whose.items():
        yield from written(f"{issued}{deed}/", actor, who, TOLD)
    for deed, who in {"decline": DECIDERS, "extend": NOBODY, "record": NOBODY}.items():
        yield from written(f"{proposed}{deed}/", actor, who, KEEPERS)
    yield Ask(f"{proposed}withdraw/", allowed(actor, KEEPERS, 200 if actor in WRITERS else 403, 404))
    yield Ask(f"{issued}issue/", allowed(actor, TOLD, 403, 404), "post")


def scheme(world: World, actor: str) -> Iterator[Ask]:
    for name, who in (("support_scheme", HERE), ("support_scheme_draft", KEEPERS)):
        url = f"/outcomes/schemes/{world.things[name].pk}/"
        yield from reading(url, allowed(actor, who, 200, 404), actor)


def scheme_acts(world: World, actor: str) -> Iterator[Ask]:
    """What was adopted stays; a draft is the office's to write, another's to adopt."""
    done, draft = (
        f"/outcomes/schemes/{world.things[name].pk}/" for name in ("support_scheme", "support_scheme_draft")
    )
    for part in ("items", "units"):
        yield from written(f"{done}{part}/", actor, NOBODY, HERE)
        yield from written(f"{draft}{part}/", actor, WRITERS, KEEPERS)
        yield from pressed(f"{done}{part}/1/drop/", allowed(actor, HERE, 403, 404), actor)
    yield from written(f"{draft}adopt/", actor, KEEPERS, KEEPERS)
    yield from written(f"{done}compute/", actor, WRITERS, HERE)
    yield from pressed(f"{done}discard/", allowed(actor, HERE, 403, 404), actor)


def award(world: World, actor: str) -> Iterator[Ask]:
    for name, who in (("award", HERE), ("award_draft", KEEPERS)):
        url = f"/outcomes/awards/{world.things[name].pk}/"
        yield from reading(url, allowed(actor, who, 200, 404), actor)
        yield Ask(f"{url}export/", allowed(actor, who, 200, 404))


def award_acts(world: World, actor: str) -> Iterator[Ask]:
    """What is confirmed has no further step; a draft is not confirmed at once."""
    done, draft = (f"/outcomes/awards/{world.things[name].pk}/" for name in ("award", "award_draft"))
    for deed in ("check", "finance", "publish", "confirm", "withdraw"):
        yield from pressed(f"{done}{deed}/", allowed(actor, HERE, 403, 404), actor)
    yield from pressed(f"{draft}confirm/", allowed(actor, KEEPERS, 403, 404), actor)
    line = f"/outcomes/allocations/{world.things['allocation'].pk}/"
    yield from written(f"{line}voucher/", actor, WRITERS, HERE)
    yield from written(f"{line}object/", actor, NOBODY, HERE)
    answer = f"/outcomes/objections/{world.things['outcome_objection'].pk}/answer/"
    yield from written(answer, actor, KEEPERS, KEEPERS)


def honours(world: World, actor: str) -> Iterator[Ask]:
    """Whoever it concerns may nominate; the group decides nothing before the list was put up."""
    url = f"/outcomes/honours/{world.things['roll'].pk}/"
    yield from reading(url, allowed(actor, HERE, 200, 404), actor)
    yield from written(f"{url}nominate/", actor, HERE, HERE)
    yield from pressed(f"{url}decide/", allowed(actor, HERE, 403, 404), actor)


def nomination(world: World, actor: str) -> Iterator[Ask]:
    url = f"/outcomes/nominations/{world.things['nomination'].pk}/"
    yield from written(f"{url}strike/", actor, WRITERS, NAMED)
    yield from written(f"{url}object/", actor, NOBODY, NAMED)


def summaries(world: World, actor: str) -> Iterator[Ask]:
    """Of a county's own units, for its office and group; nobody here heads the office, so nobody signs."""
    yield from reading("/outcomes/summaries/", allowed(actor, ALL_KEEPERS, 200, 404), actor)
    url = f"/outcomes/summaries/{world.units['east_station'].pk}/2020/"
    yield from reading(url, allowed(actor, KEEPERS, 200, 404), actor)
    yield Ask(f"{url}draft/docx/", allowed(actor, KEEPERS, 200, 404))
    yield from pressed(f"{url}sign/", allowed(actor, KEEPERS, 403, 404), actor)


OUTCOMING = {
    "outcomes": outcomes,
    "outcomes new": outcomes_new,
    "measure": measure,
    "measure acts": measure_acts,
    "support scheme": scheme,
    "support scheme acts": scheme_acts,
    "award": award,
    "award acts": award_acts,
    "honours": honours,
    "nomination": nomination,
    "summaries": summaries,
}
