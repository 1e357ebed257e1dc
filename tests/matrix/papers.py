"""A report with its papers, rolled up months, and what hangs on limits, for the world of the matrix."""

import hashlib
from datetime import date
from typing import TYPE_CHECKING

from django.core.files.base import ContentFile
from django.utils import timezone

from casework.figures import figures
from casework.models import Extension, Feed, LimitRule, Matter, NoticeUpload
from figures.layout import layout
from figures.models import FigureNumbers, RolledUpMonth
from figures.periods import Quarter
from papers.document import Cell, Column, Document, Heading, Paragraph, Table
from papers.rendering import render
from reports.models import Download, Paper, Report

# What this month comes to, by area; the sum of each area holds all that is in it.
ROLLED = {"east_grid": 70_001, "west_grid": 70_002, "next_town": 70_003}

if TYPE_CHECKING:
    from tests.matrix.world import World


def add_report(world: "World") -> None:
    """The running quarter's report with its three papers, each of which was taken once."""
    quarter = Quarter.of(world.today)
    document = document_with_canaries(world)
    office = world.people["office.east"]
    report = Report.objects.create(
        quarter=str(quarter),
        version=1,
        status=Report.Status.READY,
        document=document.to_json(),
        composed_at=world.now,
        by=office,
    )
    for format_ in Paper.Format:
        data = render(document, format_.value)
        paper = Paper(report=report, format=format_, sha256=hashlib.sha256(data).hexdigest()[:50])
        paper.size = len(data)
        paper.file.save(format_.value, ContentFile(data), save=False)
        paper.save()
        world.things["download"] = Download.objects.create(paper=paper, by=office)
    world.things["report"] = report


def document_with_canaries(world: "World") -> Document:
    """A small document, a word in each sort of text that it has."""

    def word() -> str:
        return world.canaries.word("reports.Report.document")

    return Document(
        title=f"报告{word()}",
        organ="办公室",
        addressee="领导小组",
        issued_on=timezone.localdate(),
        blocks=(
            Heading(1, word()),
            Paragraph(("共", Cell(3, "3"), f"件{word()}")),
            Table(
                word(), (Column(word()), Column("件数", "件", "count")), ((Cell("甲", word()), Cell(3, "3")),)
            ),
        ),
        figures_as_of="今天",
    )


def add_figures(world: "World") -> None:
    """A month of a year ago as it was rolled up: numbers that no page of a single matter shows."""
    month = rolled_month(world.today)
    RolledUpMonth.objects.create(month=month, signature=layout().signature)
    branch = layout().branch_of(figures()["cases.reported"])
    for area, number in ROLLED.items():
        n = world.canaries.number(number, "figures.FigureNumbers.numbers", f"sums of {area}")
        code = world.areas[area].code
        times = {"sort": "month", "start": month, "kind": "case", "branch": branch.number}
        for cut, where in (("area", code), ("unit", code[:9])):
            numbers = [n, 0, 0, 0] * len(branch.figures)
            FigureNumbers.objects.create(**times, cut=cut, area=where, apart=False, numbers=numbers)


def rolled_month(today: date) -> date:
    """The first month of the quarter of a year ago."""
    return Quarter.of(today).year_before.period.start


def add_calendar(world: "World") -> None:
    """What everybody may know, what the keepers of the calendar may, and everybody's own feed."""
    keeper, word = world.people["system_admin"], world.canaries.word("casework.NoticeUpload.data", "years")
    world.things["limitrule"] = LimitRule.objects.create(
        key="grid.close",
        amount=1,
        unit="个工作日",
        basis="县文件",
        reason="人手够",
        valid_from=world.today,
        by=keeper,
    )
    days = [{"name": word, "date": "2031-01-01", "isOffDay": True}]
    world.things["upload"] = NoticeUpload.objects.create(
        year=2031, data={"year": 2031, "days": days}, uploaded_by=keeper
    )
    for person in world.people.values():
        Feed.objects.create(user=person)


def add_extension(world: "World", matter: Matter) -> None:
    """Somebody asked for more time for its limit."""
    deadline = matter.deadlines.first()
    if deadline:
        Extension.objects.create(
            matter=matter, deadline=deadline, amount=1, reason="等配件", asked_by=world.people["stranger"]
        )
