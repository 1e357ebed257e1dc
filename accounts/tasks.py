from celery import shared_task

from accounts.services import attempts, stays


@shared_task
def clear_sign_in_log() -> int:
    """Delete tries and stays older than the log is kept. Safe to run twice."""
    return attempts.clear_old() + stays.clear_old()
