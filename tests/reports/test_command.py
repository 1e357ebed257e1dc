import io

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from figures.periods import Quarter
from jobs.models import Job
from reports import services
from reports.models import Report

pytestmark = pytest.mark.django_db(transaction=True)

NAMES = [f"2025年第三季度社会治理工作情况报告.{ending}" for ending in ("docx", "pdf", "xlsx")]


@pytest.fixture(autouse=True)
def shelf(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


def report(folder, quarter="2025Q3"):
    said = io.StringIO()
    call_command("report", quarter=quarter, out=folder, stdout=said)
    return said.getvalue()


def test_it_writes_the_three_files_and_says_the_main_figures(quarters, tmp_path):
    said = report(tmp_path / "out")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == NAMES
    assert all(str(tmp_path / "out" / name) in said for name in NAMES)
    assert "上报案件：8件（环比：上升100.0%，同比：上年同期为0，不计同比）" in said
    assert "按期处置率：75.0%（环比：——，同比：——）" in said


def test_twice_leaves_three_files_of_the_newer_version(quarters, case, tmp_path):
    report(tmp_path)
    case("2025-09-29T10:00")
    assert "上报案件：9件" in report(tmp_path)
    assert sorted(path.name for path in tmp_path.glob("*.*")) == NAMES
    kept = Report.objects.ready().first().papers.get(format="docx")
    assert (tmp_path / NAMES[0]).read_bytes() == kept.read()


@pytest.mark.parametrize(
    ("quarter", "sentence"),
    [
        ("2026Q1", "2026年第一季度没有案件，做不了报告"),
        ("三季度", "季度“三季度”写得不对，要像 2026Q3 这样写"),
        (str(Quarter.of(timezone.localdate()).following), "还没开始，做不了报告"),
    ],
)
def test_what_cannot_be_reported_is_said_with_exit_2(quarters, tmp_path, quarter, sentence):
    with pytest.raises(CommandError, match=sentence) as refused:
        report(tmp_path / "out", quarter)
    assert refused.value.returncode == 2
    assert not (tmp_path / "out").exists()


def test_a_folder_that_cannot_be_written_is_said(quarters, tmp_path):
    (tmp_path / "out").write_text("a file")
    with pytest.raises(CommandError, match="写不进") as refused:
        report(tmp_path / "out")
    assert refused.value.returncode == 2


def test_it_finishes_the_job_that_a_killed_worker_left(quarters, tmp_path):
    job, _ = services.order(Quarter(2025, 3), by=None)
    Job.objects.filter(pk=job.pk).update(attempts=1, started_at=timezone.now())
    report(tmp_path)
    assert Report.objects.get().job == job
