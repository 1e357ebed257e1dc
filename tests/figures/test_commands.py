import csv
import io
import json
from datetime import date, datetime, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from casework.figures import figures
from figures.models import RolledUpMonth
from jobs.models import Job
from tests.factories import CaseFactory
from tests.figures.rolled import reported

pytestmark = pytest.mark.django_db(transaction=True)

JULY = ["--from", "2026-07-01", "--to", "2026-07-31"]


@pytest.fixture
def cases(grid, town):
    begun = datetime(2026, 7, 30, 9, tzinfo=timezone.get_default_timezone())
    for place in range(6):
        CaseFactory(
            area=[grid, town][place % 2], registered_at=begun + timedelta(days=place), settled=place == 1
        )


def printed(command, *arguments):
    out = io.StringIO()
    call_command(command, *arguments, stdout=out)
    return out.getvalue()


def test_json_holds_every_figure_with_its_definition(cases):
    rows = json.loads(printed("figures", *JULY))
    assert [row["key"] for row in rows] == list(figures())
    found = {row["key"]: row for row in rows}
    reported = found["cases.reported"]
    assert (reported["n"], reported["hits"], reported["value"]) == (2, None, 2)
    settled = found["cases.settled"]
    assert (settled["n"], settled["hits"], settled["value"]) == (2, 1, 0.5)
    assert settled["definition"] == figures()["cases.settled"].definition


def test_csv_by_area_within_one(cases, town):
    text = printed(
        "figures",
        *JULY,
        "--by",
        "area",
        "--format",
        "csv",
        "--area",
        town.pk,
        "--level",
        "12",
        "--figure",
        "cases.reported",
    )
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [(row["group"], row["label"], row["n"]) for row in rows] == [
        (town.pk, "未落到村", "1"),
        (f"{town.pk}{rows[1]['group'][-3:]}", "桥东村", "1"),
    ]


def test_by_month_within_the_days_asked(cases):
    rows = json.loads(
        printed(
            "figures",
            "--from",
            "2026-07-31",
            "--to",
            "2026-08-02",
            "--by",
            "month",
            "--figure",
            "cases.reported",
        )
    )
    assert [(row["label"], row["n"]) for row in rows] == [("2026年7月", 1), ("2026年8月", 2)]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "要写从哪天到哪天"),
        (["--from", "2026-02-30", "--to", "2026-07-31"], "开始日期“2026-02-30”写得不对"),
        (["--from", "2026-08-01", "--to", "2026-07-31"], "早于开始日期"),
        ([*JULY, "--by", "person"], "--by 不能是“person”，可以是：area、unit、category、month、source"),
        ([*JULY, "--format", "xml"], "可以是：json、csv"),
        ([*JULY, "--level", "7"], "可以是：9、12、15"),
        ([*JULY, "--area", "999999"], "没有代码是“999999”的区划"),
        ([*JULY, "--figure", "cases.nonsense"], "没有“cases.nonsense”这个指标"),
    ],
)
def test_what_makes_no_sense_is_said_and_leaves_with_2(arguments, words):
    with pytest.raises(CommandError) as refused:
        call_command("figures", *arguments, stdout=io.StringIO())
    assert words in str(refused.value)
    assert refused.value.returncode == 2


def test_the_roll_up_runs_as_a_job_and_may_be_run_twice(cases):
    for _ in range(2):
        said = printed("roll_up", "--from", "2026-07", "--to", "2026-08")
        assert "2/2 个月汇总好了" in said
    assert [reported(date(2026, month, 1)) for month in (7, 8)] == [2, 4]
    assert RolledUpMonth.objects.count() == 2
    assert [job.percent for job in Job.objects.all()] == [100, 100]


def test_the_roll_up_takes_up_a_job_whose_worker_died(cases):
    job = Job.objects.create(
        work="figures.roll_up",
        title="汇总指标 2026-07 ～ 2026-08",
        key="figures.roll_up:2026-07 ～ 2026-08",
        given={"from": "2026-07", "to": "2026-08"},
        attempts=1,
        started_at=timezone.now(),
    )
    assert "接着上次没做完的" in printed("roll_up", "--from", "2026-07", "--to", "2026-08")
    job.refresh_from_db()
    assert (job.percent, job.attempts) == (100, 2)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "要写从哪个月到哪个月"),
        (["--from", "2026-13", "--to", "2026-07"], "月份“2026-13”写得不对"),
        (["--from", "2026-08", "--to", "2026-07"], "早于开始月份"),
        (["--from", "1990-01", "--to", "2026-07"], "一次最多汇总 240 个月"),
    ],
)
def test_months_that_make_no_sense_are_said(arguments, words):
    with pytest.raises(CommandError) as refused:
        call_command("roll_up", *arguments, stdout=io.StringIO())
    assert words in str(refused.value)
    assert refused.value.returncode == 2
    assert not Job.objects.exists()
