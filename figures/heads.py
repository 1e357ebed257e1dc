"""Cases per 10,000 residents, area by area: what a large place and a small one can be compared by.

An unknown population is "——", never nought; where few people live, one case more or less says nothing.
"""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from areas.models import Population
from figures.display import Cell, number
from figures.selectors.answers import UNKNOWN, Answer, tenth
from figures.selectors.board import Board

FEWEST = 1000  # residents
PER = 10_000
TITLE = "每万人上报案件"


def lines(board: Board) -> Iterator[tuple[Answer, Population | None]]:
    """What was reported in each area, and how many live there where that is known."""
    for group in board.places:
        [reported] = [one for one in group if one.figure.key == "cases.reported"]
        yield reported, board.residents.get(reported.group)


def per_heads(reported: Answer, population: Population | None) -> Decimal | None:
    """Cases per 10,000 residents; None where it is unknown, or too few to compare."""
    if population is None or population.residents < FEWEST:
        return None
    return tenth(Decimal(reported.n * PER) / population.residents)


def heads_table(board: Board) -> dict[str, Any]:
    """The areas in code order, each with what its number is made of."""
    columns = ["区划", TITLE, "上报案件", "常住人口，人", "人口来源"]
    return {
        "title": TITLE,
        "filter": f"{board.quarter.label} · 按区划代码排列，不排名",
        "columns": [{"label": label, "words": label == "人口来源"} for label in columns],
        "rows": [heads_row(*line) for line in lines(board)],
    }


def heads_row(reported: Answer, population: Population | None) -> list[Cell]:
    share = per_heads(reported, population)
    return [
        {"text": reported.label},
        {"text": UNKNOWN if share is None else f"{share:,}", "label": TITLE, "note": why_none(population)},
        number(reported, "上报案件"),
        {"text": f"{population.residents:,}" if population else UNKNOWN, "label": "常住人口，人"},
        {"text": source_of(population), "label": "人口来源", "words": True},
    ]


def why_none(population: Population | None) -> str:
    """Why there is no number; "" where there is one, or nothing is known."""
    return "数太少，不比较" if population and population.residents < FEWEST else ""


def source_of(population: Population | None) -> str:
    return f"{population.year}年末，{population.source}" if population else "没有填"


def heads_chart(board: Board) -> dict[str, Any]:
    """A bar for each area; its number opens the cases."""
    return {
        "id": "heads",
        "title": TITLE,
        "unit": "件",
        "note": f"按区划代码排列，不排名；不到 {FEWEST:,} 人的不比较，没有人口数的空着",
        "kind": "bar",
        "across": True,
        "whole": False,
        "series": [TITLE],
        "rows": [{"label": line[0].label, "values": [bar(*line)]} for line in lines(board)],
    }


def bar(reported: Answer, population: Population | None) -> Cell:
    share = per_heads(reported, population)
    if share is None:
        return {"value": None}
    return {"value": float(share), "text": f"{share:,}", "url": reported.url()}
