"""Counting in the database: many figures, over many periods, by groups, in one statement.

Each moment ("registered", "due" …) is a branch that reads its own index; UNION ALL joins the branches.
One statement sees one state of the database, so all numbers of a page agree with each other.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Case, CharField, DateField, F, FloatField, IntegerField, Q, Value, When
from django.db.models.functions import Cast, Left, TruncMonth, TruncWeek

from casework.figures import Figure, Period

TOP_CATEGORY = 3  # digits of a category's widest level


@dataclass(frozen=True)
class Question:
    """Some figures, over some periods that do not overlap, by groups of a sort.

    `by` is "", "area" (at a level: 9, 12 or 15 digits), "unit", "category" (the widest), "source",
    "month" or "week" (of the figure's own moment), or "place": by area and unit, for the roll-up.
    """

    figures: Sequence[Figure]
    periods: Sequence[Period]
    by: str = ""
    level: int = 9


@dataclass(frozen=True)
class Tally:
    """What one figure of a question counts to, over one of its periods, in one group."""

    question: int
    figure: Figure
    period: int
    group: tuple[str | None, str | None]
    n: int
    hits: int
    total: float | None


def tally(queryset: Any, questions: Sequence[Question]) -> Iterator[Tally]:
    """All that is not nothing. One query, however many questions."""
    branches = [
        (place, question, when, [figure for figure in question.figures if figure.when == when])
        for place, question in enumerate(questions)
        for when in dict.fromkeys(figure.when for figure in question.figures)
    ]
    width = max(len(figures) for *_, figures in branches)
    columns = ["branch", "period", "first", "second"]
    columns += [f"{part}{slot}" for slot in range(width) for part in ("n", "hits", "total")]
    selects = [
        branch_rows(queryset, question, when, figures, number, width).values_list(*columns)
        for number, (_, question, when, figures) in enumerate(branches)
    ]
    rows = selects[0].union(*selects[1:], all=True) if len(selects) > 1 else selects[0]
    for number, period, first, second, *numbers in rows:
        place, _, _, figures = branches[number]
        for slot, figure in enumerate(figures):
            n, hits, total = numbers[slot * 3 : slot * 3 + 3]
            if n:
                yield Tally(place, figure, period, (first, second), n, hits or 0, total)


def branch_rows(
    queryset: Any, question: Question, when: str, figures: Sequence[Figure], number: int, width: int
) -> Any:
    """The figures of one moment, counted by period and group, in as many columns as the widest branch has."""
    spans = [within(when, period) for period in question.periods]
    first, second = groups_of(question, when, figures[0].kind)
    return (
        queryset.filter(reduce(or_, spans), kind=figures[0].kind)
        .order_by()
        .annotate(
            branch=Value(number),
            period=Case(*(When(span, then=Value(place)) for place, span in enumerate(spans))),
            first=first,
            second=second,
        )
        .values("branch", "period", "first", "second")
        .annotate(**slots(figures, width))
    )


def within(when: str, period: Period) -> Q:
    """The moment lies in the period."""
    begin, over = period.moments
    return Q(**{f"{when}__gte": begin, f"{when}__lt": over})


def slots(figures: Sequence[Figure], width: int) -> dict[str, Any]:
    """Columns n0, hits0, total0, n1 …: one slot for each figure, the rest empty."""
    found: dict[str, Any] = {}
    for slot in range(width):
        counted = figures[slot].aggregates() if slot < len(figures) else {}
        for part, kind in (("n", IntegerField()), ("hits", IntegerField()), ("total", FloatField())):
            amount = counted.get(f"{figures[slot].slug}__{part}") if counted else None
            found[f"{part}{slot}"] = Cast(Value(None) if amount is None else amount, kind)
    return found


def groups_of(question: Question, when: str, kind: str) -> tuple[Any, Any]:
    """The two expressions that make the groups, as texts."""
    text = CharField()
    nothing = Value("", output_field=text)
    match question.by:
        case "area":
            return Left(F("area_id"), question.level), nothing
        case "unit":
            return Cast("unit_id", text), nothing
        case "category":
            return Left(F(f"{kind}__category_id"), TOP_CATEGORY), nothing
        case "source":
            return Cast(f"{kind}__source_id", text), nothing
        case "month":
            return Cast(Cast(TruncMonth(when), DateField()), text), nothing
        case "week":
            return Cast(Cast(TruncWeek(when), DateField()), text), nothing
        case "place":
            return F("area_id"), Cast("unit_id", text)
    return nothing, nothing
