from celery import shared_task

from progress import services


@shared_task
def collect_returns() -> int:
    """Open the returns of the last quarter, and ask once for what is overdue. Safe to run twice, or late."""
    services.open_all()
    return services.chase_overdue()
