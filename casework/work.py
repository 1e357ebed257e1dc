"""The long work of this app, by the names that jobs hold."""

from casework.services import publishing, retention
from jobs.models import Job
from jobs.registry import work


@work(retention.WORK)
def anonymise(job: Job) -> None:
    """Take out of old matters what identifies people, and delete what is kept no longer."""
    retention.run(job)


@work(publishing.WORK)
def take_in_holidays(job: Job) -> None:
    """Import a confirmed notice, and recompute the limits that rested on guesses about its year."""
    publishing.take_in(job)
