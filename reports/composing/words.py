"""Numbers as official papers write them (ux.md 6.2), each with its value and the address of its rows."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from django.conf import settings
from django.utils import timezone

from casework.figures import Measure, Period
from figures.changes import ON_PERIOD, ON_YEAR, change
from figures.selectors import UNKNOWN, Answer
from figures.selectors.answers import tenth
from papers.document import Cell, Paragraph
from reports.composing.numbers import Answers, Numbers

WAN = 10_000
BASES = {ON_YEAR: "上年同期", ON_PERIOD: "上季度"}
Part = str | Cell


def moment_words(moment: datetime) -> str:
    """2026年10月8日 15:30, local time."""
    local = timezone.localtime(moment)
    return f"{local.year}年{local.month}月{local.day}日 {local:%H:%M}"


def running_count(number: int) -> str:
    """A count within a sentence: no comma below ten thousand, 万 with two decimals from there."""
    return str(number) if number < WAN else f"{Decimal(number) / WAN:.2f}万"


def without_commas(text: str) -> str:
    """The same words with the numbers below ten thousand written as sentences have them."""
    return re.sub(r"(?<![\d,])(\d),(\d{3})(?![\d,])", r"\1\2", text)


def span_words(span: Period) -> str:
    """The days of a period: 2026年7月1日至9月30日."""
    first, last = span.start, span.last_day
    year = f"{last.year}年" if last.year != first.year else ""
    return f"{first.year}年{first.month}月{first.day}日至{year}{last.month}月{last.day}日"


def named(label: str) -> str:
    """A name as it can stand before a number: quoted if it ends with a digit, else they grow together."""
    return f"“{label}”" if label[-1:].isdigit() else label


def value_of(answer: Answer) -> Decimal | int | None:
    """The value exactly as it is written; a share as a fraction of 1."""
    if answer.shown is None:
        return None
    if answer.figure.measure is Measure.COUNT:
        return answer.n
    return answer.shown / 100 if answer.figure.measure is Measure.RATE else answer.shown


def cell(answer: Answer) -> Cell:
    """The answer in a table; a value that is unknown has no rows to open, unless there are a few."""
    url = absolute(answer.url()) if answer.n or answer.figure.measure is Measure.COUNT else ""
    return Cell(value_of(answer), answer.text, url)


def said(answer: Answer) -> Cell:
    """The answer within a sentence, its unit with it where the number does not show it."""
    if answer.figure.measure is Measure.COUNT:
        return Cell(answer.n, running_count(answer.n), absolute(answer.url()))
    return cell(answer)


def with_unit(answer: Answer) -> list[Part]:
    """The answer within a sentence; a mean or a median with its unit."""
    if answer.figure.measure in {Measure.COUNT, Measure.RATE}:
        return [said(answer)]
    return [said(answer), answer.figure.measure.value]


def part_of(answer: Answer, part: str) -> Cell:
    """How many rows the "population", its "hit"s or its "miss"es are, in a table."""
    number = {"population": answer.n, "hit": answer.hits, "miss": answer.n - answer.hits}[part]
    return Cell(number, f"{number:,}", absolute(answer.url(part)))


def part_said(answer: Answer, part: str) -> Cell:
    """The same within a sentence."""
    found = part_of(answer, part)
    return replace(found, text=running_count(int(found.text.replace(",", ""))))


def share(part: int, whole: int) -> Cell:
    """What part is of the whole, in per cent."""
    if not whole:
        return Cell(None)
    percent = tenth(Decimal(100 * part) / whole)
    return Cell(percent / 100, f"{percent}%")


def absolute(path: str) -> str:
    """The address as it must stand in a file that leaves the portal."""
    return f"{settings.SITE_URL}{path}"


def change_cell(now: Answer, before: Answers | None, name: str) -> Cell:
    """How the figure changed, in words; in a table."""
    text = change(now, before[now.figure.key] if before else None, name).text
    return Cell(None) if text == UNKNOWN else Cell(text, text)


def moved(now: Answer, numbers: Numbers) -> str:
    """How the figure changed, as what follows it: ，同比上升3.2%，环比持平.

    A quarter that was not collected is passed over here: `uncollected` says it once for the whole paper.
    """
    bases = [(ON_YEAR, numbers.year), (ON_PERIOD, numbers.before)]
    known = [(name, base) for name, base in bases if base is not None]
    if known and not any(base[now.figure.key].enough for _, base in known):
        return "，没有可比的往期数据"
    return "".join(f"，{one_move(now, base, name)}" for name, base in known)


def uncollected(numbers: Numbers) -> str:
    """Which earlier quarters there is nothing of."""
    if numbers.before is None:
        return "没有往期数据，不作比较。"
    return "" if numbers.year else f"没有{BASES[ON_YEAR]}的数据，全文不计{ON_YEAR}。"


def one_move(now: Answer, base: Answers, name: str) -> str:
    """One change as a clause; where there is none, why."""
    before = base[now.figure.key]
    found = change(now, before, name)
    if found.direction is not None:
        return f"{name}{without_commas(found.text)}"
    if found.text == UNKNOWN:
        few = "太少" if before.n else "没有这样的案件"
        return f"{BASES[name]}{few}，不计{name}"
    return found.text


def paragraph(*parts: Part | Iterable[Part]) -> Paragraph:
    """A paragraph of words and numbers; words that touch become one."""
    flat: list[Part] = []
    for part in parts:
        for piece in [part] if isinstance(part, str | Cell) else part:
            if flat and isinstance(piece, str) and isinstance(flat[-1], str):
                flat[-1] += piece
            else:
                flat.append(piece)
    return Paragraph(tuple(flat))


def listed(clauses: Iterable[Iterable[Part]], between: str = "、") -> list[Part]:
    """Clauses one after another, with the mark between them."""
    joined: list[Part] = []
    for clause in clauses:
        joined += [between] if joined else []
        joined += clause
    return joined
