from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, models, transaction
from django.utils import timezone

from accounts.models import User
from areas.models import Area
from casework.kinds import kind_of, split_fields
from casework.models import Event, Link, Matter
from casework.naming import refuse_hidden_names
from casework.services.moves import note_nearest_limit, start_limits
from security import clock
from security.context import admitted

BATCH = 2000


@transaction.atomic
def register(
    model: Any,
    *,
    by: User,
    area: Area,
    title: str,
    submission: UUID | None = None,
    confidential: bool = False,
    grown_from: Matter | None = None,
    at: datetime | None = None,
    since: Mapping[str, datetime] | None = None,
    **own_fields: Any,
) -> tuple[Matter, bool]:
    """Open a matter of this kind: number, own row, first limits, first line of history.

    The same submission twice is one matter: returns (matter, whether it is new). Without `at`, its moment
    and that of its limits is the database's; `since` says of a limit, by key, from when it counts else.
    """
    if submission and (known := submitted(submission, by)):
        return known, False
    if grown_from:
        refuse_hidden_names(grown_from, kind_of(model), by, [title, *own_fields.values()])
    pk, serial, asked_at = new_matter()
    now = at or asked_at
    chain = {"chain": grown_from.chain} if grown_from else {}
    matter = Matter.objects.create(
        **chain,
        pk=pk,
        number=numbered(now, serial),
        kind=kind_of(model),
        status=model.workflow.initial,
        area=area,
        title=title,
        submission=submission,
        confidential=confidential,
        created_by=by,
        registered_at=now,
    )
    model.objects.create(matter=matter, **own_fields)
    event = Event.objects.create(matter=matter, move="register", to_status=matter.status, by=by, at=now)
    start_limits(matter, model.workflow.starts, event, since)
    note_nearest_limit(matter)
    if grown_from:
        Link.objects.create(source=grown_from, target=matter)
    return matter, True


def submitted(submission: UUID, by: User) -> Matter | None:
    """The matter of an earlier press of the same button.

    Takes a lock on the submission for the rest of the transaction, so of two presses at once the second
    waits and then finds the matter of the first.
    """
    known = admitted("SELECT value, id FROM portal.submitted(%s, %s)", [str(submission), by.pk])[0]
    return Matter.objects.get(pk=known) if known else None


def new_matter() -> tuple[int, int, datetime]:
    """The key and the serial number of a matter to be written, and the database's time.

    One series for all kinds. A registration that fails leaves a gap.
    """
    pk, serial, now = admitted("SELECT value, id, serial, statement_timestamp() FROM portal.new_matter()", [])
    return pk, serial, clock.told() or now


def next_numbers(moments: list[datetime]) -> list[str]:
    """As many numbers as there are moments, in one query."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('casework_number') FROM generate_series(1, %s)", [len(moments)])
        return [numbered(at, row[0]) for at, row in zip(moments, cursor.fetchall(), strict=True)]


def numbered(at: datetime, place: int) -> str:
    return f"{timezone.localtime(at):%Y%m}-{place:06}"


@transaction.atomic
def import_matters(model: Any, rows: Iterable[dict[str, Any]]) -> list[Matter]:
    """Write many old matters of a kind at once, with no history. Each row names fields of either table.

    A row without a number is given one; a row names its status itself, or it is the first.
    """
    parts = [split_fields(model, row) for row in rows]
    first = {"kind": kind_of(model), "status": model.workflow.initial}
    numbers = iter(next_numbers([shared["registered_at"] for shared, _ in parts if "number" not in shared]))
    matters = Matter.objects.bulk_create(
        (
            Matter(**{**first, **shared, "number": shared.get("number") or next(numbers)})
            for shared, _ in parts
        ),
        batch_size=BATCH,
    )
    own: list[models.Model] = [
        model(matter=matter, **values) for matter, (_, values) in zip(matters, parts, strict=True)
    ]
    model.objects.bulk_create(own, batch_size=BATCH)
    take_stock(Matter, model)
    return matters


def take_stock(*models_filled: type[models.Model]) -> None:
    """Let the planner know that these tables grew: after a bulk load it would guess, and guess badly."""
    tables = ", ".join(connection.ops.quote_name(model._meta.db_table) for model in models_filled)
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {tables}")
