"""Disputes by the hundred thousand, each with what hangs on it, written by SQL alone."""

import random
from collections.abc import Iterator, Mapping

from django.db import connection
from django.db.models import Model

from accounts.models import Duty, Role
from benchmarks.county.bulk import insert, without_indexes
from benchmarks.county.founding import found
from casework.models import Deadline, Event, Matter, Person
from disputes.dictionaries import DisputeSource, JusticeType
from disputes.models import (
    Agreement,
    Body,
    Confirmation,
    Declaration,
    Dispute,
    Item,
    Mediator,
    Party,
    Session,
    Visit,
)

SEED = 20_260_201
OPEN = ("registered", "accepted", "notified", "mediating", "agreed", "performing", "performed", "visited")
# One line a dispute: evenly over three years, the newest last; of the old ones three in a hundred are open.
PLAN = """
CREATE SCHEMA IF NOT EXISTS bench;
CREATE UNLOGGED TABLE bench.committee AS
    SELECT row_number() OVER (ORDER BY m.id)::int - 1 AS place, m.id AS mediator, m.user_id AS holder,
        m.body_id AS unit, u.area_id AS area
    FROM disputes_mediator m JOIN accounts_unit u ON u.id = m.body_id;
CREATE UNLOGGED TABLE bench.quarrel AS
    SELECT plan.*, c.*, coalesce((%(open)s::text[])[1 + i %% 8], '') AS waits,
        CASE WHEN old AND l < 0.97 THEN 'filed' ELSE (%(open)s::text[])[1 + i %% 8] END AS status,
        (old AND l < 0.97) AS filed, (old AND l < 0.97 AND i %% 100 < 85) OR i %% 8 > 4 AS settled
    FROM (
        SELECT i, now() - interval '3 years' * (1 - i::float / %(rows)s) AS at,
            i < %(rows)s * 0.95 AS old, (hashint4(i) & 1023) / 1024.0 AS l
        FROM generate_series(1, %(rows)s) i
    ) plan
    JOIN bench.committee c ON c.place = plan.i %% (SELECT count(*) FROM bench.committee)
"""
BY, AT = {"by_id": "holder"}, {"written_at": "at + interval '4 days'"}
DAY = "(at + interval '4 days')::date"
SAID = "'双方为通道吵了半年，各说各的，愿意再谈。'"


def fill(rows: int) -> None:
    """The county, its committees, and their disputes. Triggers are off; the caller analyses."""
    found(random.Random(SEED))
    found_committees()
    with connection.cursor() as cursor:
        cursor.execute(PLAN, {"rows": rows, "open": list(OPEN)})
    tables = tuple(columns())
    with without_indexes(*(model for model, _, _ in tables)):
        for model, given, lines in tables:
            insert(model, given, f"bench.quarrel WHERE {lines} ORDER BY i")


def found_committees() -> None:
    """Every village's committee, led by its head, who mediates."""
    heads = list(Duty.objects.filter(role=Role.VILLAGE).select_related("unit", "user"))
    Body.objects.bulk_create(Body(unit=head.unit, sort="village", mark="演调") for head in heads)
    Mediator.objects.bulk_create(
        Mediator(body_id=head.unit_id, user=head.user, seat="chair", gender="f", active_from="2020-01-01")
        for head in heads
    )
    Duty.objects.bulk_create(Duty(user=head.user, role=Role.MEDIATOR, unit=head.unit) for head in heads)


def columns() -> Iterator[tuple[type[Model], Mapping[str, str], str]]:
    """What each table's columns are, as SQL over a line of the plan; and which lines have such a row."""
    yield Matter, MATTER, "true"
    yield Dispute, DISPUTE, "true"
    for move, (status, day) in STEPS.items():
        moved = {"matter_id": "i", "move": f"'{move}'", "from_status": "''", "to_status": f"'{status}'"}
        moved |= {"unit_id": "unit", "at": f"at + interval '{day} days'", "note": SAID}
        yield Event, moved | BY, "true" if day == 0 else f"filed OR i %% 8 > {day}"
    yield Deadline, LIMIT, "NOT filed"
    for side, number in (("applicant", 1), ("respondent", 2)):
        key = {"id": f"i * 2 + {number}", "matter_id": "i"}
        yield Person, key | {"part": "'party'", "masked_name": "'演*'", "masked_phone": "''"}, "true"
        one = {"person_id": f"i * 2 + {number}", "matter_id": "i", "side": f"'{side}'"}
        yield Party, one, "true"
    yield Declaration, {"matter_id": "i", "mediator_id": "mediator", "ties": "'none'"} | BY, "true"
    met = {"matter_id": "i", "held_at": "at + interval '3 days'", "place": "'村委会'", "notes": SAID}
    yield Session, met | {"mediator_id": "mediator"} | BY | AT, "settled"
    yield Agreement, AGREEMENT, "settled"
    owed = {"id": "i", "matter_id": "i", "agreement_id": "i", "text": "'付补偿'", "due_on": f"{DAY} + 9"}
    yield Item, owed | {"amount": "1200", "paid": "1200", "done_on": f"{DAY} + 8"}, "settled"
    asked = {"matter_id": "i", "visited_on": f"{DAY} + 20", "performance": "'whole'", "notes": SAID}
    yield Visit, asked | BY, "settled AND filed"
    yield Confirmation, COURT, "settled AND filed AND i %% 12 = 0"


STEPS = {
    "register": ("registered", 0),
    "accept": ("accepted", 1),
    "notify": ("notified", 2),
    "meet": ("mediating", 3),
    "agree": ("agreed", 4),
}
MATTER = {
    "id": "i",
    "number": "to_char(at, 'YYYYMM-') || lpad(i::text, 6, '0')",
    "kind": "'dispute'",
    "title": "'通道纠纷 ' || i",
    "area_id": "area",
    "unit_id": "unit",
    "holder_id": "CASE WHEN filed THEN NULL ELSE holder END",
    "status": "status",
    "due_at": "CASE WHEN NOT filed THEN at + interval '30 days' END",
    "confidential": "l < 0.005",
    "version": "5",
    "created_by_id": "holder",
    "registered_at": "at",
    "created_at": "at",
    "closed_at": "CASE WHEN filed THEN at + interval '40 days' END",
}
TYPES = ", ".join(f"'{code}'" for code in JusticeType.values)
SOURCES = ", ".join(f"'{code}'" for code in DisputeSource.values)
DISPUTE = {
    "matter_id": "i",
    "facts": SAID,
    "justice_type": f"(ARRAY[{TYPES}])[1 + i %% {len(JusticeType)}]",
    "source": f"(ARRAY[{SOURCES}])[1 + i %% {len(DisputeSource)}]",
    "amount": "100 * (i %% 300)",
    "heads": "2 + i %% 5",
    "difficult": "i %% 20 = 0",
    "crime_prevented": "CASE WHEN i %% 50 = 0 THEN 3 END",
    "mediator_id": "mediator",
    "selection": "'appointed'",
    "identified": "true",
    "accepted_at": "CASE WHEN filed OR i %% 8 > 0 THEN at + interval '1 day' END",
    "notified_at": "CASE WHEN filed OR i %% 8 > 1 THEN at + interval '2 days' END",
    "agreed_at": "CASE WHEN settled THEN at + interval '4 days' END",
    "ended_at": "CASE WHEN filed AND NOT settled THEN at + interval '9 days' END",
    "performed_at": "CASE WHEN settled AND filed THEN at + interval '14 days' END",
    "filed_at": "CASE WHEN filed THEN at + interval '40 days' END",
}
LIMIT = {
    "matter_id": "i",
    "limit": "'dispute.mediate'",
    "label": "'调解'",
    "amount": "30",
    "unit": "'日'",
    "basis": "'平台默认期限'",
    "started_at": "at",
    "legal_on": "(at + interval '30 days')::date",
    "target_on": "(at + interval '30 days')::date",
    "calendar": "'2026v1'",
    "due_at": "at + interval '30 days'",
    "warn_at": "at + interval '24 days'",
}
AGREEMENT = {
    "matter_id": "i",
    "form": "CASE WHEN i %% 3 = 0 THEN 'oral' ELSE 'written' END",
    "facts": SAID,
    "duties": "'一方让出通道。'",
    "content": "'让出通道，付补偿。'",
    "reached_on": DAY,
    "parties_signed_on": DAY,
    "mediator_signed_on": DAY,
    "sealed_on": DAY,
    "effective_on": DAY,
} | BY
COURT = {
    "matter_id": "i",
    "way": "'confirmation'",
    "applied_on": f"{DAY} + 5",
    "court": "'演示县人民法院'",
    "ground": "'body'",
    "accepted_on": f"{DAY} + 7",
    "result": "'valid'",
    "ruled_on": f"{DAY} + 12",
    "number": "'演示 ' || i",
} | BY
