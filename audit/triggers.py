"""The triggers that record writes, made from what each model declares of its audit."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection, models

from security.custody import Audit, custody_of

MATTER = "casework.Matter"  # of a floor above; known by name alone
EVENTS = {
    "insert": "NEW TABLE AS fresh",
    "update": "OLD TABLE AS gone NEW TABLE AS fresh",
    "delete": "OLD TABLE AS gone",
}
# What goes into the record as it is. A kind of column that is not here goes in as a digest.
PLAIN = (
    models.AutoField,
    models.BooleanField,
    models.DateField,
    models.DecimalField,
    models.DurationField,
    models.FloatField,
    models.ForeignKey,
    models.IntegerField,
    models.TimeField,
    models.UUIDField,
)


@dataclass(frozen=True)
class Watch:
    """A table, and what its triggers are told of it."""

    table: str
    key: str
    matter: str
    plain: tuple[str, ...]

    def statements(self) -> list[str]:
        """SQL that puts the three triggers on the table, in place of those that are there.

        ENABLE ALWAYS: they fire for replayed writes too, so session_replication_role does not get past.
        """
        table = quoted(self.table)
        plain = "{" + ",".join(self.plain) + "}"
        given = ", ".join(literal(word) for word in (self.key, self.matter, plain))
        made = []
        for event, tables in EVENTS.items():
            made += [
                f"CREATE OR REPLACE TRIGGER audit_{event} AFTER {event.upper()} ON {table} "
                f"REFERENCING {tables} FOR EACH STATEMENT EXECUTE FUNCTION portal.record_{event}({given})",
                f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER audit_{event}",
            ]
        return made


def statements(given: Iterable[type[models.Model]]) -> list[str]:
    """SQL that makes the database record what these models declare, and nothing that they do not."""
    made = []
    for model in given:
        custody = custody_of(model)
        if custody is None:
            continue
        for table in tables_of(model):
            made += watch(table, custody.audit).statements() if custody.audit.recorded else removal(table)
    return made


def recorded_tables(given: Iterable[type[models.Model]]) -> list[str]:
    """Names of the tables whose writes are declared as recorded."""
    declared = ((model, custody_of(model)) for model in given)
    return [
        table._meta.db_table
        for model, custody in declared
        if custody and custody.audit.recorded
        for table in tables_of(model)
    ]


def tables_of(model: type[models.Model]) -> list[type[models.Model]]:
    """The model, and the tables that Django makes by itself for its many-to-many fields."""
    links = [field.remote_field.through for field in model._meta.local_many_to_many]
    return [model, *(link for link in links if link is not None and link._meta.auto_created)]


def watch(model: type[models.Model], audit: Audit) -> Watch:
    """What the triggers of this model's table are told. Raises ValueError for a plain column it lacks."""
    fields = list(model._meta.concrete_fields)
    unknown = set(audit.plain) - {name for field in fields for name in (field.name, field.column)}
    if unknown and not model._meta.auto_created:
        raise ValueError(f"{model._meta.label} has no column {', '.join(sorted(unknown))}")
    return Watch(
        table=model._meta.db_table,
        key=str(model._meta.pk.column),
        matter=matter_column(model),
        plain=tuple(str(field.column) for field in fields if is_plain(field, audit)),
    )


def is_plain(field: models.Field, audit: Audit) -> bool:
    """Is this a key, a number, a time, a truth, or a code that the model names?"""
    named = {field.name, field.column} & set(audit.plain)
    return bool(named) or field.primary_key or isinstance(field, PLAIN)


def matter_column(model: type[models.Model]) -> str:
    """The column that says which matter a row is about; '' where none does. Of two, the first."""
    if model._meta.label == MATTER:
        return str(model._meta.pk.column)
    for field in model._meta.concrete_fields:
        if isinstance(field, models.ForeignKey) and field.remote_field.model._meta.label == MATTER:
            return str(field.column)
    return ""


def removal(model: type[models.Model]) -> list[str]:
    table = quoted(model._meta.db_table)
    return [f"DROP TRIGGER IF EXISTS audit_{event} ON {table}" for event in EVENTS]


def quoted(name: str) -> str:
    return connection.ops.quote_name(name)


def literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
