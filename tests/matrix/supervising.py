"""Supervision and receptions in the matrix: who sees a petition sees how it is supervised, and few write."""

from collections.abc import Iterator

from tests.matrix.asking import WRONG_METHOD, allowed, reading, signed
from tests.matrix.petitions_seen import PETITION_CONCERNED, PETITION_SEEN
from tests.matrix.seen import people
from tests.matrix.walk import Ask
from tests.matrix.world import World

PUBLISHERS = people("xf_office.east xf_office.west")
# Who recommends, and who records a measure or gives it into a leader's charge; of what each sees.
RECOMMENDS = {
    "petition": people("xf_office.east"),
    "petition_foreign": people("xf_office.west"),
    "petition_confidential": people("xf_office.east"),
}
MEASURES = {
    "petition": people("leading_group.east xf_office.east xf_joint.east"),
    "petition_foreign": people("leading_group.east xf_office.west xf_joint.west"),
    "petition_confidential": people("xf_office.east"),
    "petition_accusing": people("leading_group.east"),
}
DEEDS = {"recommend": RECOMMENDS, "measure": MEASURES, "charge": MEASURES}


def supervision(world: World, actor: str) -> Iterator[Ask]:
    yield from reading("/petitions/supervision/", allowed(actor, PETITION_CONCERNED, 200, 404), actor)


def receptions(world: World, actor: str) -> Iterator[Ask]:
    """All who have a part in petitions read them; the petition office publishes, and calls off its own."""
    url, off = "/petitions/receptions/", f"/petitions/receptions/{world.things['reception'].pk}/call-off/"
    yield Ask(url, allowed(actor, PETITION_CONCERNED, 200, 404))
    refused = allowed(actor, PETITION_CONCERNED, 403, 404)
    yield Ask(url, 400 if actor in PUBLISHERS else refused, "post")
    yield Ask(url, signed(actor, WRONG_METHOD), "put")
    for method in ("get", "post"):
        yield Ask(off, allowed(actor, PETITION_CONCERNED, 302, 404), method)  # another office published it
    yield Ask("/petitions/receptions/0/call-off/", signed(actor, 404))


def supervision_acts(world: World, actor: str) -> Iterator[Ask]:
    """Sent without what they ask for; whose part it is not goes back to the petition."""
    for name, matter in world.petitions.items():
        for deed, who in DEEDS.items():
            url, may = f"/petitions/{matter.number}/{deed}/", actor in who.get(name, frozenset())
            yield Ask(url, allowed(actor, PETITION_SEEN[name], 200 if may else 302, 404))
            yield Ask(url, allowed(actor, PETITION_SEEN[name], 400 if may else 302, 404), "post")


def supervision_answers(world: World, actor: str) -> Iterator[Ask]:
    """What was answered and ended is written no more; that of another petition is not found by this one."""
    own, other = world.petitions["petition"], world.petitions["petition_foreign"]
    for kind, rows in (("feedback", "recommendations"), ("charge", "charges")):
        for name, matter in world.petitions.items():
            url = f"/petitions/{matter.number}/{kind}/{getattr(matter, rows).get().pk}/"
            for method in ("get", "post"):
                yield Ask(url, allowed(actor, PETITION_SEEN[name], 302, 404), method)
        yield Ask(f"/petitions/{own.number}/{kind}/{getattr(other, rows).get().pk}/", signed(actor, 404))


def hearing_plans(world: World, actor: str) -> Iterator[Ask]:
    """None is planned where a petition waits to be accepted, and what was called off stays so."""
    for name, matter in world.petitions.items():
        off = f"/petitions/{matter.number}/hearing/{matter.hearing_plans.get().pk}/call-off/"
        for url in (f"/petitions/{matter.number}/hearing/", off):
            for method in ("get", "post"):
                yield Ask(url, allowed(actor, PETITION_SEEN[name], 302, 404), method)


SUPERVISING = {
    "hearing plans": hearing_plans,
    "supervision": supervision,
    "receptions": receptions,
    "supervision acts": supervision_acts,
    "supervision answers": supervision_answers,
}
