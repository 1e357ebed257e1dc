"""What the tables of every kind have: numbers with their changes, each with the list of its rows."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Min, QuerySet
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from casework.figures import Figure, Measure, Period
from casework.models import Matter
from figures.changes import ON_PERIOD, ON_YEAR, Change, change
from figures.selectors import Answer, Question, ask_as
from figures.selectors.answers import LISTS, UNKNOWN, tenth
from figures.tables.spans import Span


@dataclass(frozen=True)
class Line:
    """A number with its changes, and the list of the rows behind it. `note` says why there is none."""

    answer: Answer
    on_period: Change
    on_year: Change
    counter: Answer | None = None
    called: str = "案件"

    @property
    def key(self) -> str:
        return self.answer.figure.key

    @property
    def name(self) -> str:
        return self.answer.figure.name

    @property
    def rate(self) -> bool:
        return self.answer.figure.measure is Measure.RATE

    @property
    def text(self) -> str:
        """ "12 件", "1,000.00 元", "93.6%" or "——"."""
        figure = self.answer.figure
        return self.answer.text if self.rate else f"{self.answer.text} {figure.counted_in}"

    @property
    def url(self) -> str:
        return self.answer.url("hit" if self.rate else "population")

    @property
    def whole_url(self) -> str:
        """The rows that a share is of."""
        return self.answer.url()

    @property
    def note(self) -> str:
        return self.answer.note.replace("案件", self.called)

    @property
    def definition(self) -> str:
        return self.answer.figure.definition


def lines_of(
    user: User, kind: str, figures: Sequence[Figure], span: Span, today: date, called: str
) -> tuple[list[Line], datetime]:
    """Every figure over the span with its changes, and as of when they are."""
    periods = (span.period, *span.compared(today))
    [answers], at = ask_as(user, kind, [Question(figures, periods)])
    begun = first_day(Matter.objects.visible_to(user).filter(kind=kind))
    now, before, year = (
        {one.figure.key: one for one in answers if one.period == one_of} for one_of in periods
    )
    had = [begun is not None and begun < one.end for one in periods]
    return [
        Line(
            answer,
            change(answer, before[key] if had[1] else None, ON_PERIOD),
            change(answer, year[key] if had[2] else None, ON_YEAR),
            now.get(answer.figure.counter),
            called,
        )
        for key, answer in now.items()
    ], at


def first_day(matters: QuerySet[Matter]) -> date | None:
    """The day on which the first of these came in. One query."""
    first = matters.aggregate(first=Min("registered_at"))["first"]
    return timezone.localdate(first) if first else None


def share(part: int, whole: int) -> str:
    """What part of the whole, in per cent."""
    return f"{tenth(Decimal(100 * part) / whole)}%" if whole else UNKNOWN


def parted(answer: Answer, **also: str) -> Answer:
    """The answer of one part of a division, whose list the parameters narrow."""
    return replace(answer, where=tuple(also.items()))


def list_url(figure: Figure, period: Period, **also: Any) -> str:
    """The list of exactly the rows behind a number."""
    asked = {
        "figure": figure.key,
        "from": period.start.isoformat(),
        "to": period.last_day.isoformat(),
        **also,
    }
    return reverse(LISTS[figure.kind], query=asked)
