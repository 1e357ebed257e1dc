"""Composes the county's quarterly report: asks the figures once, then writes from the answers."""

from datetime import datetime

from django.utils import timezone

from figures.periods import Quarter
from papers.document import Block, Document
from reports.composing.concerns import concerns
from reports.composing.definitions import definitions
from reports.composing.numbers import Numbers, gather
from reports.composing.sections import handling, overall
from reports.composing.tables import annexes
from reports.composing.words import moment_words

__all__ = ["Numbers", "compose", "gather", "write"]


def compose(quarter: Quarter, *, now: datetime) -> Document:
    """The quarter's report with its figures as of now. Must be called outside any transaction."""
    return write(gather(quarter, now=now))


def write(numbers: Numbers) -> Document:
    """The document that says these numbers. Pure: the same numbers make the same document."""
    parts = (overall, handling, concerns, definitions)
    blocks: tuple[Block, ...] = tuple(block for part in parts for block in part(numbers))
    running = f"本季度还没结束，本报告是截至{moment_words(numbers.now)}的阶段数据"
    return Document(
        title=f"关于{numbers.quarter.label}社会治理工作情况的报告",
        organ=f"{numbers.county or numbers.word}平安建设领导小组办公室",
        addressee=f"{numbers.word}平安建设领导小组",
        issued_on=timezone.localdate(numbers.now),
        blocks=blocks,
        annexes=tuple(annexes(numbers)),
        attachments=("主要指标和分类统计表（表1至表5）",),
        note=running if numbers.running else "",
        figures_as_of=moment_words(numbers.now),
    )
