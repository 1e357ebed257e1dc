"""What a user asks: whole months from the roll-up, the rest live, and nothing that they do not see.

A matter that everybody sees who oversees its place is counted by the roll-up. What stands apart
(confidential, or an accusation) and what a user sees beyond their places and units is counted live, with the
days that make no whole month, and with what does not add up.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, F, Func, Q

from accounts.models import PETITION, User
from areas.models import Area, inside
from casework.clocks import months_later
from casework.figures import Period
from casework.models import Accusation
from casework.models.scope import Scope
from figures.layout import layout
from figures.models import Cut, RolledUpMonth, Sort
from figures.periods import Quarter, month_of
from figures.selectors.extent import Extent
from figures.selectors.stored import Stored
from figures.selectors.tally import Branch, Question
from security import clock

ALIVE = timedelta(minutes=15)  # the roll-up looks every 5; where it does not, numbers are counted live
TOWN = Area.Level.TOWNSHIP.value


@dataclass(frozen=True)
class Known:
    """The months that may be read from the roll-up, and as of when."""

    months: frozenset[date] = frozenset()
    as_of: datetime | None = None

    @classmethod
    def now(cls) -> "Known":
        """Those of today's definitions, where the roll-up is alive. One query."""
        rolled = list(RolledUpMonth.objects.values_list("month", "rolled_at", "signature"))
        last = max((rolled_at for _, rolled_at, _ in rolled), default=None)
        if last is None or last < clock.now() - ALIVE:
            return cls()
        signature = layout().signature
        return cls(frozenset(month for month, _, by in rolled if by == signature), last)

    def all_in(self, period: Period) -> bool:
        return all(month in self.months for month in months_of(period))


@dataclass(frozen=True)
class Reach:
    """Of one kind of matter in an extent: which rows of the roll-up the user sees whole."""

    extent: Extent
    areas: frozenset[str]
    units: frozenset[int]

    @classmethod
    def of(cls, user: User, kind: str, extent: Extent) -> "Reach":
        scope = Scope.of(user)
        return cls(extent, scope.petition_areas if kind == PETITION else scope.areas, scope.units)

    @property
    def wide(self) -> bool:
        """Are all of the user's areas townships or larger, as the rows by unit are?"""
        return all(len(code) <= TOWN for code in self.areas)

    @property
    def covered(self) -> bool:
        """Is all of the extent theirs, by place or by unit?"""
        area, unit = self.extent.area, self.extent.unit
        by_place = bool(area) and any(area.startswith(code) for code in self.areas)
        return by_place or (unit is not None and unit in self.units)

    def rows(self, cut: Cut) -> Q | None:
        """Which rows of the cut hold what they see, and nothing twice; None where it cannot tell."""
        area, unit = self.extent.area, self.extent.unit
        if cut is Cut.AREA:
            return inside([area], "area") if self.covered and unit is None else None
        if len(area) > TOWN:
            return None
        found = inside([area], "area") if area else Q()
        if unit is not None:
            found &= Q(unit=unit)
        if self.covered:
            return found
        return found & (inside(self.areas, "area") | Q(unit__in=self.units)) if self.wide else None

    @property
    def elsewhere(self) -> Any:
        """The places that are not theirs: for who oversees the whole county there is none."""
        return Area.objects.exclude(inside(self.areas, "code"))

    def beyond(self) -> Q:
        """Matters that reach them in other ways than by place or unit: asked by the places elsewhere."""
        return Q(area__in=self.elsewhere) & ~Q(unit__in=self.units)


@dataclass(frozen=True)
class Plan:
    """What of some questions is read from the roll-up, and what is counted live."""

    stored: list[Stored]
    live: list[Branch]


def plan(questions: Sequence[Question], matters: Any, reach: Reach, known: Known) -> Plan:
    """How to answer the questions over the user's matters of one kind."""
    found = Plan([], [])
    apart = list(beside(matters, reach))
    for place, question in enumerate(questions):
        cut = cut_of(question, reach)
        rows = reach.rows(cut) if cut else None
        for branch in question.branches(place):
            times = whole_times(branch, known) if cut and rows is not None else None
            if times and cut and rows is not None:
                found.stored.append(Stored(branch, cut, rows, *times))
                spans = spanned(*times)
                found.live.extend(
                    replace(branch, span=span, matters=some) for some in apart for span in spans
                )
            rest = left_over(branch.span, spanned(*times) if times else [])
            found.live.extend(replace(branch, span=span, matters=matters) for span in rest)
    return found


def cut_of(question: Question, reach: Reach) -> Cut | None:
    """Along which cut the question's groups can be read; None where they cannot."""
    wanted: list[Cut] = []
    if question.by == "unit" or (question.by == "area" and question.level <= TOWN):
        wanted = [Cut.UNIT]
    elif question.by == "area":
        wanted = [Cut.AREA]
    elif question.by in ("", "month"):
        wanted = [Cut.UNIT, Cut.AREA]
    return next((cut for cut in wanted if reach.rows(cut) is not None), None)


def beside(matters: Any, reach: Reach) -> Iterator[Any]:
    """What of the user's matters the roll-up does not count for everybody: three sets that share nothing."""
    accused = Accusation.objects.values("matter")
    open_ground = matters.filter(confidential=False)
    yield matters.filter(confidential=True)
    yield open_ground.filter(is_one_of(accused))
    if not reach.covered and reach.elsewhere.exists():
        yield open_ground.exclude(pk__in=accused).filter(reach.beyond())


def is_one_of(some: Any) -> Func:
    """Is the matter one of these? Their keys are gathered first: there are few, and many of a period."""
    shape: dict[str, Any] = {"template": "%(expressions)s)", "arg_joiner": " = ANY("}
    return Func(F("pk"), ArraySubquery(some), output_field=BooleanField(), **shape)


def whole_times(branch: Branch, known: Known) -> tuple[Sort, tuple[date, ...]] | None:
    """Which whole times of the period stand in the roll-up for this branch; None where none does."""
    figure = branch.figures[0]
    if not figure.adds_up:
        return None
    if figure.months_add_up or branch.question.by == "month":
        months = tuple(month for month in months_of(branch.span, whole=True) if month in known.months)
        return (Sort.MONTH, months) if months else None
    sort = sort_of(branch.span)
    return (sort, (branch.span.start,)) if sort and known.all_in(branch.span) else None


def sort_of(period: Period) -> Sort | None:
    """Is the period a month, a quarter or a year?"""
    start, end = period.start, period.end
    if start.day != 1:
        return None
    if end == months_later(start, 1):
        return Sort.MONTH
    if Quarter.of(start).period == period:
        return Sort.QUARTER
    return Sort.YEAR if start.month == 1 and end == months_later(start, 12) else None


def months_of(period: Period, *, whole: bool = False) -> list[date]:
    """The first days of the months that the period touches, or that lie in it whole."""
    month = month_of(period.start)
    if whole and month < period.start:
        month = months_later(month, 1)
    found = []
    while month < period.end and (not whole or months_later(month, 1) <= period.end):
        found.append(month)
        month = months_later(month, 1)
    return found


def spanned(sort: Sort, starts: Sequence[date]) -> list[Period]:
    """The days of whole times, those that touch as one."""
    length = {Sort.MONTH: 1, Sort.QUARTER: 3, Sort.YEAR: 12}[sort]
    spans: list[Period] = []
    for start in starts:
        end = months_later(start, length)
        if spans and spans[-1].end == start:
            spans[-1] = Period(spans[-1].start, end)
        else:
            spans.append(Period(start, end))
    return spans


def left_over(period: Period, spans: Sequence[Period]) -> Iterator[Period]:
    """The days of the period that the spans leave."""
    start = period.start
    for span in spans:
        if start < span.start:
            yield Period(start, span.start)
        start = span.end
    if start < period.end:
        yield Period(start, period.end)
