"""The rows behind tables, each ticked under the numbers that it is in."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import reduce
from operator import or_

from django.db.models import BooleanField, Case, Q, QuerySet, Value, When

from casework.figures import Figure, Measure, Period
from casework.models import Matter
from figures.tables.lines import Line

MOST_ROWS = 50_000
SUMS = {"指标": 40, "本期": 18, "环比": 22, "同比": 22, "口径": 60}


def counts(figures: Iterable[Figure]) -> list[Figure]:
    """The numbers that count rows; an amount or a share is in none of them."""
    return [figure for figure in figures if figure.measure is Measure.COUNT]


def sum_rows(lines: Iterable[Line]) -> Iterator[list[str]]:
    """Each number as a row of the workbook, with its definition."""
    for one in lines:
        said = f"{one.definition}{one.note}"
        yield [one.name, one.text, one.on_period.text, one.on_year.text, said]


def ticked(
    matters: QuerySet[Matter],
    figures: Sequence[Figure],
    period: Period,
    cells: Callable[[Matter], list[str]],
) -> Iterator[list[str]]:
    """Each matter that is in any of the numbers, with ✓ under those. One statement."""
    filters = [figure.within(period) for figure in counts(figures)]
    wanted: Q = reduce(or_, filters)
    ticks = {
        f"in_{place}": Case(When(rows, then=Value(True)), default=Value(False), output_field=BooleanField())
        for place, rows in enumerate(filters)
    }
    found = matters.filter(wanted).annotate(**ticks).order_by("pk")
    for matter in found[:MOST_ROWS].iterator(2000):
        yield [*cells(matter), *("✓" if vars(matter)[key] else "" for key in ticks)]
