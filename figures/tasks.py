from celery import shared_task

from figures import services
from figures.selectors.stale import stale_months
from security import clock


@shared_task
def roll_up_running_quarter() -> int:
    """Roll up the running quarter and what changed before it. Safe to run twice, late, or beside itself."""
    months = stale_months(clock.now())
    for some in services.together(months):
        services.roll_up(*some)
    return len(months)
