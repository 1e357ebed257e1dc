"""The long work of this app, by the names that jobs hold."""

from disputes.services import dossiers
from jobs.models import Job
from jobs.registry import work


@work(dossiers.WORK)
def bind(job: Job) -> None:
    """Bind a dispute's whole file as one PDF."""
    dossiers.bind_volume(job)
