import os
import signal
import subprocess
import sys
import time

import pytest
from django.db import connection

from jobs import services
from jobs.models import Job
from jobs.registry import work, works
from jobs.tasks import resume_jobs


@pytest.fixture
def counting():
    """Work that counts to three, and writes down each time that it was begun."""
    begun = []

    @work("test.count")
    def count(job):
        begun.append(job.pk)
        job.reports(total=3)
        for done in range(1, 4):
            job.reports(done=done, message=f"第 {done} 步")

    yield begun
    works().pop("test.count")


@pytest.fixture
def failing():
    @work("test.fail")
    def fail(job):
        raise ValueError("没有这个季度的案件。")

    yield
    works().pop("test.fail")


def submit(name, key="k"):
    return services.submit(name, title="数数", key=key, given={}, by=None)


@pytest.mark.django_db(transaction=True)
def test_work_is_done_once_and_shows_how_far_it_is(counting):
    job, new = submit("test.count")
    assert (new, job.state, job.percent) == (True, "waiting", 0)
    assert services.run(job.pk) is True
    assert services.run(job.pk) is False
    job.refresh_from_db()
    assert (job.state, job.percent, job.done, job.message, counting) == (
        "finished",
        100,
        3,
        "第 3 步",
        [job.pk],
    )


@pytest.mark.django_db(transaction=True)
def test_the_same_key_is_one_job_until_it_ends(counting):
    first, _ = submit("test.count")
    assert submit("test.count") == (first, False)
    services.run(first.pk)
    again, new = submit("test.count")
    assert new
    assert again != first


@pytest.mark.django_db(transaction=True)
def test_a_reason_that_was_meant_for_people_is_shown(failing):
    job, _ = submit("test.fail")
    services.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.error) == ("failed", "没有这个季度的案件。")


@pytest.mark.django_db(transaction=True)
def test_the_sweep_passes_what_another_process_is_at(counting):
    job, _ = submit("test.count")
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s, %s)", [services.LOCK_SPACE, job.pk])
        assert resume_jobs() == 0
    other.close()
    assert resume_jobs() == 1


@pytest.mark.django_db(transaction=True)
def test_a_job_whose_worker_was_killed_is_taken_up_again(counting):
    job, _ = submit("test.count")
    died = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(job.pk)], env=own_database(), stdout=subprocess.PIPE
    )
    assert died.stdout.readline() == b"held\n"
    assert resume_jobs() == 0
    died.send_signal(signal.SIGKILL)
    died.wait()
    died.stdout.close()
    for _ in range(100):
        if resume_jobs():
            break
        time.sleep(0.1)
    job.refresh_from_db()
    assert job.state == "finished"


HOLD = """
import sys, time, django
django.setup()
from jobs.services import holding
with holding(int(sys.argv[1])) as held:
    print("held" if held else "refused", flush=True)
    time.sleep(60)
"""


def own_database():
    """The environment of a process that works on this test's database."""
    return {**os.environ, "DATABASE_URL": database_url()}


def database_url():
    given = connection.settings_dict
    name, password = given["NAME"], given["PASSWORD"]
    return f"postgres://{given['USER']}:{password}@{given['HOST']}:{given['PORT']}/{name}"


@pytest.mark.django_db(transaction=True)
def test_work_that_kills_its_workers_is_given_up_visibly(counting):
    job, _ = submit("test.count")
    Job.objects.update(attempts=services.MAX_ATTEMPTS)
    assert services.run(job.pk) is False
    job.refresh_from_db()
    assert job.state == "failed"
    assert "管理员" in job.error


@pytest.mark.django_db
def test_a_job_refuses_to_run_inside_a_transaction(counting):
    job, _ = submit("test.count")
    with pytest.raises(RuntimeError, match="transaction"):
        services.run(job.pk)
