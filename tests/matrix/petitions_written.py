"""What posts change of petitions, and the numbers on their lists: held against the table."""

from casework.models import Matter
from security import clock
from tests.matrix.counting import LISTED, hold, hold_number
from tests.matrix.expected import ANONYMOUS
from tests.matrix.petitioning import PETITIONS_API
from tests.matrix.petitions_seen import (
    PETITION_REGISTRARS,
    PETITION_SEEN,
    PETITIONS,
    STARTS,
    may_petition,
    tried_petition,
)
from tests.matrix.walk import Ask, Walk
from tests.matrix.writing import forged, hold_unchanged, snapshot, undone

# These ask for nothing that is not there already.
READY = frozenset({"lift", "accept"})
# What a form takes; the rest of what is sent has no field.
NEW = {
    "channel": "net",
    "request": "新的一件",
    "facts": "新的一件",
    "person1_name": "甲某某",
    "category": "",
    "path": "",
    "subject": "",
    "headcount": "",
    "area": "",
}


def post_petitions(walk: Walk) -> None:
    """Every move on every petition by every door, with all that a forger would like to write: what is
    refused, and what lacks what the move needs, changes no table.
    """
    sent = {**forged(walk), "to": 0, "until": "x", "who": 0, "person": 0, "units": "x", "document": "x"}
    before = snapshot()
    for name, matter in walk.world.petitions.items():
        for step in tried_petition(walk.actor, name):
            if step in READY and may_petition(walk.actor, step, name):
                continue
            page, api = outcome(walk.actor, step, name)
            given = {key: value for key, value in sent.items() if key not in LACKING.get(step, ())}
            walk.ask(Ask(f"/petitions/{matter.number}/{step}/", page, "post", given))
            walk.ask(Ask(f"{PETITIONS_API}{matter.number}/{step}/", api, "post", given))
    hold_unchanged(walk, before, "posts on petitions")
    post_new(walk, {**forged(walk), **NEW, "received_on": f"{clock.today()}"})


# Some moves ask for a few words alone; these are left out.
LACKING = dict.fromkeys(
    ["recall", "withdraw", "unveil", "urge", "object", "report_back", "report_up"], ("note",)
)
LACKING |= {"veil": ("request", "facts"), "hand_over": ("proof",)}


def outcome(actor: str, step: str, name: str) -> tuple[int, int]:
    """The status of a post that lacks what the move needs, on the page and in the API."""
    if actor == ANONYMOUS:
        return 302, 403
    if actor not in PETITION_SEEN[name]:
        return 404, 404
    if step not in STARTS[PETITIONS[name][2]]:
        return 409, 409
    return (200, 400) if may_petition(actor, step, name) else (403, 403)


def post_new(walk: Walk, given: dict[str, object]) -> None:
    """A petition that was registered waits for the petition office, at its beginning."""
    for url, status, refused in (("/petitions/new/", 302, 302), (PETITIONS_API, 201, 403)):
        before = set(Matter.objects.values_list("pk", flat=True))
        with undone():
            walk.ask(Ask(url, status if walk.actor in PETITION_REGISTRARS else refused, "post", given))
            for matter in Matter.objects.select_related("petition").exclude(pk__in=before):
                hold_new(walk, matter, url)


def hold_new(walk: Walk, matter: Matter, where: str) -> None:
    values = {**vars(matter), **vars(matter.petition)}
    wrong = [name for name, value in values.items() if value in (32077, "evil", "999999-999999")]
    wrong += [name for name, value in values.items() if getattr(value, "year", None) == 2001]
    first = (matter.kind, matter.status, matter.version, matter.unit_id, matter.confidential)
    if walk.actor not in PETITION_REGISTRARS or first != ("petition", "registered", 0, None, False):
        wrong.append(str(first))
    elif matter.created_by_id != walk.world.people[walk.actor].pk:
        wrong.append("created_by")
    if wrong:
        walk.found("write", where, "、".join(wrong))


def count_petitions(walk: Walk) -> None:
    """The list of petitions under its filters, and the API's: the rows that the actor may see."""
    world, actor = walk.world, walk.actor
    seen = {name for name, who in PETITION_SEEN.items() if actor in who}
    wanted = {
        "": seen,
        "status=all": seen,
        "status=final": set(),
        "q=路坏": seen,
        "category=claim": seen - {"petition_confidential"},
        "times=repeat": set(),
        f"area={world.areas['east_town'].pk}": seen - {"petition_foreign"},
    }
    known = world.canaries.known.items()
    texts = {canary.owner: word for word, canary in known if canary.column == "petitions.Petition.facts"}
    wanted |= {f"q={texts[name]}": seen & {name} for name in PETITIONS}
    for query, rows in wanted.items():
        _, page = walk.ask(Ask(f"/petitions/?{query}", 200))
        hold(walk, f"/petitions/?{query}", LISTED, page, len(rows), len(seen))
    told = walk.ask(Ask(PETITIONS_API, 200))[0].json()["count"]
    hold_number(walk, PETITIONS_API, told, len(seen), len(seen))
