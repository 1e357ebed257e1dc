from celery import shared_task

from assessment import services
from security.context import everything


@shared_task
def count_open_runs() -> int:
    """Count all quarters that are open for scoring. Safe to run twice."""
    with everything("考核计算"):
        return services.calculate_all()
