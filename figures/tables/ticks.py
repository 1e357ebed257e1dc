"""The rows behind tables, each ticked under the numbers that it is in."""

from collections.abc import Callable, Iterator, Mapping
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import BooleanField, Case, Q, QuerySet, Value, When

from casework.figures import Period
from casework.metrics import Metric
from casework.models import Matter

MOST_ROWS = 50_000
SUMS = {"指标": 40, "本期": 18, "环比": 22, "同比": 22, "口径": 60}


def counts(metrics: Mapping[str, Metric]) -> dict[str, Metric]:
    """The numbers that count rows; an amount is in none of them."""
    return {key: metric for key, metric in metrics.items() if not metric.amount}


def sum_rows(lines: Any, metrics: Mapping[str, Metric]) -> Iterator[list[str]]:
    """Each number as a row of the workbook, with its definition."""
    for one in lines:
        said = metrics[one.key].definition if one.key in metrics else one.note
        yield [one.name, one.text, one.on_period.text, one.on_year.text, said]


def ticked(
    matters: QuerySet[Matter],
    metrics: Mapping[str, Metric],
    period: Period,
    cells: Callable[[Matter], list[str]],
) -> Iterator[list[str]]:
    """Each matter that is in any of the numbers, with ✓ under those. One statement."""
    filters = {key: metric.rows(period) for key, metric in counts(metrics).items()}
    wanted: Q = reduce(or_, filters.values())
    ticks = {
        f"in_{key}": Case(When(rows, then=Value(True)), default=Value(False), output_field=BooleanField())
        for key, rows in filters.items()
    }
    found = matters.filter(wanted).annotate(**ticks).order_by("pk")
    for matter in found[:MOST_ROWS].iterator(2000):
        yield [*cells(matter), *("✓" if vars(matter)[f"in_{key}"] else "" for key in filters)]
