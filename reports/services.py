"""Order a quarter's report, build it, keep its papers, remember who took them."""

import hashlib
from datetime import datetime

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from casework.models import Matter
from figures.periods import Quarter
from grids.models import Case
from jobs import services as jobs
from jobs.models import Job
from papers.document import Document
from papers.rendering import render
from reports.composing import compose
from reports.exceptions import ReportRefused
from reports.models import Download, Paper, Report
from security import clock

WORK = "reports.build"


def order(quarter: Quarter, *, by: User | None) -> tuple[Job, bool]:
    """Ask for a new version of the quarter's report: (job, whether it is new). Wake the job yourself.

    Raises ReportRefused before anything is written.
    """
    check(quarter, now=clock.now())
    return jobs.submit(
        WORK,
        title=f"生成{quarter.label}报告",
        key=f"{WORK}:{quarter}",
        given={"quarter": str(quarter)},
        by=by,
    )


def check(quarter: Quarter, *, now: datetime) -> None:
    """Raises ReportRefused for a quarter that has not begun, or that has no case."""
    if quarter.period.start > timezone.localdate(now):
        raise ReportRefused(f"{quarter.label}还没开始，做不了报告。选本季度或以前的季度。")
    begin, over = quarter.period.moments
    if not Matter.objects.of(Case).filter(registered_at__gte=begin, registered_at__lt=over).exists():
        raise ReportRefused(f"{quarter.label}没有案件，做不了报告。换一个季度，或先导入案件。")


def build(job: Job) -> Report:
    """Compose the report that the job asks for and draw its three papers; the report of a done job again.

    Safe to be killed anywhere: until all is there the report is seen by nobody, and the next build of
    the quarter takes its version and its files over. Raises ReportRefused.
    """
    quarter, now = Quarter.parse(job.given["quarter"]), clock.now()
    done = Report.objects.ready().filter(job=job).first()
    if done is None:
        check(quarter, now=now)
        steps = 1 + len(Paper.Format)
        job.reports(done=0, total=steps, message="正在数案件、写正文")
        report = begin(quarter, compose(quarter, now=now), job=job, now=now)
        for place, format_ in enumerate(Paper.Format, start=1):
            job.reports(done=place, message=f"正文写好了，正在做 {format_.label}")
            keep(report, format_, render(report.says, format_.value, font_dir=settings.FONT_DIR))
        job.reports(done=steps, message="做好了")
        done = finish(report)
    job.reports(result_url=reverse("reports:detail", args=[quarter]))
    return done


@transaction.atomic
def begin(quarter: Quarter, document: Document, *, job: Job, now: datetime) -> Report:
    """The report that is being built, with this document and no papers.

    One that an ended build left half done is taken over, so that versions have no gaps.
    """
    report = Report.objects.select_for_update().filter(quarter=quarter, status=Report.Status.BUILDING).first()
    if report is None:
        latest = Report.objects.filter(quarter=quarter).aggregate(latest=Max("version"))["latest"] or 0
        report = Report(quarter=str(quarter), version=latest + 1)
    report.document, report.composed_at = document.to_json(), now
    report.by, report.job = job.by, job
    report.save()
    report.papers.all().delete()
    return report


def keep(report: Report, format_: str, data: bytes) -> Paper:
    """Keep a paper of the report, in place of an earlier one of its format."""
    paper = Paper.objects.filter(report=report, format=format_).first() or Paper(
        report=report, format=format_
    )
    paper.sha256, paper.size = hashlib.sha256(data).hexdigest(), len(data)
    paper.file.save(f"{format_}", ContentFile(data), save=False)
    paper.save()
    return paper


@transaction.atomic
def finish(report: Report) -> Report:
    """Show the report, now that all its papers are there."""
    if report.papers.count() != len(Paper.Format):
        raise RuntimeError(f"{report} has not all its papers")
    report.status = Report.Status.READY
    report.save(update_fields=["status"])
    return report


def remember(paper: Paper, *, by: User) -> Download:
    """Write down that this user takes the paper now."""
    return Download.objects.create(paper=paper, by=by)
