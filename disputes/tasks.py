"""Where Celery starts what disputes do by the clock; services do the work."""

from celery import shared_task

from disputes.services import dossiers
from disputes.services.sweeping import make_all_rows


@shared_task
def drop_volumes() -> int:
    """Delete bound files that are a week old; how many. Safe to run twice, late, or beside itself."""
    return dossiers.drop_old()


@shared_task
def make_sweeps() -> int:
    """The rows of sweeps that begin today. Safe to run twice: there is one for each unit and period."""
    return make_all_rows()
