"""The matters, from the plan into their tables."""

import random
from collections.abc import Iterator
from dataclasses import astuple
from importlib.resources import files

from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db import connection

from benchmarks.county.bulk import copy, insert, without_indexes
from benchmarks.county.columns import CASE, LIMIT, MATTER, PHOTO, RUNNING, SAID, STEPS
from benchmarks.county.founding import COUNTY, COUNTY_DESKS, TOWN_DESKS, TOWNS, town_code
from benchmarks.county.wording import TEXTS, wordings
from casework.models import Accusation, Attachment, Deadline, Event, Grant, Matter
from grids.models import Case

TABLES = """
CREATE SCHEMA IF NOT EXISTS bench;
DROP TABLE IF EXISTS bench.plan, bench.grid, bench.desk, bench.wording;
CREATE UNLOGGED TABLE bench.wording (place int, category text, title text, text text, result text);
CREATE UNLOGGED TABLE bench.grid AS
    SELECT
        substr(area.code, 7, 3)::int - 1 AS town,
        row_number() OVER (PARTITION BY substr(area.code, 7, 3) ORDER BY area.code)::int - 1 AS place,
        area.code, duty.user_id AS worker,
        (SELECT min(o.user_id) FROM accounts_duty o WHERE o.unit_id = duty.unit_id AND o.role = 'town')
            AS officer
    FROM areas_area area JOIN accounts_duty duty ON duty.area_id = area.code;
CREATE UNLOGGED TABLE bench.desk (town int, place int, unit bigint, hands bigint[])
"""
DESK = """
INSERT INTO bench.desk
SELECT %s, %s, unit.id, array_agg(duty.user_id ORDER BY duty.user_id)
FROM accounts_unit unit JOIN accounts_duty duty ON duty.unit_id = unit.id AND NOT duty.leads
WHERE (unit.area_id, unit.name) = (%s, %s) GROUP BY unit.id
"""
BIG = (Matter, Case, Event, Deadline, Attachment)


def fill(rows: int, rng: random.Random) -> None:
    """So many matters with all that hangs on them. The county has been founded; triggers are off."""
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        cursor.executemany(DESK, list(desks()))
        copy("bench.wording", ((place, *astuple(words)) for place, words in enumerate(wordings(rng), 1)))
        cursor.execute("ANALYZE bench.wording, bench.grid, bench.desk; SELECT setseed(0.5)")
        plan = files("benchmarks.county").joinpath("plan.sql").read_text(encoding="utf-8")
        cursor.execute(plan, {"rows": rows, "texts": TEXTS})
    with without_indexes(*BIG):
        fill_matters()
        fill_events()
        fill_deadlines()
        fill_attachments()
    fill_exceptions()


def desks() -> Iterator[tuple[int, int, str, str]]:
    """Who may be sent a case: township (-1 is the county), place in it, area, name."""
    yield from ((-1, place, COUNTY, name) for place, name in enumerate(COUNTY_DESKS))
    for town in range(len(TOWNS)):
        yield from ((town, place, town_code(town), name) for place, name in enumerate(TOWN_DESKS))


def fill_matters() -> None:
    """Matters and their own rows."""
    insert(Matter, MATTER, "bench.plan JOIN bench.wording ON place = wording ORDER BY i")
    insert(Case, CASE, "bench.plan JOIN bench.wording ON place = wording ORDER BY i")


def fill_events() -> None:
    """The steps that each matter has behind it."""
    for move, (before, after, at, by, unit, where) in STEPS.items():
        insert(
            Event,
            {
                "matter_id": "i",
                "move": f"'{move}'",
                "from_status": before,
                "to_status": after,
                "note": SAID.get(move, "''"),
                "unit_id": unit,
                "by_id": by,
                "at": at,
            },
            f"(SELECT * FROM bench.plan WHERE {where}) plan JOIN bench.wording ON place = wording ORDER BY i",
        )


def fill_deadlines() -> None:
    """The limits of open matters: the one that runs, and that of the dispatch where it was met."""
    insert(
        Deadline,
        LIMIT | {"limit": f"'grid.' || {RUNNING}", "label": "'处置'", "told": "'overdue'"},
        "bench.plan WHERE open ORDER BY i",
    )
    insert(
        Deadline,
        LIMIT | {"limit": "'grid.dispatch'", "label": "'分派'", "met_at": "dispatched_at"},
        "bench.plan WHERE open AND sent ORDER BY i",
    )


def fill_attachments() -> None:
    """A photo on every twentieth."""
    insert(Attachment, PHOTO, "bench.plan WHERE i %% 20 = 0 ORDER BY i")


def fill_exceptions() -> None:
    """Who sees against the rule: one matter in a thousand accuses a unit, one in five hundred is granted."""
    accused = "(SELECT unit FROM bench.desk ORDER BY md5((town, place, i)::text) LIMIT 1)"
    insert(Accusation, {"matter_id": "i", "unit_id": accused}, "bench.plan WHERE i %% 1000 = 7")
    permission = Permission.objects.filter(content_type=ContentType.objects.get_for_model(Matter))[0]
    granted = "(SELECT hands[1] FROM bench.desk ORDER BY md5((place, town, i)::text) LIMIT 1)"
    insert(
        Grant,
        {
            "content_object_id": "i",
            "user_id": granted,
            "permission_id": str(permission.pk),
            "reason": "'协办'",
            "until": "(now() + interval '1 day' * (l * 400 - 200))::date",
            "by_id": "officer",
        },
        "bench.plan WHERE i %% 500 = 9",
    )
