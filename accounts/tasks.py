from celery import shared_task
from django.contrib.sessions.backends.db import SessionStore

from accounts.services import attempts, stays


@shared_task
def clear_sign_in_log() -> int:
    """Delete tries and stays older than the log is kept, and sessions that are over. Safe to run twice."""
    SessionStore.clear_expired()
    return attempts.clear_old() + stays.clear_old()
