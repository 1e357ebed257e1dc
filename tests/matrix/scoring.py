"""Assessments in the matrix: what is asked of their pages, and what nobody may do to what was decided."""

from collections.abc import Iterator

from tests.matrix.asking import OFFICES, WRONG_METHOD, allowed, reading, signed
from tests.matrix.scores_seen import IN_EAST, KEEPERS, LEADER, OFFICE, OWN, SPEAKERS
from tests.matrix.scores_world import NOTICED, PUBLISHED
from tests.matrix.seen import ACTORS, people
from tests.matrix.walk import Ask
from tests.matrix.world import World

MINE = people("station.east")


def assessments(world: World, actor: str) -> Iterator[Ask]:
    for url in ("/assess/", "/assess/schemes/"):
        yield from reading(url, allowed(actor, frozenset(ACTORS), 200, 404), actor)


def assessment_begun(world: World, actor: str) -> Iterator[Ask]:
    yield Ask("/assess/open/", signed(actor, WRONG_METHOD))
    yield Ask("/assess/open/", allowed(actor, OFFICES, 400, 403), "post", {"quarter": "2001Q1"})
    yield Ask("/assess/schemes/new/", allowed(actor, OFFICES, 200, 403))
    yield Ask("/assess/schemes/new/", allowed(actor, OFFICES, 400, 403), "post", {"year": ""})


def scheme(world: World, actor: str) -> Iterator[Ask]:
    for name, seen in (("scheme", IN_EAST), ("scheme_draft", KEEPERS)):
        url = f"/assess/schemes/{world.things[name].pk}/"
        yield from reading(url, allowed(actor, seen, 200, 404), actor)
        yield Ask(f"{url}export/", allowed(actor, seen, 200, 404))
    draft = f"/assess/schemes/{world.things['scheme_draft'].pk}/"
    yield Ask(f"{draft}?effect=1", allowed(actor, KEEPERS, 200, 404))
    yield Ask("/assess/schemes/999999999/", signed(actor, 404))


def scheme_acts(world: World, actor: str) -> Iterator[Ask]:
    """What was adopted is nobody's to change; the draft is the office's to write, the group's to adopt."""
    done, draft = (f"/assess/schemes/{world.things[name].pk}/" for name in ("scheme", "scheme_draft"))
    for act in ("import", "adopt", "discard"):
        yield Ask(f"{done}{act}/", signed(actor, WRONG_METHOD))
        yield Ask(f"{done}{act}/", allowed(actor, IN_EAST, 403, 404), "post", {"document": "甲"})
    yield Ask(f"{draft}import/", allowed(actor, KEEPERS, 400 if actor in OFFICE else 403, 404), "post", {})
    yield Ask(f"{draft}adopt/", allowed(actor, KEEPERS, 400 if actor in LEADER else 403, 404), "post", {})
    if actor not in OFFICE:  # whose it is to throw away
        yield Ask(f"{draft}discard/", allowed(actor, KEEPERS, 403, 404), "post")


def assessment(world: World, actor: str) -> Iterator[Ask]:
    for quarter, seen in ((PUBLISHED, IN_EAST), (NOTICED, OWN | people("station.west"))):
        yield from reading(f"/assess/{quarter}/", allowed(actor, IN_EAST, 200, 404), actor)
        yield Ask(f"/assess/{quarter}/export/", allowed(actor, seen, 200, 404))
        yield Ask(f"/assess/{quarter}/questions/", allowed(actor, KEEPERS, 200, 404))
    yield Ask("/assess/2019Q9/", signed(actor, 404))


def scorecard(world: World, actor: str) -> Iterator[Ask]:
    unit = world.units["east_station"].pk
    for quarter, name, seen in ((PUBLISHED, "score", IN_EAST), (NOTICED, "score_noticed", OWN)):
        yield from reading(f"/assess/{quarter}/{unit}/", allowed(actor, seen, 200, 404), actor)
        yield from reading(f"/assess/scores/{world.things[name].pk}/", allowed(actor, seen, 200, 404), actor)


def filled_in(world: World, actor: str) -> Iterator[Ask]:
    """A quarter that is up for appeals is filled in no more."""
    unit = world.units["east_station"].pk
    yield Ask(f"/assess/{NOTICED}/fill/", allowed(actor, SPEAKERS, 200, 404))
    cell = f"{world.things['score_target'].pk}/{world.things['score_indicator'].pk}"
    for method in ("get", "post"):
        yield Ask(f"/assess/{NOTICED}/fill/{cell}/", allowed(actor, MINE, 403, 404), method)
    yield Ask(f"/assess/{NOTICED}/{unit}/sign/", signed(actor, WRONG_METHOD))
    yield Ask(f"/assess/{NOTICED}/{unit}/sign/", allowed(actor, MINE, 403, 404), "post")
    url = f"/assess/{NOTICED}/{unit}/return/"
    yield Ask(url, allowed(actor, IN_EAST, 200 if actor in OFFICE else 403, 404))
    wrong = 400 if actor in OFFICE else 403
    yield Ask(url, allowed(actor, IN_EAST, wrong, 404), "post", {"note": "改"})


def assessment_moves(world: World, actor: str) -> Iterator[Ask]:
    """None is open to anybody as things stand."""
    for act in ("notice", "propose", "send_back", "decide", "publish", "count"):
        yield Ask(f"/assess/{PUBLISHED}/{act}/", signed(actor, WRONG_METHOD))
        yield Ask(
            f"/assess/{PUBLISHED}/{act}/", allowed(actor, IN_EAST, 403, 404), "post", {"document": "甲"}
        )
    if actor not in KEEPERS:  # of whom it is written down
        yield Ask(f"/assess/{PUBLISHED}/by_score/", signed(actor, 404), "post")


def score_acts(world: World, actor: str) -> Iterator[Ask]:
    mine, done = (f"/assess/scores/{world.things[name].pk}/" for name in ("score_noticed", "score"))
    for method in ("get", "post"):
        yield Ask(f"{mine}appeal/", allowed(actor, OWN, 403, 404), method)
        yield Ask(f"{mine}correct/", allowed(actor, OWN, 403, 404), method)
        answer = f"/assess/appeals/{world.things['appeal'].pk}/answer/"
        yield Ask(answer, allowed(actor, OWN, 403, 404), method)
    office = actor in OFFICE
    yield Ask(f"{done}correct/", allowed(actor, IN_EAST, 200 if office else 403, 404))
    yield Ask(
        f"{done}correct/", allowed(actor, IN_EAST, 400 if office else 403, 404), "post", {"points": "x"}
    )
    url = f"/assess/corrections/{world.things['score_correction'].pk}/confirm/"
    yield Ask(url, signed(actor, WRONG_METHOD))
    yield Ask(url, allowed(actor, IN_EAST, 403, 404), "post")


SCORING = {
    "assessments": assessments,
    "assessment begun": assessment_begun,
    "scheme": scheme,
    "scheme acts": scheme_acts,
    "assessment": assessment,
    "scorecard": scorecard,
    "filled in": filled_in,
    "assessment moves": assessment_moves,
    "score acts": score_acts,
}
