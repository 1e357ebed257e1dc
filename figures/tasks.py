from celery import shared_task
from django.utils import timezone

from figures import services
from figures.selectors.stale import stale_months


@shared_task
def roll_up_running_quarter() -> int:
    """Roll up the running quarter and what changed before it. Safe to run twice, late, or beside itself."""
    months = stale_months(timezone.now())
    for month in months:
        services.roll_up(month)
    return len(months)
