"""What the tables of every kind have: numbers with their changes, each with the list of its rows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Min, QuerySet, Sum
from django.urls import reverse
from django.utils import timezone

from casework.figures import Figure, Measure, Period
from casework.metrics import Metric, Rate
from casework.models import Matter
from figures.changes import ON_PERIOD, ON_YEAR, Change, change
from figures.selectors.answers import UNKNOWN, Answer, tenth

NOW, BEFORE, YEAR = "now", "before", "year"


@dataclass(frozen=True)
class Line:
    """A number with its changes, and the list of the rows behind it. `note` says why there is none."""

    key: str
    name: str
    text: str
    url: str
    on_period: Change
    on_year: Change
    note: str = ""


@dataclass(frozen=True)
class Sums:
    """Every number of one kind of matter over a period and those that it is compared with."""

    kind: str
    called: str  # what such a matter is called in words
    list_name: str
    periods: Mapping[str, Period]
    found: Mapping[str, Any]

    def line(self, metric: Metric) -> Line:
        """A number, its changes, and its rows."""
        figure = Figure(metric.key, metric.name, self.kind, "", "", metric.definition)
        value = self.found[f"{NOW}__{metric.key}"]
        text = f"{value:,.2f}" if isinstance(value, Decimal) else f"{value:,}"
        return self.said(metric, self.answers(figure, metric.key), metric.key, f"{text} {metric.unit}")

    def rate(self, rate: Rate) -> Line:
        """A share with what it is divided by in its name; of nothing, and of few, there is none."""
        figure = Figure(rate.key, rate.name, self.kind, "", "", "", measure=Measure.RATE, better=rate.better)
        answers = self.answers(figure, rate.whole, rate.hits)
        note = answers[NOW].note.replace("案件", self.called)
        return self.said(rate, answers, rate.whole, answers[NOW].text, note)

    def answers(self, figure: Figure, n: str, hits: str = "") -> dict[str, Answer]:
        """The figure over each period in which there was anything to count yet."""
        first, found = self.found["first"], self.found
        begun = timezone.localdate(first) if first else None
        return {
            when: Answer(
                figure, period, n=found[f"{when}__{n}"], hits=found[f"{when}__{hits}"] if hits else 0
            )
            for when, period in self.periods.items()
            if when == NOW or (begun and begun < period.end)
        }

    def said(
        self, of: Metric | Rate, answers: Mapping[str, Answer], rows: str, text: str, note: str = ""
    ) -> Line:
        now = answers[NOW]
        on_period = change(now, answers.get(BEFORE), ON_PERIOD)
        on_year = change(now, answers.get(YEAR), ON_YEAR)
        url = list_url(self.list_name, self.periods[NOW], rows)
        return Line(of.key, of.name, text, url, on_period, on_year, note)


def sums_of(
    matters: QuerySet[Matter], metrics: Iterable[Metric], periods: Mapping[str, Period]
) -> dict[str, Any]:
    """Every number over every period, in one pass; and when the first of these matters came in."""
    asked: dict[str, Any] = {"first": Min("registered_at")}
    for when, period in periods.items():
        for metric in metrics:
            asked[f"{when}__{metric.key}"] = counted(metric, period)
    found = matters.order_by().aggregate(**asked)
    return {key: value or (None if key == "first" else 0) for key, value in found.items()}


def counted(metric: Metric, period: Period) -> Any:
    rows = metric.rows(period)
    return Sum(metric.amount, filter=rows) if metric.amount else Count("pk", filter=rows)


def share(part: int, whole: int) -> str:
    """What part of the whole, in per cent."""
    return f"{tenth(Decimal(100 * part) / whole)}%" if whole else UNKNOWN


def list_url(list_name: str, period: Period, key: str, **also: str) -> str:
    """The list of exactly the rows behind a number."""
    asked = {"table": key, "from": period.start.isoformat(), "to": period.last_day.isoformat(), **also}
    return reverse(list_name, query=asked)
