"""Where Celery starts what petitions do by the clock; services do the work."""

from celery import shared_task

from petitions.services import reviewing


@shared_task
def lapse_petitions() -> int:
    """End the petitions whose petitioner did not go on in time. Safe to run twice, late, or beside itself."""
    return reviewing.lapse_all()
