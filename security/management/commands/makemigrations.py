"""makemigrations, with a table's constraints and indexes in the operation that makes the table.

Each operation of its own has Django draw all models around it anew: with some hundred constraints an
installation took four times as long, and so did every run of the tests (docs/adr/0032).
"""

from collections.abc import Sequence
from typing import Any, cast

from django.core.management.commands import makemigrations
from django.db.migrations import AddConstraint, AddField, AddIndex, CreateModel, Migration
from django.db.migrations.operations.base import Operation


class Command(makemigrations.Command):
    def write_migration_files(self, changes: dict[str, list[Migration]], *args: Any) -> None:
        for migration in (one for several in changes.values() for one in several):
            cast("list[Operation]", migration.operations)[:] = folded(migration.operations)
        super().write_migration_files(changes, *args)


def folded(operations: Sequence[Operation]) -> list[Operation]:
    """The same operations, with constraints and indexes in the CreateModel of their table.

    Those of a table that gets a column later stay where they are: they may speak of it.
    """
    made = {one.name_lower: one for one in operations if isinstance(one, CreateModel)}
    for late in (one for one in operations if isinstance(one, AddField)):
        made.pop(late.model_name_lower, None)
    left: list[Operation] = []
    for one in operations:
        if isinstance(one, AddConstraint) and one.model_name_lower in made:
            options = made[one.model_name_lower].options
            options["constraints"] = [*options.get("constraints", ()), one.constraint]
        elif isinstance(one, AddIndex) and one.model_name_lower in made:
            options = made[one.model_name_lower].options
            options["indexes"] = [*options.get("indexes", ()), one.index]
        else:
            left.append(one)
    return left
