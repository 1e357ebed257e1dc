"""A roll-up that is killed (-9) leaves each month whole or untouched, and the next one completes it."""

import os
import signal
import subprocess
import sys
import time
from datetime import date, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.db import connection
from django.utils import timezone

from casework.figures import figures
from casework.models import Matter
from figures.models import RolledUpMonth
from figures.periods import month_period
from figures.selectors import count
from jobs.models import Job
from jobs.tasks import resume_jobs
from tests.factories import CaseFactory
from tests.figures.rolled import reported

pytestmark = pytest.mark.django_db(transaction=True)

ROOT = Path(__file__).resolve().parents[2]
MONTHS = 60
PATIENCE = 120  # seconds


@pytest.fixture
def cases(grid):
    begun = datetime(2022, 1, 3, 9, tzinfo=timezone.get_default_timezone())
    for place in range(MONTHS):
        CaseFactory(area=grid, registered_at=begun + timedelta(days=30 * place), settled=place % 2 == 0)


def start():
    """The command as an operator starts it, on this test's database."""
    parts = urlsplit(os.environ["DATABASE_URL"])
    address = urlunsplit(parts._replace(path=f"/{connection.settings_dict['NAME']}"))
    return subprocess.Popen(
        [sys.executable, "manage.py", "roll_up", "--from", "2022-01", "--to", "2026-12"],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": address},
        stdout=subprocess.DEVNULL,
    )


def wait_until(true):
    limit = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < limit, "it took too long"
        time.sleep(0.005)


def let_go():
    """The database has noticed that the process is gone: nobody holds a job or a month."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_locks l JOIN pg_database d ON d.oid = l.database "
            "WHERE l.locktype = 'advisory' AND d.datname = current_database()"
        )
        return cursor.fetchone()[0] == 0


def live(month):
    return count(Matter.objects.all(), [figures()["cases.reported"]], month_period(month))[0].n


def test_a_killed_roll_up_is_completed_by_the_next(cases):
    for seen in (3, 20):
        process = start()
        wait_until(lambda seen=seen: RolledUpMonth.objects.count() >= seen)
        process.send_signal(signal.SIGKILL)
        assert process.wait(PATIENCE) == -signal.SIGKILL
        wait_until(let_go)
        job = Job.objects.get()
        assert job.finished_at is None
        assert all(reported(done.month) == live(done.month) for done in RolledUpMonth.objects.all())
    wait_until(lambda: resume_jobs() or Job.objects.unfinished().count() == 0)

    job.refresh_from_db()
    assert (job.error, job.percent, job.attempts) == ("", 100, 3)
    months = list(RolledUpMonth.objects.values_list("month", flat=True))
    assert len(months) == MONTHS
    assert sum(reported(month) for month in months) == MONTHS
    assert {date(2022, 1, 1), date(2026, 12, 1)} <= set(months)
