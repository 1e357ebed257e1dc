"""What posts change of disputes, and the numbers on their lists: held against the table."""

import re

from casework.models import Matter
from tests.matrix.counting import LISTED, hold_number
from tests.matrix.disputes_seen import (
    CONCERNED,
    DISPUTE_SEEN,
    DISPUTES,
    REGISTRARS,
    STARTS,
    may_dispute,
    tried,
)
from tests.matrix.disputing import API
from tests.matrix.expected import ANONYMOUS
from tests.matrix.sweeps_seen import SWEEP_SEEN
from tests.matrix.walk import Ask, Walk
from tests.matrix.writing import forged, hold_unchanged, snapshot, undone


def post_disputes(walk: Walk) -> None:
    """Every move on every dispute by every door, with all that a forger would like to write: what is refused,
    and what lacks what the move needs, changes no table.
    """
    before, sent = snapshot(), {**forged(walk), "mediator": 0, "to": 0, "until": "x"}
    for name, matter in walk.world.disputes.items():
        for step in tried(walk.actor, name):
            if step == "lift" and may_dispute(walk.actor, step, name):
                continue
            page, api = outcome(walk.actor, step, name)
            walk.ask(Ask(f"/disputes/{matter.number}/{step}/", page, "post", sent))
            walk.ask(Ask(f"{API}{matter.number}/{step}/", api, "post", sent))
    hold_unchanged(walk, before, "posts on disputes")
    for name, matter in walk.world.disputes.items():
        with undone():
            seen = 302 if walk.actor in {ANONYMOUS, *DISPUTE_SEEN[name]} else 404
            walk.ask(Ask(f"/disputes/{matter.number}/dossier/bind/", seen, "post"))
    post_new(walk, {**forged(walk), **NEW})


ACCEPTED = re.compile(r'data-metric="disputes\.accepted">(\d+) 件')
# What a form takes; the rest of what is sent has no field.
NEW = {
    "facts": "新的一件",
    "justice_type": "neighbour",
    "party1_name": "甲某某",
    "party2_name": "乙某某",
    "source": "",
    "risk": "",
    "scale": "",
    "heads": "",
    "amount": "",
    "area": "",
}


def outcome(actor: str, step: str, name: str) -> tuple[int, int]:
    """The status of a post that lacks what the move needs, on the page and in the API."""
    if actor == ANONYMOUS:
        return 302, 403
    if actor not in DISPUTE_SEEN[name]:
        return 404, 404
    if step not in STARTS.split():
        return 409, 409
    return (200, 400) if may_dispute(actor, step, name) else (403, 403)


def post_new(walk: Walk, given: dict[str, object]) -> None:
    """A dispute that was registered is its registrar's, at its committee, and at its beginning."""
    for url, status, refused in (("/disputes/new/", 302, 302), (API, 201, 403)):
        before = set(Matter.objects.values_list("pk", flat=True))
        with undone():
            walk.ask(Ask(url, status if walk.actor in REGISTRARS else refused, "post", given))
            for matter in Matter.objects.select_related("dispute").exclude(pk__in=before):
                hold_new(walk, matter, url)


def hold_new(walk: Walk, matter: Matter, where: str) -> None:
    values = {**vars(matter), **vars(matter.dispute)}
    wrong = [name for name, value in values.items() if value in (32077, "evil", "999999-999999")]
    wrong += [name for name, value in values.items() if getattr(value, "year", None) == 2001]
    first = (matter.kind, matter.status, matter.version, matter.holder_id, matter.confidential)
    if walk.actor not in REGISTRARS or first != ("dispute", "registered", 0, None, False):
        wrong.append(str(first))
    elif matter.created_by_id != walk.world.people[walk.actor].pk:
        wrong.append("created_by")
    if wrong:
        walk.found("write", where, "、".join(wrong))


def count_disputes(walk: Walk) -> None:
    """The list of disputes under its filters, and the API's: the rows that the actor may see."""
    world, actor = walk.world, walk.actor
    seen = {name for name, who in DISPUTE_SEEN.items() if actor in who}
    east = {name for name, (area, _, _) in DISPUTES.items() if area == "east_grid"}
    wanted = {
        "": seen,
        "status=all": seen,
        "status=filed": set(),
        "q=通道": seen,
        "justice_type=neighbour": seen,
        f"unit={world.units['east_station'].pk}": seen & east,
        f"area={world.areas['east_town'].pk}": seen & east,
    }
    texts = {
        canary.owner: word
        for word, canary in world.canaries.known.items()
        if canary.column == "disputes.Dispute.facts"
    }
    wanted |= {f"q={texts[name]}": seen & {name} for name in DISPUTES}
    for query, rows in wanted.items():
        _, page = walk.ask(Ask(f"/disputes/?{query}", 200))
        hold_told(walk, f"/disputes/?{query}", LISTED, page, len(rows), len(seen))
    told = walk.ask(Ask(API, 200))[0].json()["count"]
    hold_number(walk, API, told, len(seen), len(seen))
    count_tables(walk, seen)


def count_tables(walk: Walk, seen: set[str]) -> None:
    """What the tables count, and what a sweep found: of confidential ones the keeper's tables alone."""
    if walk.actor in CONCERNED:
        _, page = walk.ask(Ask("/disputes/tables/", 200))
        hold_told(walk, "/disputes/tables/", ACCEPTED, page, len(seen), len(seen))
    if walk.actor in SWEEP_SEEN:
        url = f"/disputes/sweeps/rows/{walk.world.things['sweep'].pk}/"
        _, page = walk.ask(Ask(url, 200))
        found = len(seen & {"dispute", "dispute_accusing"})
        hold_told(walk, url, LISTED, page, found, found)


def hold_told(walk: Walk, where: str, told: re.Pattern[str], page: str, wanted: int, most: int) -> None:
    """The number on the page is the one wanted; one more than the actor sees at all is a foreign one."""
    found = told.search(page)
    hold_number(walk, where, int(found.group(1)) if found else None, wanted, most)
