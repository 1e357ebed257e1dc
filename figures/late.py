"""What months that were over came to later: another number than the roll-up had said (晚到的变化)."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.db import connection

from casework.figures import PARTS
from figures.layout import layout
from figures.models import LateChange, RolledUpMonth
from figures.periods import month_period
from security import clock

NOTHING = [0] * len(PARTS)
Totals = Mapping[date, Mapping[str, list[int]]]  # each month's figures in their PARTS
# Added up in the database: the county's numbers of a month are a few hundred rows, each of some dozen places.
ADDED = """
    SELECT start, branch, place, sum(amount)::bigint
      FROM figures_figurenumbers, unnest(numbers) WITH ORDINALITY AS counted (amount, place)
     WHERE sort = 'month' AND cut = 'unit' AND start = ANY(%s)
     GROUP BY start, branch, place
"""


def totals_of(months: Sequence[date]) -> Totals:
    """What the figures of these months come to now, of those that were over when they were rolled up and by
    today's definitions."""
    rolled = RolledUpMonth.objects.filter(month__in=months, signature=layout().signature)
    over = [one.month for one in rolled if one.rolled_at >= month_period(one.month).moments[1]]
    found: dict[date, dict[str, list[int]]] = {month: {} for month in over}
    if not over:
        return found
    with connection.cursor() as cursor:
        cursor.execute(ADDED, [over])
        rows = cursor.fetchall()
    for start, number, place, amount in rows:
        figures = layout().branches[number].figures
        at, part = divmod(place - 1, len(PARTS))
        found[start].setdefault(figures[at].key, list(NOTHING))[part] = amount
    return found


def note_late_changes(before: Totals, after: Totals) -> None:
    """Write down each figure that says something else than before."""
    now = clock.now()
    changes = []
    for month, figures in before.items():
        for branch in layout().branches:
            for figure in branch.figures:
                old, new = (some.get(figure.key, NOTHING) for some in (figures, after.get(month, {})))
                if old != new:
                    changes.append(
                        LateChange(
                            month_id=month,
                            figure=figure.key,
                            version=figure.version,
                            at=now,
                            before=old,
                            after=new,
                        )
                    )
    LateChange.objects.bulk_create(changes)
