"""The figures of past months, as the roll-up would have written them."""

from collections.abc import Iterator
from datetime import date

from django.utils import timezone
from figures.selectors.trend import MONTHS

from benchmarks.county.bulk import copy
from casework.clocks import months_later
from casework.models import Matter
from figures.models import FigureValue, RolledUpMonth
from figures.periods import month_period
from figures.selectors.board import TREND
from figures.selectors.counting import chosen
from figures.selectors.tally import Question, tally

COLUMNS = "(month_id, figure, version, area, unit, n, hits)"


def roll_up_lately() -> None:
    """This month's and those of a year before it; of the figures only those whose trend the board draws."""
    this = timezone.localdate().replace(day=1)
    for back in range(MONTHS):
        month = months_later(this, -back)
        RolledUpMonth.objects.create(month=month)
        copy(f"{FigureValue._meta.db_table} {COLUMNS}", numbers_of(month))


def numbers_of(month: date) -> Iterator[tuple[object, ...]]:
    """Each figure by area and unit."""
    for one in tally(Matter.objects.all(), [Question(chosen(TREND), (month_period(month),), "place")]):
        area, unit = one.group
        yield month, one.figure.key, one.figure.version, area, unit or r"\N", one.n, one.hits
