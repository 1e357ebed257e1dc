import hashlib
from pathlib import Path

import pytest
from django.utils import timezone

from figures.periods import Quarter
from jobs import services as jobs
from jobs.models import Job
from reports import services
from reports.exceptions import ReportRefused
from reports.models import Paper, Report

pytestmark = pytest.mark.django_db(transaction=True)

Q3 = Quarter(2025, 3)


@pytest.fixture(autouse=True)
def shelf(settings, tmp_path):
    """Where papers lie during a test."""
    settings.MEDIA_ROOT = tmp_path
    return tmp_path / "reports"


def files(shelf):
    return sorted(str(path.relative_to(shelf)) for path in shelf.rglob("*") if path.is_file())


def built(quarter=Q3, by=None):
    job, _ = services.order(quarter, by=by)
    assert jobs.run(job.pk)
    job.refresh_from_db()
    return job


def test_a_report_has_its_three_papers_as_they_lie_there(quarters, clerk, shelf):
    job = built(by=clerk)
    report = Report.objects.ready().get()
    assert (job.state, job.percent, job.result_url) == ("finished", 100, "/reports/2025Q3/")
    assert (report.quarter, report.version, report.by) == ("2025Q3", 1, clerk)
    assert files(shelf) == ["2025Q3/v1.docx", "2025Q3/v1.pdf", "2025Q3/v1.xlsx"]
    for paper in report.papers.all():
        content = Path(paper.file.path).read_bytes()
        assert (len(content), hashlib.sha256(content).hexdigest()) == (paper.size, paper.sha256)


def test_a_quarter_without_cases_is_refused_before_anything_is_written(quarters, shelf):
    with pytest.raises(ReportRefused, match="2026年第一季度没有案件，做不了报告。换一个季度，或先导入案件。"):
        services.order(Quarter(2026, 1), by=None)
    assert not Job.objects.exists()
    assert not Report.objects.exists()
    assert files(shelf) == []


def test_a_quarter_to_come_is_refused(quarters):
    coming = Quarter.of(timezone.localdate()).following
    with pytest.raises(ReportRefused, match="还没开始，做不了报告"):
        services.order(coming, by=None)


def test_cases_that_went_away_meanwhile_are_said_on_the_job(quarters, case):
    job, _ = services.order(Q3, by=None)
    Job.objects.filter(pk=job.pk).update(given={"quarter": "2025Q1"})
    jobs.run(job.pk)
    job.refresh_from_db()
    assert job.error == "2025年第一季度没有案件，做不了报告。换一个季度，或先导入案件。"
    assert not Report.objects.exists()


def test_ordering_twice_is_one_job_and_one_report(quarters, clerk):
    first, new = services.order(Q3, by=clerk)
    again, anew = services.order(Q3, by=clerk)
    assert (first, new, anew) == (again, True, False)
    assert [jobs.run(first.pk), jobs.run(first.pk)] == [True, False]
    assert Report.objects.count() == 1


def test_a_done_job_that_runs_again_makes_no_second_report(quarters):
    job = built()
    Job.objects.filter(pk=job.pk).update(finished_at=None, result_url="")
    assert jobs.run(job.pk)
    job.refresh_from_db()
    assert (Report.objects.get().version, job.result_url) == (1, "/reports/2025Q3/")


def test_a_new_version_keeps_the_one_before(quarters, case, shelf):
    built()
    case("2025-09-29T10:00")
    built()
    newer, older = Report.objects.ready()
    assert (newer.version, older.version) == (2, 1)
    reported = [report.says.tables[0].rows[0][2].value for report in (newer, older)]
    assert reported == [9, 8]
    assert len(files(shelf)) == 6
    assert {paper.name for paper in newer.papers.all()} >= {"2025年第三季度社会治理工作情况报告（第2版）.pdf"}


@pytest.mark.parametrize("dies_at", ["docx", "xlsx", "pdf"])
def test_a_build_killed_anywhere_is_seen_by_nobody_and_taken_over(quarters, shelf, monkeypatch, dies_at):
    def deadly(document, format, **how):  # noqa: A002
        if format == dies_at:
            (shelf / "2025Q3").mkdir(parents=True, exist_ok=True)
            (shelf / "2025Q3" / f"v1.{format}.part").write_bytes(b"half")
            raise SystemExit  # as kill does, nobody catches it and writes an end
        return draw(document, format, **how)

    draw = services.render
    job, _ = services.order(Q3, by=None)
    monkeypatch.setattr(services, "render", deadly)
    with pytest.raises(SystemExit):
        jobs.run(job.pk)
    monkeypatch.setattr(services, "render", draw)
    assert not Report.objects.ready().exists()
    assert Job.objects.get().state == "running"

    assert jobs.run(job.pk)
    report = Report.objects.get()
    assert (report.status, report.version, report.papers.count()) == ("ready", 1, 3)
    assert files(shelf) == ["2025Q3/v1.docx", "2025Q3/v1.pdf", "2025Q3/v1.xlsx"]


def test_what_a_given_up_build_left_is_taken_over_by_the_next(quarters, case):
    job, _ = services.order(Q3, by=None)
    document = services.compose(Q3, now=timezone.now())
    left = services.begin(Q3, document, job=job, now=timezone.now())
    services.keep(left, "docx", b"old")
    Job.objects.filter(pk=job.pk).update(finished_at=timezone.now(), error="试了多次")
    case("2025-09-29T10:00")
    built()
    report = Report.objects.ready().get()
    assert (report.pk, report.version, report.says.tables[0].rows[0][2].value) == (left.pk, 1, 9)
    assert Paper.objects.get(format="docx").size > 1000


def test_progress_is_told_step_by_step(quarters, monkeypatch):
    told = []
    tell = Job.reports
    monkeypatch.setattr(Job, "reports", lambda job, **changes: (told.append(changes), tell(job, **changes)))
    built()
    steps = [(one["done"], one.get("message")) for one in told if "done" in one]
    assert steps == [
        (0, "正在数案件、写正文"),
        (1, "正文写好了，正在做 Word"),
        (2, "正文写好了，正在做 Excel"),
        (3, "正文写好了，正在做 PDF"),
        (4, "做好了"),
    ]
