"""The stored form of a paper: JSON that loses nothing, so that what was signed can be drawn again."""

from datetime import date
from typing import Any

from papers.document.blocks import Heading, Paragraph
from papers.document.forms import Form, Grid, Letterhead, Line, Part, Seal


def form_to_json(form: Form) -> dict[str, Any]:
    """The paper as plain JSON values; `form_from_json` gives back an equal one."""
    return {
        "title": form.title,
        "organ": form.organ,
        "issued_on": form.issued_on.isoformat(),
        "parts": [part_to_json(part) for part in form.parts],
        "numbered": form.numbered,
        "low": form.low,
        "letterhead": form.letterhead and [form.letterhead.organ, form.letterhead.number],
    }


def part_to_json(part: Part) -> dict[str, Any]:
    match part:
        case Heading():
            return {"part": "heading", "level": part.level, "text": part.text}
        case Paragraph():
            return {"part": "paragraph", "text": part.text}
        case Line():
            line = {"text": part.text, "align": part.align, "large": part.large, "before": part.before}
            return {"part": "line"} | line
        case Seal():
            return {"part": "seal", "organ": part.organ, "day": part.day}
        case Grid():
            rows = [list(row) for row in part.rows]
            frame = {"widths": list(part.widths), "rows": rows, "labels": sorted(part.labels)}
            return {"part": "grid", "head": part.head} | frame


def form_from_json(data: dict[str, Any]) -> Form:
    """The paper that `form_to_json` wrote; raises ValueError for a part that it does not know."""
    parts = tuple(part_from_json(one) for one in data["parts"])
    day = date.fromisoformat(data["issued_on"])
    head = Letterhead(*data["letterhead"]) if data["letterhead"] else None
    return Form(data["title"], data["organ"], day, parts, data["numbered"], data["low"], head)


def part_from_json(data: dict[str, Any]) -> Part:
    match data["part"]:
        case "heading":
            return Heading(data["level"], data["text"])
        case "paragraph":
            return Paragraph((data["text"],))
        case "line":
            return Line(data["text"], data["align"], data["large"], data["before"])
        case "seal":
            return Seal(data["organ"], data["day"])
        case "grid":
            rows = tuple(tuple(row) for row in data["rows"])
            return Grid(tuple(data["widths"]), rows, frozenset(data["labels"]), data["head"])
        case other:
            raise ValueError(f"文书里有一段认不出：{other}")
