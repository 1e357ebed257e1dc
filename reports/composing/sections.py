"""The first two sections: how the quarter went, and how cases were handled."""

from collections.abc import Callable, Iterable

from figures.selectors import Answer
from papers.document import Block, Chart, Heading
from reports.composing.numbers import (
    CHECKED_ON_TIME,
    CLOSED,
    CLOSED_RATE,
    DISPATCHED_ON_TIME,
    FILED,
    HANDLED,
    HOURS,
    IN_HAND,
    ON_TIME,
    REOPENED,
    REPORTED,
    SETTLED,
    URGENT,
    Line,
    Numbers,
)
from reports.composing.words import (
    Part,
    listed,
    moment_words,
    moved,
    named,
    paragraph,
    said,
    share,
    uncollected,
    with_unit,
)

LEADERS = 3  # of categories and sources; townships are never ranked
NAMED_IN_TEXT = 15  # more townships stand in the table alone
TOO_FEW = 20  # cases of a quarter, below which shares and changes say little
# Filing, handling, checking: each rate stands with the one that would show it was bent (F8).
EFFICIENCY = (
    (FILED, DISPATCHED_ON_TIME),
    (HANDLED, ON_TIME, HOURS, IN_HAND),
    (CHECKED_ON_TIME, CLOSED_RATE, SETTLED),
)


def overall(numbers: Numbers) -> list[Block]:
    """一、总体情况: how much came in, how much was closed, how well; each with 同比 and 环比."""
    main = numbers.main
    blocks: list[Block] = [
        Heading(1, "总体情况"),
        paragraph(
            opening(numbers),
            ["上报案件", said(main[REPORTED]), f"件{moved(main[REPORTED], numbers)}；"],
            ["办结案件", said(main[CLOSED]), f"件{moved(main[CLOSED], numbers)}。"],
            ["上报案件里，紧急案件", said(main[URGENT]), "件。"],
            uncollected(numbers),
            few(numbers),
        ),
        paragraph(*rates((numbers.in_time, REOPENED, HOURS), numbers, rated, "；"), "主要指标见表1。"),
    ]
    return [*blocks, trend(numbers)] if len(numbers.months) > 1 else blocks


def opening(numbers: Numbers) -> str:
    """Which days these are; a quarter that still runs says so."""
    if not numbers.running:
        return f"{numbers.quarter.label}，全{numbers.word}"
    until = moment_words(numbers.now)
    return (
        f"{numbers.quarter.label}还没结束，以下是截至{until}的阶段数据，同比、环比都和相同天数比较。"
        f"全{numbers.word}"
    )


def few(numbers: Numbers) -> str:
    """Says so where there are too few cases for shares and changes to mean much."""
    if numbers.main[REPORTED].n >= TOO_FEW:
        return ""
    return f"本季度案件不到{TOO_FEW}件，太少，占比和变化只供参考。"


def rates(
    keys: Iterable[str], numbers: Numbers, say: Callable[[Answer, Numbers], list[Part]], between: str
) -> list[Part]:
    """Clauses of rates and means; those that no case speaks of are named together at the end."""
    answers = [numbers.main[key] for key in keys]
    clauses = [say(answer, numbers) for answer in answers if answer.n]
    silent = "、".join(answer.figure.name for answer in answers if not answer.n)
    sentence = f"本季度没有可以算{silent}的案件。" if silent else ""
    return [*listed(clauses, between), *(["。"] if clauses else []), sentence]


def rated(answer: Answer, numbers: Numbers) -> list[Part]:
    """A rate or a mean with its changes; or why there is none."""
    if not answer.enough:
        return [f"{answer.figure.name}：只有{answer.n}件，太少，不算"]
    return [answer.figure.name, *with_unit(answer), moved(answer, numbers)]


def trend(numbers: Numbers) -> Chart:
    """Reported and closed by month, for up to a year."""
    series = [
        (numbers.main[key].figure.name, tuple(month.now[key].n for month in numbers.months))
        for key in (REPORTED, CLOSED)
    ]
    labels = tuple(short_months([month.label for month in numbers.months]))
    return Chart("各月上报和办结案件", "line", labels, tuple(series), "件")


def short_months(labels: list[str]) -> Iterable[str]:
    """2025年11月, 12月, 2026年1月, 2月: the year where it begins."""
    year = ""
    for label in labels:
        own, month = label.split("年")
        yield month if own == year else label
        year = own


def handling(numbers: Numbers) -> list[Block]:
    """二、网格案件办理情况: where cases come from, how they were handled, where they lie."""
    efficiency = [
        paragraph(
            *rates((numbers.in_time if key == ON_TIME else key for key in keys), numbers, countered, "。")
        )
        for keys in EFFICIENCY
    ]
    return [
        Heading(1, "网格案件办理情况"),
        Heading(2, "来源和类别"),
        paragraph(
            "从来源看，",
            leading(numbers.sources, numbers),
            "从类别看，",
            leading(numbers.categories, numbers),
        ),
        paragraph("各类别、各来源见表3、表4。"),
        Heading(2, "办理效率"),
        *efficiency,
        paragraph("各承办单位见表5。"),
        Heading(2, "分镇街道情况"),
        *by_place(numbers),
    ]


def countered(answer: Answer, numbers: Numbers) -> list[Part]:
    """A rate with its changes, and the one that it is read with."""
    counter = numbers.main.get(answer.figure.counter)
    if counter is None or not counter.enough:
        return rated(answer, numbers)
    return [*rated(answer, numbers), "（对照：", counter.figure.name, *with_unit(counter), "）"]


def leading(lines: Iterable[Line], numbers: Numbers) -> list[Part]:
    """The groups from which most cases come, with their shares."""
    found = sorted((line for line in lines if line.now[REPORTED].n), key=lambda line: -line.now[REPORTED].n)
    if not found:
        return ["没有上报的案件。"]
    whole = numbers.main[REPORTED].n
    shown: list[list[Part]] = [
        [named(line.label), said(line.now[REPORTED]), "件（占", share(line.now[REPORTED].n, whole), "）"]
        for line in found[:LEADERS]
    ]
    rest = len(found) - len(shown)
    return [f"{'较多的是' if rest else ''}", *listed(shown), "。"]


def by_place(numbers: Numbers) -> list[Block]:
    """Every township in the order of its code, without ranks; of very many the chart stands in the annex."""
    ordered = "按区划代码排列，不排名次"
    if len(numbers.places) > NAMED_IN_TEXT:
        chart = f"图{2 if len(numbers.months) > 1 else 1}"
        return [paragraph(f"各镇街道上报、办结和按期处置情况见表2、{chart}（{ordered}）。")]
    clauses = (place_clause(line) for line in numbers.places)
    said_here = paragraph(f"各镇街道情况（{ordered}）：", listed(clauses, "；"), "。按期处置和变化见表2。")
    return [said_here, comparison(numbers)] if len(numbers.places) > 1 else [said_here]


def place_clause(line: Line) -> list[Part]:
    """What came in and what was closed in one township."""
    return [line.label, "上报", said(line.now[REPORTED]), "件、办结", said(line.now[CLOSED]), "件"]


def comparison(numbers: Numbers) -> Chart:
    """Reported and closed by township."""
    series = tuple(
        (numbers.main[key].figure.name, tuple(line.now[key].n for line in numbers.places))
        for key in (REPORTED, CLOSED)
    )
    labels = tuple(line.label for line in numbers.places)
    return Chart("各镇街道上报和办结案件", "bar", labels, series, "件")
