"""What hangs on one matter, of many kinds, read by one statement: its page asks of twenty tables at once.

Each table is still asked for its own rows, in their own order and under its own policy; only the journeys to
the database become one. The rows arrive as JSON and become what Django would have made of them.
"""

import json
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import BinaryField, GeneratedField, JSONField, Model

from casework.models import Matter

UNFIT = (BinaryField, GeneratedField, JSONField)  # what does not come back from JSON as it was
NOBODYS = 0  # stands in a statement for the matter's key


def hang(matter: Matter, wanted: Mapping[str, tuple[str, ...]]) -> None:
    """Read these relations of a matter, by name, each with the foreign keys named: what `prefetch_related`
    would do by one query each. One query, and one for each table that the foreign keys lead to.
    """
    found = at_once(matter, tuple(wanted))
    for name, rows in found.items():
        keep(matter, name, rows)
    fill((row, key) for name, keys in wanted.items() for row in found[name] for key in keys)


def at_once(matter: Matter, names: tuple[str, ...]) -> dict[str, list[Any]]:
    """The rows of these relations. One query."""
    sql, params = statement(names)
    with connection.cursor() as cursor:
        cursor.execute(sql, [matter.pk if one == NOBODYS else one for one in params])
        told = cursor.fetchone()
    models = [getattr(matter, name).model for name in names]
    return {
        name: [revived(model, row) for row in rows]
        for name, model, rows in zip(names, models, told, strict=True)
    }


@cache
def statement(names: tuple[str, ...]) -> tuple[str, tuple[Any, ...]]:
    """The statement that asks for these relations, put together once: that takes Django the longest."""
    parts, params = [], []
    for name in names:
        rows = getattr(Matter(pk=NOBODYS), name).all()
        if unfit := [field.name for field in rows.model._meta.concrete_fields if isinstance(field, UNFIT)]:
            raise TypeError(f"{name}: {unfit} would not come back from JSON as they were")
        sql, given = rows.query.get_compiler(DEFAULT_DB_ALIAS).as_sql()
        parts.append(f"ARRAY(SELECT to_json(rows)::text FROM ({sql}) rows)")
        params += given
    return f"SELECT {', '.join(parts)}", tuple(params)


def revived(model: type[Model], told: str) -> Model:
    """The row as if it had been read alone. Numbers with a point stay what they are: money is no float."""
    row = json.loads(told, parse_float=Decimal)
    fields = model._meta.concrete_fields
    values = [field.to_python(row[field.column]) for field in fields]
    return model.from_db(DEFAULT_DB_ALIAS, [field.attname for field in fields], values)


def keep(matter: Matter, name: str, rows: list[Any]) -> None:
    """Hand the rows to the relation, as a prefetch does; each knows its matter."""
    manager = getattr(matter, name)
    for row in rows:
        setattr(row, manager.field.name, matter)
    held = manager.all()
    held._result_cache, held._prefetch_done = rows, True
    vars(matter).setdefault("_prefetched_objects_cache", {})[name] = held


def fill(pointers: Iterable[tuple[Any, str]]) -> None:
    """Read the rows on the other side of these foreign keys, or of one-to-ones. One query for each table."""
    by_field: dict[Any, list[Any]] = {}
    for row, name in pointers:
        by_field.setdefault(row._meta.get_field(name), []).append(row)
    back = [field for field in by_field if not field.concrete]
    for field in back:
        fill_back(field, by_field.pop(field))
    tables: dict[type[Model], list[tuple[Any, Any]]] = {}
    for field, rows in by_field.items():
        pointing = [(row, field) for row in rows if getattr(row, field.attname) is not None]
        tables.setdefault(field.related_model, []).extend(pointing)
    for model, pairs in tables.items():
        there = model._base_manager.in_bulk({getattr(row, field.attname) for row, field in pairs})
        for row, field in pairs:
            if target := there.get(getattr(row, field.attname)):
                setattr(row, field.name, target)


def fill_back(field: Any, rows: list[Any]) -> None:
    """The row of a one-to-one that points here, or that there is none. One query."""
    away = field.remote_field
    there = {
        getattr(one, away.attname): one
        for one in away.model._base_manager.filter(**{f"{away.name}__in": rows})
    }
    for row in rows:
        field.set_cached_value(row, there.get(row.pk))
