"""What posts change of risk assessments, and the numbers on their lists: held against the table."""

import re

from casework.models import Matter
from security import clock
from tests.matrix.assessing import STABILITY_API
from tests.matrix.counting import LISTED, hold, hold_number, in_area, seen_by
from tests.matrix.disputes_seen import DISPUTE_SEEN, DISPUTES
from tests.matrix.expected import ANONYMOUS
from tests.matrix.petitions_seen import PETITION_SEEN, PETITIONS
from tests.matrix.stability_seen import (
    STABILITIES,
    STABILITY_CONCERNED,
    STABILITY_REGISTRARS,
    STABILITY_SEEN,
    STARTS,
    may_stability,
    tried_stability,
)
from tests.matrix.walk import Ask, Walk
from tests.matrix.world import AREAS
from tests.matrix.writing import forged, hold_unchanged, snapshot, undone

IN_CATALOGUE = re.compile(r"目录（(\d+) 件）")
CREATES = "office.east"  # the other one sits in a county where nobody undertakes anything
NEW = {
    "title": "新的一件",
    "scope": "plan",
    "summary": "新的一件",
    "groups": "居民 40",
    "consent": "县委〔2026〕1号",
    "year": "2020",
}


def post_stabilities(walk: Walk) -> None:
    """Every move on every assessment by every door, with all that a forger would like to write: what is
    refused, and what lacks what the move needs, changes no table.
    """
    sent = {**forged(walk), "to": 0, "until": "x", "level": "x", "decision": "x", "consented_on": "x"}
    before = snapshot()
    for name, matter in walk.world.assessments.items():
        for step in tried_stability(walk.actor, name):
            page, api = outcome(walk.actor, step, name)
            walk.ask(Ask(f"/stability/{matter.number}/{step}/", page, "post", sent))
            walk.ask(Ask(f"{STABILITY_API}{matter.number}/{step}/", api, "post", sent))
    hold_unchanged(walk, before, "posts on risk assessments")
    post_new(walk)


def outcome(actor: str, step: str, name: str) -> tuple[int, int]:
    """The status of a post that lacks what the move needs, on the page and in the API."""
    if actor == ANONYMOUS:
        return 302, 403
    if actor not in STABILITY_SEEN[name]:
        return 404, 404
    if step not in STARTS[STABILITIES[name][2]]:
        return 409, 409
    return (200, 400) if may_stability(actor, step, name) else (403, 403)


def post_new(walk: Walk) -> None:
    """What was entered is in the hands of its unit, at its beginning; elsewhere nothing is."""
    world, registrar = walk.world, walk.actor in STABILITY_REGISTRARS
    given = {**forged(walk), **NEW, "consented_on": f"{clock.today()}"}
    given |= {
        "unit": world.units["east_station"].pk,
        "area": AREAS["county"],
        "areas": [AREAS["east_village"]],
    }
    for url, made, refused in (("/stability/new/", 302, 302), (STABILITY_API, 201, 403)):
        before = set(Matter.objects.values_list("pk", flat=True))
        with undone():
            wanted = made if walk.actor == CREATES else 400 if registrar else refused
            walk.ask(Ask(url, wanted, "post", given))
            for matter in Matter.objects.select_related("stability").exclude(pk__in=before):
                hold_new(walk, matter, url)


def hold_new(walk: Walk, matter: Matter, where: str) -> None:
    values = {**vars(matter), **vars(matter.stability)}
    wrong = [name for name, value in values.items() if value in (32077, "evil", "999999-999999")]
    wrong += [name for name, value in values.items() if getattr(value, "year", None) == 2001]
    first = (matter.kind, matter.status, matter.version, matter.unit_id, matter.confidential)
    if first != ("stability", "listed", 0, walk.world.units["east_station"].pk, False):
        wrong.append(str(first))
    if walk.actor != CREATES or matter.created_by_id != walk.world.people[walk.actor].pk:
        wrong.append("created_by")
    if wrong:
        walk.found("write", where, "、".join(wrong))


def count_stabilities(walk: Walk) -> None:
    """The list under its filters, the catalogue, the signals and the API's list: what the actor may see."""
    world, actor = walk.world, walk.actor
    seen = {name for name, who in STABILITY_SEEN.items() if actor in who}
    wanted = {
        "": seen,
        "status=all": seen,
        "status=tracking": set(),
        "q=征地": seen,
        "year=2020": seen,
        "year=2019": set(),
        "level=low": seen & {"stability_county"},
        "scope=policy": set(),
        f"area={world.areas['east_town'].pk}": seen & {"stability", "stability_confidential"},
    }
    for query, rows in wanted.items():
        _, page = walk.ask(Ask(f"/stability/?{query}", 200))
        hold(walk, f"/stability/?{query}", LISTED, page, len(rows), len(seen))
    told = walk.ask(Ask(STABILITY_API, 200))[0].json()["count"]
    hold_number(walk, STABILITY_API, told, len(seen), len(seen))
    if actor in STABILITY_CONCERNED:
        _, page = walk.ask(Ask("/stability/catalogue/2020/", 200))
        hold(walk, "/stability/catalogue/2020/", IN_CATALOGUE, page, len(seen), len(seen))
    for name in seen:
        url = f"/stability/{world.assessments[name].number}/signals/"
        _, page = walk.ask(Ask(url, 200))
        hold(walk, url, LISTED, page, arisen(actor), arisen(actor))


def arisen(actor: str) -> int:
    """All else that the actor sees in the village that each assessment touches."""
    others = ((DISPUTES, DISPUTE_SEEN), (PETITIONS, PETITION_SEEN))
    more = sum(
        actor in seen[name] and AREAS[one[0]].startswith(AREAS["east_village"])
        for rows, seen in others
        for name, one in rows.items()
    )
    return seen_by(actor, in_area("east_village")) + more
