"""Petitions by the hundred thousand, each with what hangs on it, beside the cases, written by SQL alone."""

import random
from collections.abc import Iterator, Mapping

from django.db import connection
from django.db.models import Model

from accounts.models import Duty, Role, Unit, User
from benchmarks.appeals.columns import (
    ANSWER,
    CAME,
    HANDLE,
    MATTER,
    MEMO,
    NOTIFY,
    OPINION,
    PETITION,
    RATED,
    RECHECK,
    REVIEW,
    ROUTING,
    STEPS,
    WATCHED,
    moved,
)
from benchmarks.appeals.planning import ANSWERED, DELIVERED, DRAFTED, OPEN, PLAN, SENT
from benchmarks.county import filling as county
from benchmarks.county.bulk import insert, without_indexes
from benchmarks.county.founding import COUNTY, found
from casework.models import Deadline, Event, Matter, Merger, Person, Supervision
from petitions.models import Delivery, Opinion, Petition, Petitioner, Rating, Routing

SEED = 20_260_301
CASES = 10  # to a petition
Lines = tuple[type[Model], Mapping[str, str], str]


def fill(rows: int) -> None:
    """The county, its petitions and ten times as many cases. Triggers are off; the caller analyses."""
    rng = random.Random(SEED)
    found(rng)
    found_office()
    with connection.cursor() as cursor:
        cursor.execute("CREATE SCHEMA IF NOT EXISTS bench")
        cursor.execute(PLAN, {"rows": rows, "cases": rows * CASES, "open": list(OPEN)})
    tables = tuple(columns())
    with without_indexes(*dict.fromkeys(model for model, _, _ in tables)):
        for model, given, lines in tables:
            insert(model, given, f"bench.appeal WHERE {lines} ORDER BY i")
    county.fill(rows * CASES, rng)


def found_office() -> None:
    """The county's petition office, and who works there."""
    unit = Unit.objects.create(name="县信访局", area_id=COUNTY)
    user = User.objects.create(username="xf", name="演信访", password="!")  # noqa: S106 - none at all
    Duty.objects.create(user=user, role=Role.XF_OFFICE, unit=unit, leads=True)


def columns() -> Iterator[Lines]:
    """What each table's columns are, as SQL over a line of the plan; and which lines have such a row."""
    yield Matter, MATTER, "true"
    yield Petition, PETITION, "true"
    for step, (before, after) in enumerate(STEPS.items()):
        yield Event, moved(step, before, after), f"stage >= {step}"
    yield Person, CAME | {"id": "id", "part": "'reporter'", "masked_name": "'演*'"}, "true"
    yield Petitioner, CAME | {"person_id": "id"}, "true"
    yield Merger, CAME | {"into_id": "id - 1", "by_id": "officer", "at": "at"}, "status = 'merged'"
    yield Routing, ROUTING, SENT
    yield Deadline, NOTIFY, SENT
    yield Deadline, HANDLE, "stage >= 3"
    yield Supervision, WATCHED, f"{SENT} AND i %% 50 = 9"
    yield Opinion, OPINION, DRAFTED
    yield Opinion, REVIEW, "status = 'final' AND i %% 30 = 11"
    yield Opinion, RECHECK, "status = 'final' AND i %% 60 = 11"
    yield from answers()
    for office, (rated, share) in enumerate((("organ", 3), ("office", 4))):
        one = RATED | {
            "rated": f"'{rated}'",
            "level": f"(ARRAY['good','fair','bad'])[1 + (i + {office}) %% 3]",
        }
        yield Rating, one, f"{DELIVERED} AND i %% {share} = 0"


def answers() -> Iterator[Lines]:
    """What reached the petitioners: the opinion, that it takes longer, or what there is instead of it."""
    yield Delivery, ANSWER | {"document": "'handling'", "opinion_id": "id"}, DELIVERED
    yield Delivery, MEMO | {"document": "'extension'"}, f"{ANSWERED} AND i %% 25 = 7"
    yield Delivery, MEMO | {"document": "'guidance'"}, "status = 'guided'"
    yield Delivery, MEMO | {"document": "'refusal'"}, "status = 'not_accepted'"
