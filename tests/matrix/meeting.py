"""Meetings, money and letters of the pilot programme in the matrix."""

from collections.abc import Iterator

from tests.matrix.asking import WRONG_METHOD, allowed, reading, signed
from tests.matrix.programme_seen import CONCERNED, DECIDERS, READERS, SURVEY_READERS, SURVEYED, WRITERS
from tests.matrix.tasks_seen import REGISTRARS, TASK_SEEN
from tests.matrix.walk import Ask
from tests.matrix.world import World

DRAFT_SEEN = WRITERS | DECIDERS


def written(url: str, actor: str, may: frozenset[str], seen: frozenset[str] | None = None) -> Iterator[Ask]:
    """A form: those who may get it, and are told what is missing; others who see the thing are refused."""
    known = seen if seen is not None else frozenset({actor})
    for method, status in (("get", 200), ("post", 400)):
        yield Ask(url, allowed(actor, known, status if actor in may else 403, 404), method)


def pressed(url: str, status: int, actor: str) -> Iterator[Ask]:
    """A button: to be posted to, alone."""
    yield Ask(url, signed(actor, WRONG_METHOD))
    yield Ask(url, status, "post")


def meetings(world: World, actor: str) -> Iterator[Ask]:
    yield from reading("/pilot/meetings/", allowed(actor, CONCERNED, 200, 404), actor)


def meeting(world: World, actor: str) -> Iterator[Ask]:
    issued, draft = world.things["minutes"].pk, world.things["minutes_draft"].pk
    yield from reading(f"/pilot/meetings/{issued}/", allowed(actor, READERS, 200, 404), actor)
    yield from reading(f"/pilot/meetings/{draft}/", allowed(actor, DRAFT_SEEN, 200, 404), actor)
    yield Ask("/pilot/meetings/999999999/", signed(actor, 404))


def meeting_acts(world: World, actor: str) -> Iterator[Ask]:
    """The author of both is none of these: nobody rewrites them, whoever sees the draft may issue it."""
    issued = f"/pilot/meetings/{world.things['minutes'].pk}/"
    draft = f"/pilot/meetings/{world.things['minutes_draft'].pk}/"
    yield from written("/pilot/meetings/new/", actor, REGISTRARS)
    for part in ("edit/", "decisions/"):
        yield from written(f"{issued}{part}", actor, frozenset(), READERS)
        yield from written(f"{draft}{part}", actor, frozenset(), DRAFT_SEEN)
    yield from written(f"{issued}issue/", actor, frozenset(), READERS)
    yield from written(f"{draft}issue/", actor, DRAFT_SEEN, DRAFT_SEEN)
    for part in ("decisions/1/drop/", "discard/"):
        yield from pressed(f"{issued}{part}", allowed(actor, READERS, 403, 404), actor)
    yield from pressed(f"{draft}decisions/1/drop/", allowed(actor, DRAFT_SEEN, 403, 404), actor)
    if actor not in WRITERS:  # whose it is to throw away
        yield from pressed(f"{draft}discard/", allowed(actor, DRAFT_SEEN, 403, 404), actor)
    given = 302 if actor in WRITERS else 403  # nothing was decided for a unit, so nothing is given out
    yield from pressed(f"{issued}give/", allowed(actor, READERS, given, 404), actor)
    yield from pressed(f"{draft}give/", allowed(actor, DRAFT_SEEN, 403, 404), actor)


def funds(world: World, actor: str) -> Iterator[Ask]:
    for page in ("", "export/"):
        yield from reading(f"/pilot/funds/{page}", allowed(actor, CONCERNED, 200, 404), actor)
    fund = world.things["fund"].pk
    yield from reading(f"/pilot/funds/{fund}/", allowed(actor, READERS, 200, 404), actor)
    yield Ask("/pilot/funds/?year=2020", allowed(actor, CONCERNED, 200, 404))


def fund_acts(world: World, actor: str) -> Iterator[Ask]:
    yield from written("/pilot/funds/new/", actor, REGISTRARS)
    fund, plan, spending = (world.things[name].pk for name in ("fund", "plan", "spending"))
    pages = (f"{fund}/plan/", f"plans/{plan}/", f"plans/{plan}/spend/", f"spendings/{spending}/back/")
    for page in pages:
        yield from written(f"/pilot/funds/{page}", actor, WRITERS, READERS)


def letters(world: World, actor: str) -> Iterator[Ask]:
    """The supervision is over: what was signed is there, and nothing is left to be drafted."""
    url, seen = f"/pilot/tasks/{world.tasks['task'].number}/letters/", TASK_SEEN["task"]
    letter = world.things["letter"].pk
    yield from reading(url, allowed(actor, seen, 200, 404), actor)
    for kind in ("pdf", "docx"):
        yield Ask(f"{url}draft/{kind}/", signed(actor, 404))
        yield from reading(f"{url}{letter}/{kind}/", allowed(actor, seen, 200, 404), actor)


def letter_signing(world: World, actor: str) -> Iterator[Ask]:
    url = f"/pilot/tasks/{world.tasks['task'].number}/letters/sign/"
    yield from pressed(url, allowed(actor, TASK_SEEN["task"], 302, 404), actor)


def surveys(world: World, actor: str) -> Iterator[Ask]:
    yield from reading("/pilot/surveys/", allowed(actor, SURVEYED, 200, 404), actor)
    for name, seen in (("survey", SURVEY_READERS), ("survey_draft", DRAFT_SEEN)):
        url = f"/pilot/surveys/{world.things[name].pk}/"
        yield from reading(url, allowed(actor, seen, 200, 404), actor)
        yield from reading(f"{url}export/", allowed(actor, seen, 200, 404), actor)


def survey_acts(world: World, actor: str) -> Iterator[Ask]:
    """Nobody here brought them in; the draft has no results yet, so that nobody can publish it."""
    done, draft = (f"/pilot/surveys/{world.things[name].pk}/" for name in ("survey", "survey_draft"))
    yield from written("/pilot/surveys/new/", actor, REGISTRARS)
    yield from written(f"{done}results/", actor, frozenset(), SURVEY_READERS)
    yield from written(f"{draft}results/", actor, frozenset(), DRAFT_SEEN)
    for part in ("publish/", "discard/"):
        yield from pressed(f"{done}{part}", allowed(actor, SURVEY_READERS, 403, 404), actor)
    yield from pressed(f"{draft}publish/", allowed(actor, DRAFT_SEEN, 403, 404), actor)
    if actor not in WRITERS:  # whose it is to throw away
        yield from pressed(f"{draft}discard/", allowed(actor, DRAFT_SEEN, 403, 404), actor)


MEETING = {
    "meetings": meetings,
    "meeting": meeting,
    "meeting acts": meeting_acts,
    "funds": funds,
    "fund acts": fund_acts,
    "letters": letters,
    "letter signing": letter_signing,
    "surveys": surveys,
    "survey acts": survey_acts,
}
