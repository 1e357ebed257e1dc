from celery import shared_task
from kombu.exceptions import OperationalError

from jobs import services
from jobs.models import Job


@shared_task
def run_job(pk: int) -> None:
    """Run one job. Safe to run twice or beside itself: the job's lock lets one through."""
    services.run(pk)


@shared_task
def resume_jobs() -> int:
    """Take up every job that waits or whose worker died; those at work hold their lock and are passed."""
    return sum(services.run(pk) for pk in list(Job.objects.unfinished().values_list("pk", flat=True)))


def wake(job: Job) -> None:
    """Ask a worker to start now. If the broker is away the sweep starts it: nothing depends on this."""
    try:
        run_job.delay(job.pk)
    except OperationalError:
        return
