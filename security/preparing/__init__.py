"""Make the database guard itself: roles, rights, policies and triggers, from what the models declare.

Run as the owner after each migrate; safe to run again.
"""

from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import connection

from security.borrowed import BORROWED
from security.custody import Custody, custody_of
from security.preparing.roles import allowed, functions_handed_over, roles, secrets
from security.preparing.tables import guarded


def prepare() -> None:
    """Everything, in one transaction. The connection must be the owner's."""
    with connection.cursor() as cursor:
        for sql in statements():
            cursor.execute(sql)


def statements() -> Iterator[str]:
    """The SQL of it all, in order: roles, each app's functions from the ground floor up, tables, rights."""
    yield from roles()
    yield f"CREATE SCHEMA IF NOT EXISTS {PORTAL}"
    yield today()
    own = [config for config in apps.get_app_configs() if Path(config.path).parent == settings.BASE_DIR]
    for config in own:
        for file in sorted((Path(config.path) / "sql").glob("*.sql")):
            yield file.read_text(encoding="utf-8")
        if find_spec(f"{config.name}.database"):
            yield from getattr(import_module(f"{config.name}.database"), "functions", tuple)()
    yield from secrets()
    yield from functions_handed_over()
    for table, model_custody in tables():
        yield from guarded(table, model_custody)
    for config in own:
        if find_spec(f"{config.name}.database"):
            yield from import_module(f"{config.name}.database").statements()
    yield from allowed(dict(tables()))


PORTAL = "portal"


def today() -> str:
    """The local day, of the county's time zone."""
    return (
        f"CREATE OR REPLACE FUNCTION {PORTAL}.today() RETURNS date LANGUAGE sql STABLE PARALLEL SAFE "
        f"RETURN (now() AT TIME ZONE '{settings.TIME_ZONE}')::date"
    )


def tables() -> list[tuple[str, Custody]]:
    """Each table of ours and of the libraries, with its custody. Raises LookupError for one without."""
    found = []
    for model in apps.get_models(include_auto_created=True):
        table = model._meta.db_table
        declared = custody_of(model) or BORROWED.get(table)
        if declared is None:
            raise LookupError(f"{model._meta.label} declares no custody")
        if model._meta.managed and not model._meta.proxy:
            found.append((table, declared))
    return found
