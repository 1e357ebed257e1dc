"""The board's answers in the shapes that the shared tables and charts take."""

from collections.abc import Iterable, Sequence
from typing import Any

from casework.figures import Figure, Measure, figures
from figures.changes import Change
from figures.selectors.answers import ENOUGH, UNKNOWN, Answer
from figures.selectors.board import Board, Line

Cell = dict[str, Any]
UNITS = 15  # that a chart can hold


def rates_table(board: Board) -> dict[str, Any]:
    """Shares and times, each with its changes, its parts, and the figure that keeps it honest."""
    columns = ["指标", "本季", "环比", "同比", "分子", "分母", "剔除", "对照着看"]
    return {
        "title": "办得怎么样",
        "filter": f"{board.subject} · {board.quarter.label}",
        "columns": [{"label": label, "words": label in {"环比", "同比", "对照着看"}} for label in columns],
        "rows": [rate_row(line) for line in board.rates],
    }


def rate_row(line: Line) -> list[Cell]:
    now = line.now
    return [
        {"text": name_of(now.figure)},
        {**number(now, "本季"), "note": now.note},
        changed(line.on_period, line.previous, "环比"),
        changed(line.on_year, line.year_before, "同比"),
        part(now, "hit", now.hits, "分子")
        if now.figure.hit is not None
        else {"text": UNKNOWN, "label": "分子"},
        part(now, "population", now.n, "分母"),
        part(now, "left_out", now.left_out, "剔除")
        if now.figure.left_out is not None
        else {"text": UNKNOWN, "label": "剔除"},
        counter(line.counter),
    ]


def counts_table(board: Board) -> dict[str, Any]:
    """How many came in and were closed, with their changes."""
    columns = ["指标", "本季", "环比", "同比"]
    return {
        "title": "收了多少，办了多少",
        "filter": f"{board.subject} · {board.quarter.label}",
        "columns": [{"label": label, "words": label in {"环比", "同比"}} for label in columns],
        "rows": [
            [
                {"text": name_of(line.now.figure)},
                number(line.now, "本季"),
                changed(line.on_period, line.previous, "环比"),
                changed(line.on_year, line.year_before, "同比"),
            ]
            for line in board.counts
        ],
    }


def places_table(board: Board) -> dict[str, Any]:
    """The areas of the board side by side, in code order: no ranking."""
    heads = [name_of(answer.figure) for answer in board.places[0]] if board.places else []
    return {
        "title": "各地情况",
        "filter": f"{board.quarter.label} · 按区划代码排列，不排名",
        "columns": [{"label": "区划"}, *({"label": head} for head in heads)],
        "rows": [
            [
                {"text": group[0].label},
                *({**number(one, name_of(one.figure)), "note": one.note} for one in group),
            ]
            for group in board.places
        ],
    }


def name_of(figure: Figure) -> str:
    """The figure's name with its unit, where it is not a count or a share."""
    plain = figure.measure in {Measure.COUNT, Measure.RATE}
    return figure.name if plain else f"{figure.name}，{figure.measure}"


def number(answer: Answer, label: str) -> Cell:
    """The answer's number; it opens the rows that make it."""
    return {
        "text": answer.text,
        "label": label,
        "url": answer.url(making(answer)) if answer.shown is not None else "",
        "metric": f"{answer.figure.key}:{making(answer)}",
    }


def making(answer: Answer) -> str:
    """Which part of its rows a number opens: a share its hits, all else the population."""
    return "population" if answer.figure.hit is None else "hit"


def part(answer: Answer, name: str, amount: int, label: str) -> Cell:
    """The number of rows in a part of the answer."""
    return {
        "text": f"{amount:,}",
        "label": label,
        "url": answer.url(name),
        "metric": f"{answer.figure.key}:{name}",
    }


def changed(move: Change, base: Answer | None, label: str) -> Cell:
    """A change in words; it opens the rows of the period that it starts from."""
    cell: Cell = {"text": move.text, "label": label, "words": True}
    if base is None or move.direction is None:
        return cell
    return {
        **cell,
        "url": base.url(making(base)),
        "metric": f"{base.figure.key}:base",
        "note": f"原为 {base.text}",
    }


def counter(answer: Answer | None) -> Cell:
    """The figure that is read beside another."""
    if answer is None:
        return {"text": UNKNOWN, "label": "对照着看", "words": True}
    text = f"{name_of(answer.figure)} {answer.text}"
    return {**number(answer, "对照着看"), "text": text, "words": True}


def point(answer: Answer | None) -> Cell:
    """A point of a chart; without a value where there is none."""
    if answer is None or answer.shown is None:
        return {"value": None}
    return {"value": float(answer.shown), "text": answer.text, "url": answer.url(making(answer))}


def weeks_chart(board: Board) -> dict[str, Any]:
    """In and out, week by week: the gap between the lines is the backlog."""
    return {
        "id": "weeks",
        "title": "每周新增与办结",
        "unit": "件",
        "kind": "line",
        "series": ["新增", "办结"],
        "rows": rows_of(board.weeks),
    }


def categories_chart(board: Board) -> dict[str, Any]:
    return {
        "id": "categories",
        "title": "案件最多的类别",
        "unit": "件",
        "kind": "bar",
        "across": True,
        "series": ["上报案件"],
        "rows": rows_of([one] for one in board.categories),
    }


def hands_chart(board: Board) -> dict[str, Any]:
    """How long units have cases in hand, in official order. Units with few cases are not compared."""
    enough = [one for one in board.hands if one.n >= ENOUGH]
    busiest = {one.group for one in sorted(enough, key=lambda one: -one.n)[:UNITS]}
    notes = ["从派单到办结上报，按单位顺序排列，不排名"]
    if len(enough) > UNITS:
        notes.append(f"只画案件最多的 {UNITS} 个单位")
    if few := [one.label for one in board.hands if 0 < one.n < ENOUGH]:
        notes.append(f"不到 {ENOUGH} 件的不比较，有 {len(few)} 个单位")
    return {
        "id": "hands",
        "title": "在谁手里停留多久",
        "unit": "天，中位数",
        "note": "；".join(notes),
        "kind": "bar",
        "size": "tall",
        "across": True,
        "whole": False,
        "series": ["承办用时"],
        "rows": rows_of([one] for one in enough if one.group in busiest),
    }


def places_chart(board: Board) -> dict[str, Any]:
    """One share of all areas, in code order; areas with few cases are left empty."""
    answers = [one for group in board.places for one in group if one.figure.key == "cases.on_time"]
    return {
        "id": "places",
        "title": "各地按期处置率",
        "unit": "%",
        "note": f"按区划代码排列，不排名；不到 {ENOUGH} 件的不比较",
        "kind": "bar",
        "across": True,
        "whole": False,
        "series": ["按期处置率"],
        "rows": rows_of([one] for one in answers),
    }


def trend_charts(trend: Sequence[Sequence[Answer]]) -> list[dict[str, Any]]:
    """Month by month: how many came in and were closed, and how many in time."""

    def rows(keys: Sequence[str]) -> list[Cell]:
        return [
            {
                "label": f"{month[0].period.start:%Y-%m}",
                "values": [point(one) for key in keys for one in month if one.figure.key == key],
            }
            for month in trend
        ]

    counts, share = ["cases.reported", "cases.closed"], ["cases.on_time"]
    names = [figures()[key].name for key in counts]
    return [
        {
            "id": "months",
            "title": "按月收办",
            "unit": "件",
            "kind": "line",
            "series": names,
            "rows": rows(counts),
        },
        {
            "id": "months-on-time",
            "title": "按月按期处置率",
            "unit": "%",
            "kind": "line",
            "whole": False,
            "series": [figures()[share[0]].name],
            "rows": rows(share),
        },
    ]


def rows_of(groups: Iterable[Sequence[Answer]]) -> list[Cell]:
    """Chart rows: one for each group, a point for each answer."""
    return [{"label": group[0].label, "values": [point(one) for one in group]} for group in groups]
