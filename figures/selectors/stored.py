"""Reading the roll-up: the sums of some figures over whole months, by group, in one statement."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import BigIntegerField, CharField, F, Q, Sum, Value
from django.db.models.functions import Cast, Left

from figures.layout import layout
from figures.models import Cut, FigureNumbers, Sort
from figures.selectors.tally import WIDE, Branch, Tally, told


@dataclass(frozen=True)
class Stored:
    """A branch of a question over whole months, or over one quarter or year, along a cut; of these rows."""

    branch: Branch
    cut: Cut
    rows: Q
    sort: Sort
    starts: tuple[date, ...]

    def sums(self, number: int, width: int) -> Any:
        """The sums by group, in as many columns as the widest has."""
        of = layout().branch_of(self.branch.figures[0])
        places = [place for figure in self.branch.figures for place in of.places(figure)]
        columns = {
            f"sum{slot}": Cast(Sum(f"numbers__{places[slot]}") if slot < len(places) else Value(None), BIG)
            for slot in range(width)
        }
        found = FigureNumbers.objects.filter(
            self.rows, sort=self.sort, start__in=self.starts, cut=self.cut, branch=of.number, apart=False
        )
        grouped = found.order_by().values(asked=Value(number), group=self.group)
        return grouped.annotate(**columns).values_list("asked", "group", *columns)

    @property
    def group(self) -> Any:
        """The expression that makes the groups, as a text."""
        match self.branch.question.by:
            case "area":
                return Left(F("area"), self.branch.question.level)
            case "unit":
                return Cast("unit", TEXT)
            case "month":
                return Cast("start", TEXT)
        return Value("", output_field=TEXT)


BIG, TEXT = BigIntegerField(), CharField()


def added(asked: Sequence[Stored]) -> Iterator[Tally]:
    """All that is not nothing. One query."""
    if not asked:
        return
    width = max(len(one.branch.figures) for one in asked) * WIDE
    rows = [one.sums(number, width) for number, one in enumerate(asked)]
    for number, group, *sums in rows[0].union(*rows[1:], all=True) if len(rows) > 1 else rows[0]:
        branch = asked[number].branch
        for slot, figure in enumerate(branch.figures):
            if found := told(branch, figure, group, sums[slot * WIDE : slot * WIDE + WIDE]):
                yield found
