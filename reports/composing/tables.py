"""附件: the five tables. Townships stand in the order of their codes; nobody is ranked."""

from figures.changes import ON_PERIOD, ON_YEAR
from figures.selectors import Answer
from papers.document import Block, Cell, Column, Heading, Table
from reports.composing.columns import FEW, UNFINISHED, Row, amount, rate_column, whole, words
from reports.composing.numbers import (
    CLOSED,
    HANDLED,
    HOURS,
    REPORTED,
    Answers,
    Line,
    Numbers,
)
from reports.composing.sections import NAMED_IN_TEXT, comparison
from reports.composing.units import unit_table
from reports.composing.words import cell, change_cell, part_of, share

CHANGES = "环比和上季度比较，同比和上年同期比较；没有数据的以“——”表示。"

COUNTED = Column("上报", "件", "count")
BEFORE = Column("上季度上报", "件", "count")
ON_PERIOD_COLUMN = Column("环比")


def annexes(numbers: Numbers) -> list[Block]:
    """All tables, in the order in which the text speaks of them."""
    tables = (main_table, place_table, category_table, source_table, unit_table)
    blocks: list[Block] = [Heading(1, "附件"), *(table(numbers) for table in tables)]
    # So tall a chart would leave half a page of the text empty.
    return [*blocks, comparison(numbers)] if len(numbers.places) > NAMED_IN_TEXT else blocks


def main_table(numbers: Numbers) -> Table:
    """表1: every figure in this quarter, in the one before and a year ago, with its changes."""
    columns = (
        Column("指标"),
        Column("单位"),
        Column("本季度", "", "count"),
        Column("上季度", "", "count"),
        Column("上年同期", "", "count"),
        ON_PERIOD_COLUMN,
        Column("同比"),
    )
    rows = tuple(main_row(answer, numbers) for answer in numbers.main.values())
    return Table("主要指标", columns, rows, f"{CHANGES}{FEW}")


def main_row(answer: Answer, numbers: Numbers) -> Row:
    """One figure."""
    return (
        words(answer.figure.name),
        words(answer.figure.measure.value),
        cell(answer),
        past(answer, numbers.before),
        past(answer, numbers.year),
        change_cell(answer, numbers.before, ON_PERIOD),
        change_cell(answer, numbers.year, ON_YEAR),
    )


def past(answer: Answer, base: Answers | None) -> Cell:
    """The same figure in an earlier period; unknown where nothing was collected."""
    return cell(base[answer.figure.key]) if base else Cell(None)


def place_table(numbers: Numbers) -> Table:
    """表2: the townships."""
    columns = (
        Column("镇街道"),
        COUNTED,
        BEFORE,
        ON_PERIOD_COLUMN,
        Column("办结", "件", "count"),
        rate_column(numbers),
        amount(HOURS),
        UNFINISHED,
    )
    rows = tuple(place_row(line, numbers) for line in [*numbers.places, whole(numbers)])
    return Table("各镇街道情况", columns, rows, f"按区划代码排列，不排名次。{FEW}")


def place_row(line: Line, numbers: Numbers) -> Row:
    """One township."""
    return (
        words(line.label),
        *compared(line),
        cell(line.now[CLOSED]),
        cell(line.now[numbers.in_time]),
        cell(line.now[HOURS]),
        part_of(line.now[HANDLED], "miss"),
    )


def compared(line: Line) -> Row:
    """Reported now and in the quarter before, and the change."""
    now = line.now[REPORTED]
    return cell(now), past(now, line.before), change_cell(now, line.before, ON_PERIOD)


def category_table(numbers: Numbers) -> Table:
    """表3: the widest categories."""
    columns = (
        Column("类别"),
        COUNTED,
        Column("占比", "", "rate"),
        BEFORE,
        ON_PERIOD_COLUMN,
        rate_column(numbers),
        UNFINISHED,
    )
    rows = tuple(category_row(line, numbers) for line in [*numbers.categories, whole(numbers)])
    return Table("各类别情况", columns, rows, f"按类别代码排列。{FEW}")


def category_row(line: Line, numbers: Numbers) -> Row:
    """One category."""
    return (*source_row(line, numbers), cell(line.now[numbers.in_time]), part_of(line.now[HANDLED], "miss"))


def source_table(numbers: Numbers) -> Table:
    """表4: how cases came in."""
    columns = (Column("来源"), COUNTED, Column("占比", "", "rate"), BEFORE, ON_PERIOD_COLUMN)
    rows = tuple(source_row(line, numbers) for line in [*numbers.sources, whole(numbers)])
    return Table("各来源情况", columns, rows)


def source_row(line: Line, numbers: Numbers) -> Row:
    """One source: its cases, and what they are of the whole."""
    counted, before, moved = compared(line)
    part = share(line.now[REPORTED].n, numbers.main[REPORTED].n)
    return words(line.label), counted, part, before, moved
