"""The answers to questions: over a queryset of matters, or over what a user sees."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from itertools import chain, groupby
from typing import Any

from accounts.models import User
from casework.figures import Figure, Period, figures
from casework.kinds import kinds
from casework.models import Matter
from figures.periods import month_of, spans_of, weeks_until
from figures.selectors.answers import Answer
from figures.selectors.asking import Known, Reach, plan
from figures.selectors.extent import EVERYTHING, Extent
from figures.selectors.groups import names_of, span_label, where_of
from figures.selectors.stored import added
from figures.selectors.tally import Question, Tally, tally
from security import clock

Answers = list[list[Answer]]
GROUPS = {"": "全部", "area": "区划", "unit": "单位", "category": "类别", "month": "月份", "source": "来源"}


def count(
    queryset: Any,
    asked: Iterable[Figure | str],
    period: Period,
    by: str = "",
    level: int = 9,
    area: str = "",
) -> list[Answer]:
    """The figures (or their keys) over the period, by group: the groups in official order, then the figures.

    The queryset is over matters, scoped or not; `area` keeps to one area. One query, and one for names.
    """
    return ask(queryset, [Question(chosen(asked), (period,), by, level)], area=area)[0]


def compare(
    queryset: Any, asked: Iterable[Figure | str], periods: Sequence[Period], area: str = ""
) -> list[dict[str, Answer]]:
    """The figures over several periods that do not overlap: for each period the answers by key. One query."""
    answers = ask(queryset, [Question(chosen(asked), tuple(periods))], area=area)[0]
    return [
        {answer.figure.key: answer for answer in answers if answer.period == period} for period in periods
    ]


def ask(queryset: Any, questions: Sequence[Question], area: str = "") -> Answers:
    """The answers to each question, live: one statement, and one for the names of the groups."""
    extent = Extent(area)
    queryset = queryset.filter(extent.rows)
    branches = [branch for place, one in enumerate(questions) for branch in one.branches(place)]
    return answered(questions, tally([replace(branch, matters=queryset) for branch in branches]), extent)


def ask_as(
    user: User, kind: str, questions: Sequence[Question], extent: Extent = EVERYTHING
) -> tuple[Answers, datetime]:
    """The answers over this kind's matters that the user sees, and as of when they are.

    Whole months come from the roll-up, the rest is counted now: three statements, and one for names.
    """
    matters = Matter.objects.visible_to(user).filter(extent.rows, kind=kind)
    known = Known.now()
    asked = plan(questions, matters, Reach.of(user, kind, extent), known)
    found = answered(questions, chain(added(asked.stored), tally(asked.live)), extent)
    return found, (known.as_of if asked.stored and known.as_of else clock.now())


def answered(questions: Sequence[Question], counted: Iterable[Tally], extent: Extent) -> Answers:
    """The answers that the counts make: those of one figure and group are added up."""
    found: list[dict[tuple[int, str, str], Tally]] = [{} for _ in questions]
    for one in counted:
        key = (one.period, one.figure.key, one.group)
        found[one.question][key] = plus(found[one.question].get(key), one)
    names = names_of(questions, [{group for *_, group in counted} for counted in found], extent.area)
    return [list(answers_to(*parts, extent)) for parts in zip(questions, found, names, strict=True)]


def plus(one: Tally | None, other: Tally) -> Tally:
    """Two counts of different matters together."""
    if one is None:
        return other
    total = None if one.total is None and other.total is None else (one.total or 0) + (other.total or 0)
    left_out = one.left_out + other.left_out
    return replace(one, n=one.n + other.n, hits=one.hits + other.hits, total=total, left_out=left_out)


def answers_to(
    question: Question, found: dict[tuple[int, str, str], Tally], names: dict[str, str], extent: Extent
) -> Iterator[Answer]:
    """One answer for each period, group and figure, those that count nothing too."""
    for place, period in enumerate(question.periods):
        for group, label, span in groups_in(question, period, names):
            for figure in question.figures:
                one = found.get((place, figure.key, group))
                yield Answer(
                    figure=figure,
                    period=span,
                    n=one.n if one else 0,
                    hits=one.hits if one else 0,
                    total=one.total if one else None,
                    left_out=one.left_out if one else 0,
                    group=group,
                    label=label,
                    where=where_of(question.by, group, question.level, extent),
                )


def groups_in(question: Question, period: Period, names: dict[str, str]) -> Iterator[tuple[str, str, Period]]:
    """Each group of the question over the period: its key, its name and its days."""
    if not question.by:
        yield "", "", period
    elif question.by in {"month", "week"}:
        for span in spans_of(period, question.by):
            yield key_of(span.start, question.by), span_label(span.start, question.by), span
    else:
        yield from ((group, label, period) for group, label in names.items())


def key_of(day: date, by: str) -> str:
    """The first day of the day's month or week, as the database writes it."""
    return (month_of(day) if by == "month" else weeks_until(day, 1).start).isoformat()


def groupable(figure: Figure, by: str) -> bool:
    """Can the figure be counted by this? Not by a category or a source that its kind does not have, nor by
    month where no moment tells.
    """
    if by in {"category", "source"}:
        own = kinds()[figure.kind]._meta
        return any(field.name == by and field.is_relation for field in own.fields)
    return by not in {"month", "week"} or isinstance(figure.when, str)


def chosen(asked: Iterable[Figure | str]) -> list[Figure]:
    """The figures themselves. Raises ValueError for a key that is not declared."""
    found = []
    for one in asked:
        figure = figures().get(one) if isinstance(one, str) else one
        if figure is None:
            raise ValueError(f"没有“{one}”这个指标，现有：{'、'.join(figures())}。")
        found.append(figure)
    return found


def by_group(answers: Iterable[Answer]) -> list[list[Answer]]:
    """The answers of each group together, in the order they came."""
    return [list(together) for _, together in groupby(answers, key=lambda one: (one.period, one.group))]
