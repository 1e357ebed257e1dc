"""How the numbers of months are counted and written: one pass over the matters for the figures of a moment.

The pass counts by place and unit; from that small result both cuts are added up and written, without a row
leaving the database.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import BooleanField, Case, Count, DateField, F, Q, QuerySet, Value, When
from django.db.models.functions import Cast, Coalesce, TruncMonth

from areas.models import Area
from casework.clocks import months_later
from casework.figures import PARTS, Period, within
from casework.models import Accusation, Matter
from figures.layout import Branch, layout
from figures.models import Cut, FigureNumbers, Sort
from figures.periods import Quarter, month_period

APART = Q(confidential=True) | Q(pk__in=Accusation.objects.values("matter"))
Span = tuple[Sort, date, Period]
KEYS = ("start", "place", "hands", "apart")


def write_numbers(months: Sequence[date]) -> int:
    """Count the months, and the quarters and years that they lie in, and write them; how many rows.

    What stood there must be gone.
    """
    written = 0
    for branch in counted_branches():
        for run in runs(months):
            written += write(branch, Sort.MONTH, counted(branch, run))
        if not branch.months_add_up:
            for sort, start, period in wider(months):
                written += write(branch, sort, counted(branch, [start], period))
    return written


def counted_branches() -> list[Branch]:
    """Those of kinds of which there is a matter at all: most counties begin with one or two."""
    kinds = {branch.kind for branch in layout().branches}
    there = {kind for kind in kinds if Matter.objects.filter(kind=kind).exists()}
    return [branch for branch in layout().branches if branch.kind in there]


def runs(months: Iterable[date]) -> Iterator[list[date]]:
    """The months in stretches without a gap."""
    run: list[date] = []
    for month in sorted(months):
        if run and months_later(run[-1], 1) != month:
            yield run
            run = []
        run.append(month)
    if run:
        yield run


def wider(months: Iterable[date]) -> list[Span]:
    """The quarters and years in which the months lie."""
    quarters = sorted({Quarter.of(month) for month in months})
    years = sorted({month.year for month in months})
    return [
        *((Sort.QUARTER, one.period.start, one.period) for one in quarters),
        *((Sort.YEAR, date(year, 1, 1), Period(date(year, 1, 1), date(year + 1, 1, 1))) for year in years),
    ]


def counted(branch: Branch, starts: Sequence[date], period: Period | None = None) -> list[QuerySet[Any]]:
    """Queries that count the branch by time, place, unit and whether it stands apart.

    Where a moment tells the time, one for all months from the first to the last; else one for each.
    """
    if isinstance(branch.when, str) and not period:
        whole = Period(starts[0], months_later(starts[-1], 1))
        return [grouped(branch, whole, Cast(TruncMonth(branch.when), DateField()))]
    return [
        grouped(branch, period or month_period(start), Value(start, output_field=DateField()))
        for start in starts
    ]


def grouped(branch: Branch, period: Period, start: Any) -> QuerySet[Any]:
    amounts: dict[str, Any] = {}
    for place, figure in enumerate(branch.figures):
        found = figure.aggregates(period)
        for part in PARTS:
            amounts[f"{part}{place}"] = Coalesce(found[part], 0) if part in found else Value(0)
    apart = Case(When(APART, then=Value(True)), default=Value(False), output_field=BooleanField())
    return (
        Matter.objects.filter(within(branch.when, period), kind=branch.kind)
        .order_by()
        .values(start=start, place=F("area_id"), hands=F("unit_id"), apart=apart)
        .annotate(seen=Count("pk"), **amounts)
        .values_list(*KEYS, *amounts)
    )


def write(branch: Branch, sort: Sort, counted_by: Iterable[QuerySet[Any]]) -> int:
    """Add the counts up along both cuts into the table."""
    table = connection.ops.quote_name(FigureNumbers._meta.db_table)
    names = [f"{part}{place}" for place in range(len(branch.figures)) for part in PARTS]
    sums = ", ".join(f"sum({name})::bigint" for name in names)
    written = 0
    for queryset in counted_by:
        inner, given = queryset.query.sql_with_params()
        statement = f"""
            WITH counted ({", ".join([*KEYS, *names])}) AS MATERIALIZED ({inner})
            INSERT INTO {table} (sort, start, kind, branch, cut, area, unit, apart, numbers)
            SELECT %s, start, %s, %s, %s, place, NULL, apart, ARRAY[{sums}]
              FROM counted GROUP BY start, place, apart
            UNION ALL
            SELECT %s, start, %s, %s, %s, left(place, %s), hands, apart, ARRAY[{sums}]
              FROM counted GROUP BY start, left(place, %s), hands, apart
        """
        said = (sort.value, branch.kind, branch.number)
        wide = Area.Level.TOWNSHIP.value
        with connection.cursor() as cursor:
            cursor.execute(statement, [*given, *said, Cut.AREA.value, *said, Cut.UNIT.value, wide, wide])
            written += cursor.rowcount
    return written
