from celery import shared_task

from assessment import services


@shared_task
def count_open_runs() -> int:
    """Count all quarters that are open for scoring. Safe to run twice."""
    return services.calculate_all()
