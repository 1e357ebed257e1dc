"""三、需要关注的问题: found in the figures alone, each said with its numbers; none, and that is said."""

from collections.abc import Callable, Iterable

from figures.changes import ON_PERIOD, change
from figures.selectors import Answer
from papers.document import Block, Heading
from reports.composing.numbers import HANDLED, ON_TIME, REPORTED, Line, Numbers
from reports.composing.words import Part, listed, named, paragraph, part_said, said, share, with_unit

ORDINALS = "一二三四五六七八九"
NAMED = 3  # groups named in one sentence
GROWN_PART, GROWN_AT_LEAST = 5, 5  # by a fifth, and so many cases
Sentence = list[Part]


def concerns(numbers: Numbers) -> list[Block]:
    """The findings in the order of their weight, or that there are none."""
    finders: tuple[Callable[[Numbers], Sentence], ...] = (unfinished, backlog, late, grown, worsened)
    found = [sentence for finder in finders if (sentence := finder(numbers))]
    blocks: list[Block] = [Heading(1, "需要关注的问题")]
    if not found:
        nothing = "按本季度的数字，没有超期未办结的案件，也没有明显增加或变差的情况。"
        return [*blocks, paragraph(nothing)]
    return [*blocks, *(paragraph(f"{ORDINALS[at]}是", sentence) for at, sentence in enumerate(found))]


def unfinished(numbers: Numbers) -> Sentence:
    """Cases that came due in the quarter and are not finished, and where most of them are."""
    whole = numbers.main[HANDLED]
    if not misses(whole):
        return []
    sentence: Sentence = ["处置期限在本季度、到期还没有办结上报的案件有", part_said(whole, "miss"), "件"]
    for name, lines in (
        ("镇街道", numbers.places),
        ("承办单位", numbers.units),
        ("类别", numbers.categories),
    ):
        sentence += most_missed(name, lines)
    return [*sentence, "。"]


def most_missed(name: str, lines: Iterable[Line]) -> Sentence:
    """The groups with most unfinished cases."""
    found = sorted(
        (line for line in lines if misses(line.now[HANDLED])), key=lambda line: -misses(line.now[HANDLED])
    )
    clauses: list[Sentence] = [
        [named(line.label), part_said(line.now[HANDLED], "miss"), "件"] for line in found[:NAMED]
    ]
    if not clauses:
        return []
    return [f"；{name}{'中较多的是' if len(found) > NAMED else '为'}", *listed(clauses)]


def backlog(numbers: Numbers) -> Sentence:
    """Cases that came due before the quarter and are not finished to this day."""
    if not misses(numbers.earlier):
        return []
    return ["处置期限在本季度以前、至今没有办结上报的案件有", part_said(numbers.earlier, "miss"), "件。"]


def late(numbers: Numbers) -> Sentence:
    """How many were not handled in time, and the townships below the county's share."""
    whole = numbers.main.get(ON_TIME)
    if whole is None or not misses(whole):
        return []
    sentence: Sentence = ["没有按期处置的案件有", part_said(whole, "miss"), "件"]
    sentence += ["，占应处置案件的", share(misses(whole), whole.n)] if whole.enough else []
    below = [line for line in numbers.places if lower(line.now[ON_TIME], whole)]
    if below:
        low: Iterable[Sentence] = ([line.label, "（", said(line.now[ON_TIME]), "）"] for line in below)
        sentence += [f"；按期处置率低于全{numbers.word}的镇街道有", *listed(low)]
    return [*sentence, "。"]


def lower(own: Answer, whole: Answer) -> bool:
    """Is the group's share known, and below the whole's?"""
    return own.shown is not None and whole.shown is not None and own.shown < whole.shown


def grown(numbers: Numbers) -> Sentence:
    """Categories and townships from which markedly more came than in the quarter before."""
    clauses: list[Sentence] = [
        [f"{name}中，", *listed(more(line) for line in found[:NAMED])]
        for name, lines in (("类别", numbers.categories), ("镇街道", numbers.places))
        if (found := sorted(filter(has_grown, lines), key=lambda line: -growth(line)))
    ]
    return ["上报案件比上季度明显增加的，", *listed(clauses, "；"), "。"] if clauses else []


def has_grown(line: Line) -> bool:
    """More by a fifth and by five cases at least."""
    if line.before is None:
        return False
    return growth(line) >= GROWN_AT_LEAST and growth(line) * GROWN_PART >= line.before[REPORTED].n


def growth(line: Line) -> int:
    """How many more cases were reported than in the quarter before."""
    return line.now[REPORTED].n - line.before[REPORTED].n if line.before else 0


def more(line: Line) -> Sentence:
    """One group, and from how many to how many it grew."""
    before = said(line.before[REPORTED]) if line.before else ""
    return [line.label, "由", before, "件增加到", said(line.now[REPORTED]), "件"]


def worsened(numbers: Numbers) -> Sentence:
    """Figures that went the wrong way since the quarter before."""
    if numbers.before is None:
        return []
    clauses: list[Sentence] = []
    for key in numbers.main:
        own, before = numbers.main[key], numbers.before[key]
        moved = change(own, before, ON_PERIOD)
        if moved.good is False:
            clauses.append(
                [own.figure.name, moved.text, "（由", *with_unit(before), "到", *with_unit(own), "）"]
            )
    return ["和上季度比变差的指标：", *listed(clauses), "。"] if clauses else []


def misses(answer: Answer) -> int:
    """How many of the population did not hit."""
    return answer.n - answer.hits
