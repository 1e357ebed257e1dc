"""Counting in the database: many figures, over many periods, by groups, in one statement.

Each period of each moment ("registered", "due" …) is a branch that reads its own range of an index, with
nothing to sort; UNION ALL joins the branches.
One statement sees one state of the database, so all numbers of a page agree with each other.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, DateField, F, FloatField, IntegerField, Q, Value
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
        Branch(place, question, at, [figure for figure in question.figures if figure.when == when])
        for place, question in enumerate(questions)
        for at in range(len(question.periods))
        for when in dict.fromkeys(figure.when for figure in question.figures)
    ]
    width = max(len(branch.figures) for branch in branches)
    rows = [branch.rows(queryset, number, width) for number, branch in enumerate(branches)]
    for number, first, second, *numbers in rows[0].union(*rows[1:], all=True) if len(rows) > 1 else rows[0]:
        branch = branches[number]
        for slot, figure in enumerate(branch.figures):
            n, hits, total = numbers[slot * 3 : slot * 3 + 3]
            if n:
                yield Tally(branch.place, figure, branch.at, (first, second), n, hits or 0, total)


@dataclass(frozen=True)
class Branch:
    """The figures of one moment of a question, over one of its periods."""

    place: int
    question: Question
    at: int
    figures: Sequence[Figure]

    def rows(self, queryset: Any, number: int, width: int) -> Any:
        """Counted by group, in as many columns as the widest branch has."""
        when, kind = self.figures[0].when, self.figures[0].kind
        first, second = groups_of(self.question, when, kind)
        counted = slots(self.figures, width)
        return (
            queryset.filter(within(when, self.question.periods[self.at]), kind=kind)
            .order_by()
            .values(branch=Value(number), first=first, second=second)
            .annotate(**counted)
            .values_list("branch", "first", "second", *counted)
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
