"""Counting in the database: many figures, over many periods, by groups, in one statement.

Each period of each moment ("registered", "due" …) is a branch that reads its own range of an index, with
nothing to sort; UNION ALL joins the branches.
One statement sees one state of the database, so all numbers of a page agree with each other.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, DateField, F, FloatField, IntegerField, Value
from django.db.models.functions import Cast, Left, TruncMonth, TruncWeek

from casework.figures import PARTS, Figure, Period, within

WIDE = len(PARTS)
TOP_CATEGORY = 3  # digits of a category's widest level


@dataclass(frozen=True)
class Question:
    """Some figures, over some periods that do not overlap, by groups of a sort.

    `by` is "", "area" (at a level: 9, 12 or 15 digits), "unit", "category" (the widest), "source",
    "month" or "week" (of the figure's own moment), or an expression over the matter.
    """

    figures: Sequence[Figure]
    periods: Sequence[Period]
    by: Any = ""
    level: int = 9

    def branches(self, place: int) -> Iterator["Branch"]:
        """The figures of each moment over each period, those apart that do not add up alike."""
        for at, period in enumerate(self.periods):
            together: dict[tuple[str, Any, bool, bool], list[Figure]] = {}
            for figure in self.figures:
                alike = (figure.kind, figure.when, figure.adds_up, figure.months_add_up)
                together.setdefault(alike, []).append(figure)
            for figures in together.values():
                yield Branch(self, place, at, tuple(figures), period)


@dataclass(frozen=True)
class Tally:
    """What one figure of a question counts to, over one of its periods, in one group. The total is in its
    unit.
    """

    question: int
    figure: Figure
    period: int
    group: str
    n: int
    hits: int
    total: float | None
    left_out: int = 0


@dataclass(frozen=True)
class Branch:
    """The figures of one moment of a question, over one of its periods, or over some `span` of it."""

    question: Question
    place: int
    at: int
    figures: tuple[Figure, ...]
    span: Period
    matters: Any = None  # a queryset

    def rows(self, number: int, width: int) -> Any:
        """Counted by group, in as many columns as the widest branch has."""
        when, kind = self.figures[0].when, self.figures[0].kind
        counted = slots(self.figures, width, self.span)
        return (
            self.matters.filter(within(when, self.span), kind=kind)
            .order_by()
            .values(branch=Value(number), group=group_of(self.question, when, kind))
            .annotate(**counted)
            .values_list("branch", "group", *counted)
        )


def tally(branches: Sequence[Branch]) -> Iterator[Tally]:
    """All that is not nothing. One query, however many branches."""
    if not branches:
        return
    width = max(len(branch.figures) for branch in branches)
    rows = [branch.rows(number, width) for number, branch in enumerate(branches)]
    for number, group, *numbers in rows[0].union(*rows[1:], all=True) if len(rows) > 1 else rows[0]:
        branch = branches[number]
        for slot, figure in enumerate(branch.figures):
            if found := told(branch, figure, group, numbers[slot * WIDE : slot * WIDE + WIDE]):
                yield found


def told(branch: Branch, figure: Figure, group: str | None, numbers: Sequence[Any]) -> Tally | None:
    """The numbers of one figure, in the order of PARTS, as what they are; None of nothing."""
    n, hits, total, left_out = numbers
    if not n and not left_out:
        return None
    amount = figure.amount(total) if figure.total is not None else None
    return Tally(branch.place, figure, branch.at, group or "", n or 0, hits or 0, amount, left_out or 0)


def slots(figures: Sequence[Figure], width: int, period: Period) -> dict[str, Any]:
    """Columns n0, hits0 …, n1 …: one slot for each figure, the rest empty."""
    found: dict[str, Any] = {}
    for slot in range(width):
        counted = figures[slot].aggregates(period) if slot < len(figures) else {}
        for part in PARTS:
            kind = FloatField() if part == "total" else IntegerField()
            found[f"{part}{slot}"] = Cast(counted.get(part) or Value(None), kind)
    return found


def group_of(question: Question, when: Any, kind: str) -> Any:
    """The expression that makes the groups, as a text."""
    text = CharField()
    match question.by:
        case "":
            return Value("", output_field=text)
        case "area":
            return Left(F("area_id"), question.level)
        case "unit":
            return Cast("unit_id", text)
        case "category":
            return Left(F(f"{kind}__category_id"), TOP_CATEGORY)
        case "source":
            return Cast(f"{kind}__source_id", text)
        case "month":
            return Cast(Cast(TruncMonth(when), DateField()), text)
        case "week":
            return Cast(Cast(TruncWeek(when), DateField()), text)
    return Cast(question.by, text)
