"""Figures month by month, from the roll-up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import FilteredRelation, Q, Sum

from areas.models import inside
from casework.clocks import months_later
from casework.figures import Figure
from figures.models import RolledUpMonth
from figures.periods import month_of, month_period, months_between
from figures.selectors.answers import Answer
from figures.selectors.groups import span_label

MONTHS = 13  # a year and the month it began with


@dataclass(frozen=True)
class Trend:
    """For each month the figures' answers, or None where it was never rolled up; and as of when."""

    months: list[tuple[date, list[Answer] | None]]
    as_of: datetime | None

    @property
    def known(self) -> bool:
        return self.as_of is not None


def trend_of(asked: Sequence[Figure], area: str, until: date) -> Trend:
    """The figures of the area and all in it, over the 13 months up to the given day's. One query.

    Counts all matters, confidential ones too. Raises ValueError for a figure that does not add up.
    """
    if not all(figure.adds_up for figure in asked):
        raise ValueError("中位数不能按月相加，换一个指标。")
    first = months_later(month_of(until), 1 - MONTHS)
    found: dict[date, dict[str, Answer]] = {}
    instants: dict[date, datetime] = {}
    for month, rolled_at, key, n, hits, total in rolled_rows(asked, area, first, until):
        instants[month] = rolled_at
        answers = found.setdefault(month, {})
        if key:
            figure = next(one for one in asked if one.key == key)
            answers[key] = Answer(figure, month_period(month), n, hits, total)
    months = [
        (month, answers_of(asked, month, found.get(month), area)) for month in months_between(first, until)
    ]
    return Trend(months, min(instants.values(), default=None))


def rolled_rows(asked: Sequence[Figure], area: str, first: date, until: date) -> list[tuple]:
    """Every rolled up month, with the sums of each figure that is not nothing."""
    current = Q(pk__in=[])
    for figure in asked:
        current |= Q(numbers__figure=figure.key, numbers__version=figure.version)
    relation = FilteredRelation("numbers", condition=current & inside([area], "numbers__area"))
    return list(
        RolledUpMonth.objects.between(month_of(first), month_of(until))
        .annotate(asked=relation)
        .values_list("month", "rolled_at", "asked__figure")
        .annotate(Sum("asked__n"), Sum("asked__hits"), Sum("asked__total"))
    )


def answers_of(
    asked: Sequence[Figure], month: date, found: dict[str, Answer] | None, area: str
) -> list[Answer] | None:
    """The month's answers in the order asked, with its name and where its rows are."""
    if found is None:
        return None
    period, label, where = month_period(month), span_label(month, "month"), (("area", area),)
    known = [found.get(figure.key) or Answer(figure, period) for figure in asked]
    return [
        Answer(one.figure, period, one.n, one.hits, one.total, month.isoformat(), label, where)
        for one in known
    ]
