"""Ask for long work, and run it."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction
from django.db.models import F
from django.db.models.functions import Now

from accounts.models import User
from jobs.models import Job
from jobs.registry import works
from security import clock
from security.context import everything

logger = logging.getLogger(__name__)

MAX_ATTEMPTS = 5
LOCK_SPACE = 7_301  # first half of the advisory lock, so that job ids meet no other locks


def submit(work: str, *, title: str, key: str, given: dict[str, Any], by: User | None) -> tuple[Job, bool]:
    """Ask for work; while the same key is unfinished, that job is returned: (job, whether it is new)."""
    with everything("jobs.submit"):  # the same work may have been asked for by somebody else
        return Job.objects.get_or_create(
            key=key,
            finished_at=None,
            defaults={"work": work, "title": title, "given": given, "by": by},
        )


def run(pk: int) -> bool:
    """Run the job unless another process is at it or it has ended; whether it was run here.

    A failure is written on the job and shown; after MAX_ATTEMPTS deaths the job is given up, visibly.
    """
    with holding(pk) as held:
        if not held:
            return False
        job = Job.objects.unfinished().filter(pk=pk).first()
        if job is None:
            return False
        if job.attempts >= MAX_ATTEMPTS:
            job.reports(finished_at=clock.now(), error="试了多次都没有做完，请联系管理员查看日志。")
            return False
        Job.objects.filter(pk=pk).update(attempts=F("attempts") + 1, started_at=Now())
        attempt(job)
        return True


def attempt(job: Job) -> None:
    """Do the work, and write how it ended."""
    try:
        works()[job.work](job)
    except Exception as error:
        logger.exception("job %s (%s) failed", job.pk, job.work)
        reason = str(error) if isinstance(error, ValueError) else "抱歉，系统没能做完。可以再试一次。"
        job.reports(finished_at=clock.now(), error=reason)
    else:
        job.reports(finished_at=clock.now(), error="")


@contextmanager
def holding(pk: int) -> Iterator[bool]:
    """Hold the job's lock for this connection; False where another process holds it."""
    if transaction.get_connection().in_atomic_block:
        raise RuntimeError("a job reports progress as it goes, so it cannot run in a transaction")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [LOCK_SPACE, pk])
        held = cursor.fetchone()[0]
    try:
        yield held
    finally:
        if held:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [LOCK_SPACE, pk])
