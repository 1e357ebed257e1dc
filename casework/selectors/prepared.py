"""Numbers that every page asks for, by a statement that Django puts together once a day for the same rights.

Putting it together takes Django longer than Postgres needs to answer it; only the moment changes.
"""

from collections.abc import Callable, Hashable
from datetime import UTC, datetime
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import IntegerField, QuerySet, Subquery

NOW = datetime(1970, 1, 1, 0, 0, 0, 1, tzinfo=UTC)  # stands in a statement for the moment it is asked
MOST_KEPT = 2000

_statements: dict[Hashable, tuple[str, tuple[Any, ...]]] = {}


class CountOf(Subquery):
    """How many rows this query has, be it cut or not."""

    template = "(SELECT count(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()


def numbers(
    rights: Hashable, build: Callable[[datetime], QuerySet[Any]], *, now: datetime
) -> tuple[int, ...]:
    """The one row of what `build` gives for a moment. One query.

    `rights` must hold all of the user that the query depends on, and the day: who has the same asks the same.
    """
    known = _statements.get(rights)
    if known is None:
        if len(_statements) >= MOST_KEPT:
            _statements.clear()
        sql, params = build(NOW).query.get_compiler(DEFAULT_DB_ALIAS).as_sql()
        known = _statements[rights] = sql, tuple(params)
    sql, params = known
    with connection.cursor() as cursor:
        cursor.execute(sql, [now if one == NOW else one for one in params])
        return tuple(cursor.fetchone())
