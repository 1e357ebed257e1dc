"""The long work of this app, by the names that jobs hold."""

from jobs.models import Job
from jobs.registry import work
from reports import services


@work(services.WORK)
def build(job: Job) -> None:
    """Build a quarter's report."""
    services.build(job)
