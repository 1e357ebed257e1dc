"""What the database must know of how long rows are kept, to let go of them by itself."""

from collections.abc import Iterator

from django.apps import apps

from security.custody import Retention, custody_of


def expiring() -> dict[str, tuple[type, Retention]]:
    """The tables whose rows are deleted some years after a moment of their own: model and class."""
    found = {}
    for model in apps.get_models():
        custody = custody_of(model)
        if (
            custody
            and custody.retention.years is not None
            and custody.retention.then is Retention.Then.DELETE
        ):
            found[model._meta.db_table] = (model, custody.retention)
    return found


def statements() -> Iterator[str]:
    yield "DELETE FROM portal.retention"
    for table, (model, retention) in expiring().items():
        column = model._meta.get_field(retention.done).column  # type: ignore[attr-defined]
        yield f"INSERT INTO portal.retention VALUES ('{table}', '{column}', {retention.years})"
