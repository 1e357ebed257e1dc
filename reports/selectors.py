"""A report as pages show it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings

from accounts.models import User
from figures.periods import Quarter
from papers.document import Cell, Chart, Document, Heading, Paragraph, Table
from papers.rendering.labels import labelled
from reports.models import Download, Paper, Report

QUARTERS_OFFERED = 8


@dataclass(frozen=True)
class Shown:
    """A block of a report on the screen: its sort, its label (一、 表1) and what its part of a page needs."""

    sort: str
    label: str
    says: Any


def blocks_of(document: Document) -> list[Shown]:
    """The blocks of the stored document, from which Word, Excel and PDF were drawn too."""
    charts = 0
    shown = []
    for block, label in labelled(document):
        match block:
            case Heading():
                shown.append(Shown("heading", label, {"level": block.level + 1, "text": block.text}))
            case Paragraph():
                shown.append(Shown("paragraph", label, [piece(part) for part in block.parts]))
            case Table():
                shown.append(Shown("table", label, table_of(block, label, document.figures_as_of)))
            case Chart():
                charts += 1
                shown.append(Shown("chart", label, chart_of(block, label, f"chart-{charts}")))
    return shown


def piece(part: str | Cell) -> dict[str, str]:
    """Words, or a number with the list that it opens."""
    if isinstance(part, str):
        return {"text": part, "url": ""}
    return {"text": part.text, "url": here(part.url)}


def here(url: str) -> str:
    """The address within the portal, whatever name the reader reached it by."""
    return url.removeprefix(settings.SITE_URL)


def table_of(table: Table, label: str, as_of: str) -> dict[str, Any]:
    """A table for the table part of pages."""
    columns = [{"label": column.head, "words": column.kind == "text"} for column in table.columns]
    rows = [
        [{**piece(cell), **column} for cell, column in zip(row, columns, strict=True)] for row in table.rows
    ]
    return {
        "title": f"{label} {table.title}",
        "columns": columns,
        "rows": rows,
        "filter": table.note,
        "as_of": as_of,
    }


def chart_of(chart: Chart, label: str, key: str) -> dict[str, Any]:
    """A chart for the chart part of pages."""
    rows = [
        {"label": name, "values": [{"value": values[at]} for _, values in chart.series]}
        for at, name in enumerate(chart.categories)
    ]
    return {
        "id": key,
        "title": f"{label} {chart.title}",
        "kind": chart.kind,
        "unit": chart.unit,
        "series": [name for name, _ in chart.series],
        "rows": rows,
        "size": "tall" if chart.kind == "bar" and len(rows) > 8 else "",
    }


def latest_reports(user: User) -> list[Report]:
    """The latest version of each quarter that the user may see, the newest quarter first. One query."""
    reports = Report.objects.visible_to(user).select_related("by").defer("document")
    return list(reports.order_by("-quarter", "-version").distinct("quarter"))


def versions_of(quarter: str, user: User) -> list[Report]:
    """All versions of a quarter's report that the user may see, the newest first. One query."""
    reports = Report.objects.visible_to(user).filter(quarter=quarter)
    return list(reports.select_related("by").defer("document"))


def quarters_offered(today: date) -> list[Quarter]:
    """The running quarter and those before it, to choose from."""
    offered = [Quarter.of(today)]
    while len(offered) < QUARTERS_OFFERED:
        offered.append(offered[-1].previous)
    return offered


def papers_of(report: Report) -> list[Paper]:
    """The report's papers as Word, Excel, PDF. One query."""
    return sorted(report.papers.all(), key=lambda paper: Paper.Format.values.index(paper.format))


def downloads_of(report: Report) -> Iterable[Download]:
    """Who took a paper of this version, the latest first."""
    return Download.objects.filter(paper__report=report).select_related("by", "paper")
