"""表5: the units of the county one by one; those of each township together, so that it stays readable."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from casework.figures import Measure
from figures.selectors import Answer
from figures.selectors.answers import ENOUGH
from papers.document import Column, Table
from reports.composing.columns import FEW, UNFINISHED, Row, amount, rate_column, whole, words
from reports.composing.numbers import HANDLED, IN_HAND, REWORK, Line, Numbers
from reports.composing.words import cell, part_of

TOGETHER = (
    f"镇街道、村（社区）的单位按镇街道合在一起，各不足{ENOUGH}件的县级单位合在一起，"
    "都不算中位数；逐个单位的数见看板。"
)


def unit_table(numbers: Numbers) -> Table:
    """表5: the units that had cases to handle."""
    columns = (
        Column("承办单位"),
        Column("应处置", "件", "count"),
        Column("已处置", "件", "count"),
        rate_column(numbers),
        amount(IN_HAND),
        Column("返工率", "", "rate"),
        UNFINISHED,
    )
    single, gathered = sorted_out(numbers)
    rows = [
        *(unit_row(line, numbers) for line in single),
        *(without_links(unit_row(line, numbers)) for line in gathered),
        unit_row(whole(numbers), numbers),
    ]
    return Table("各承办单位情况", columns, tuple(rows), f"{FEW}{TOGETHER}" if gathered else FEW)


def sorted_out(numbers: Numbers) -> tuple[list[Line], list[Line]]:
    """The lines of single units, and those of several units together."""
    single: list[Line] = []
    small: list[Line] = []
    by_town: dict[str, list[Line]] = {}
    for line in numbers.units:
        town = numbers.homes.get(line.group, "")
        if not any(answer.n for answer in line.now.values()):
            continue
        if town:
            by_town.setdefault(town, []).append(line)
        else:
            (small if line.group and most(line) < ENOUGH else single).append(line)
    gathered = [together(f"{town}（{len(lines)}个单位）", lines) for town, lines in by_town.items()]
    if len(small) > 1:
        gathered.insert(0, together(f"其他县级单位（{len(small)}个）", small))
    else:
        single += small
    return single, gathered


def most(line: Line) -> int:
    """The largest number of cases that any figure of the line speaks of."""
    return max(answer.n for answer in line.now.values())


def together(label: str, lines: Sequence[Line]) -> Line:
    """Several groups as one line."""
    return Line(label, {key: added(line.now[key] for line in lines) for key in lines[0].now})


def added(answers: Iterable[Answer]) -> Answer:
    """The sum of answers; of medians there is none."""
    first, *rest = answers
    if first.figure.measure is Measure.MEDIAN:
        return replace(first, n=0, total=None)
    return replace(
        first, n=first.n + sum(one.n for one in rest), hits=first.hits + sum(one.hits for one in rest)
    )


def unit_row(line: Line, numbers: Numbers) -> Row:
    """One unit, or several."""
    due = line.now[HANDLED]
    return (
        words(line.label),
        part_of(due, "population"),
        part_of(due, "hit"),
        cell(line.now[numbers.in_time]),
        cell(line.now[IN_HAND]),
        cell(line.now[REWORK]),
        part_of(due, "miss"),
    )


def without_links(row: Row) -> Row:
    """The same numbers; no list shows exactly the rows of several units."""
    return tuple(replace(one, url="") for one in row)
