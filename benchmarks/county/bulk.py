"""Writing many rows at once: tables from a query, their indexes built afterwards."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from io import StringIO
from typing import Any

from django.db import connection
from django.db.models import Field, Model

INDEXES = """
SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid)
FROM pg_index
WHERE indrelid = ANY(%s::regclass[])
    AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conindid = indexrelid)
"""


def insert(model: type[Model], given: Mapping[str, str], source: str) -> int:
    """Write a row of the model for each of the source; how many. `given` is SQL for each column.

    Columns that are not named get their field's default, where the database has none of its own.
    """
    fields = {field.column: field for field in model._meta.concrete_fields}
    plain = {
        column: field.get_db_prep_save(field.get_default(), connection)
        for column, field in fields.items()
        if column not in given and wants_value(field)
    }
    columns = ", ".join(f'"{name}"' for name in (*given, *plain))
    values = ", ".join([*given.values(), *["%s"] * len(plain)])
    with connection.cursor() as cursor:
        cursor.execute(
            f'INSERT INTO "{model._meta.db_table}" ({columns}) SELECT {values} FROM {source}',
            list(plain.values()),
        )
        return cursor.rowcount


def wants_value(field: Field) -> bool:
    """Would the database refuse a row that says nothing of this column?"""
    return not (field.null or field.has_db_default() or field.primary_key or field.generated)


def copy(table: str, rows: Iterable[Sequence[Any]]) -> None:
    """Write these rows into a table of the loader's own, as text that holds no tabs and no line ends."""
    text = StringIO("".join("\t".join(map(str, row)) + "\n" for row in rows))
    with connection.cursor() as cursor:
        cursor.cursor.copy_expert(f"COPY {table} FROM STDIN", text)


@contextmanager
def without_indexes(*models: type[Model]) -> Iterator[None]:
    """Drop the tables' indexes, and build them again afterwards: one pass each, not one step a row."""
    with connection.cursor() as cursor:
        cursor.execute(INDEXES, [[model._meta.db_table for model in models]])
        found = cursor.fetchall()
        for name, _ in found:
            cursor.execute(f"DROP INDEX {name}")
        yield
        for _, definition in found:
            cursor.execute(definition)
