"""What every renderer must say alike: numbers of headings, tables and charts, and characters that print."""

from __future__ import annotations

import re
from collections.abc import Iterator

from papers.document import Block, Chart, Document, Heading, Table
from papers.rendering.page import em_width

LONGEST_TITLE = 19  # characters of 22 pt in a line
DIGITS = "零一二三四五六七八九"
# Behind which a title may break: words of reports, and what the names of organs end with.
WORD_ENDS = "季度|年度|关于|工作|、|和|的|人民政府|委员会|办公室|局|院"
NO_ROWS = "本期没有记录"


def chinese_number(number: int) -> str:
    """Return 1 to 99 in Chinese: 十二, 二十, 三十五."""
    if not 1 <= number <= 99:
        raise ValueError(f"headings are numbered 1 to 99, not {number}")
    tens, ones = divmod(number, 10)
    words = {0: "", 1: "十"}.get(tens, f"{DIGITS[tens]}十")
    return words + (DIGITS[ones] if ones else "")


def heading_number(level: int, number: int) -> str:
    """Return the prefix of a heading: 一、 then（一）then 1. then（1）(GB/T 9704, 7.3.3)."""
    if level == 1:
        return f"{chinese_number(number)}、"
    if level == 2:
        return f"（{chinese_number(number)}）"
    return f"{number}." if level == 3 else f"（{number}）"


def labelled(document: Document) -> Iterator[tuple[Block, str]]:
    """Yield each block with its label: a heading's prefix, 表1, 图1; text and annexes' heads have none."""
    headings = [0] * 5
    tables = charts = 0
    for place, block in enumerate(document.parts):
        label = ""
        if isinstance(block, Heading) and place < len(document.blocks):
            headings[block.level] += 1
            headings[block.level + 1 :] = [0] * (4 - block.level)
            label = heading_number(block.level, headings[block.level])
        elif isinstance(block, Table):
            tables += 1
            label = f"表{tables}"
        elif isinstance(block, Chart):
            charts += 1
            label = f"图{charts}"
        yield block, label


def title_lines(title: str) -> list[str]:
    """Return a title in lines: one that is too long is broken behind a word near its middle (7.3.1)."""
    if em_width(title) <= LONGEST_TITLE:
        return [title]
    ends = [found.end() for found in re.finditer(WORD_ENDS, title[:-2])]
    middle = em_width(title) / 2
    end = min(ends, key=lambda end: abs(em_width(title[:end]) - middle), default=len(title))
    return [title[:end], title[end:]] if end < len(title) else [title]


def printable(text: str) -> str:
    """Return the text without what no file format can hold: controls go, line breaks become spaces."""
    spaced = " ".join(text.splitlines()).replace("\t", " ")
    return "".join(char for char in spaced if _holds(char))


def _holds(char: str) -> bool:
    code = ord(char)
    return (
        code >= 0x20
        and not 0x7F <= code <= 0x9F
        and not 0xD800 <= code <= 0xDFFF
        and code not in {0xFFFE, 0xFFFF}
    )


def attachment_lines(document: Document) -> list[tuple[str, str]]:
    """Return lead and name of each line of 附件说明; several attachments are numbered (7.3.4)."""
    names = document.attachments
    if len(names) == 1:
        return [("附件：", names[0])]
    return [
        (f"附件：{number}." if number == 1 else f"{number}.", name) for number, name in enumerate(names, 1)
    ]


def closing_notes(document: Document) -> list[str]:
    """Return the lines of 附注 below the date, in round brackets."""
    notes = [document.note, f"数据截至{document.figures_as_of}" if document.figures_as_of else ""]
    return [f"（{note}）" for note in notes if note]


def chart_number(value: float, unit: str) -> str:
    """Return a chart's value as it is written beside its mark; fractions become percentages."""
    if unit == "%":
        return f"{value * 100:.1f}%"
    return f"{value:,.0f}" if value == round(value) else f"{value:,.1f}"


def chart_in_words(chart: Chart) -> str:
    """Return the chart's data as a sentence, for readers who cannot see it."""
    lines = []
    for name, values in chart.series:
        shown = ("——" if value is None else chart_number(value, chart.unit) for value in values)
        lines.append(f"{name}：" + "，".join(map("".join, zip(chart.categories, shown, strict=True))))
    return f"{chart.title}。" + "；".join(lines)
