"""The answers to questions: live numbers over a queryset of matters."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from areas.models import inside
from casework.figures import Figure, Period, figures
from figures.periods import month_of, spans_of, weeks_until
from figures.selectors.answers import Answer
from figures.selectors.groups import names_of, span_label, where_of
from figures.selectors.tally import Question, Tally, tally

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


def ask(queryset: Any, questions: Sequence[Question], area: str = "") -> list[list[Answer]]:
    """The answers to each question, from one statement (and one for the names of each sort of groups)."""
    if area:
        queryset = queryset.filter(inside([area]))
    found: list[dict[tuple[int, str, str], Tally]] = [{} for _ in questions]
    for one in tally(queryset, questions):
        found[one.question][one.period, one.figure.key, one.group[0] or ""] = one
    names = names_of(questions, [{group for *_, group in counted} for counted in found], area)
    return [list(answers_to(*parts, area)) for parts in zip(questions, found, names, strict=True)]


def answers_to(
    question: Question, found: dict[tuple[int, str, str], Tally], names: dict[str, str], area: str
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
                    group=group,
                    label=label,
                    where=where_of(question.by, group, question.level, area),
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
