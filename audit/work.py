"""The long work of this app, by the names that jobs hold."""

from audit.services import extracting
from jobs.models import Job
from jobs.registry import work


@work(extracting.WORK)
def extract(job: Job) -> None:
    """Write a large extract's file."""
    extracting.run(job)
