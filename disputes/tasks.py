from celery import shared_task

from disputes.services.sweeping import make_all_rows


@shared_task
def make_sweeps() -> int:
    """The rows of sweeps that begin today. Safe to run twice: there is one for each unit and period."""
    return make_all_rows()
