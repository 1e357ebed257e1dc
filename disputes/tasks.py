from celery import shared_task

from disputes.services import dossiers


@shared_task
def drop_volumes() -> int:
    """Delete bound files that are a week old; how many. Safe to run twice, late, or beside itself."""
    return dossiers.drop_old()
