"""What the database must know of how long rows are kept, to let go of them by itself."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.db.models import Model

from security.custody import READ, Retention, custody_of


@dataclass(frozen=True)
class Expiring:
    """A model whose rows are deleted so many years after the moment in `column`: by the portal, or by the
    database alone where the portal may not delete.
    """

    model: type[Model]
    column: str
    years: float
    by_portal: bool


def expiring() -> list[Expiring]:
    """All of them. What the portal may only read, as the record of writes, is nothing it lets go of."""
    declared = [(model, custody_of(model)) for model in apps.get_models()]
    return [
        Expiring(model, custody.retention.done, custody.retention.years, "DELETE" in custody.rights)
        for model, custody in declared
        if custody
        and custody.rights != READ
        and custody.retention.years
        and custody.retention.then is Retention.Then.DELETE
    ]


def statements() -> Iterator[str]:
    yield "DELETE FROM portal.retention"
    for each in expiring():
        column = each.model._meta.get_field(each.column).column  # type: ignore[union-attr]
        yield f"INSERT INTO portal.retention VALUES ('{each.model._meta.db_table}', '{column}', {each.years})"
