from datetime import timedelta

from celery import shared_task

from casework import services
from casework.services import publishing, retention
from jobs.heartbeats import silence
from jobs.services import run
from security import clock

OUTAGE = timedelta(hours=1)


@shared_task
def deliver_messages(limit: int = 500) -> int:
    """Send what waits. Safe to run twice, late, or beside itself: each message is claimed first.

    After an outage the reminders that are due are written first, so that each person gets one message of all
    that came up meanwhile, not one of what waited before and another of what the sweep finds.
    """
    if silence(deliver_messages.name, clock.now()) > OUTAGE:
        remind()
    services.give_up_abandoned()
    sent = 0
    while sent < limit and services.deliver_next_message():
        sent += 1
    return sent


@shared_task
def remind() -> int:
    """Write the reminders that are due; what nobody can have in hand any more goes back first."""
    services.free_held_by_leavers()
    return services.remind_all()


@shared_task
def resume_postponed() -> int:
    """Bring back what was put off to today or before; how many. Safe to run twice, late, or beside itself."""
    return services.resume_due()


@shared_task
def anonymise() -> None:
    """Take out of what was closed long ago what identifies people. Safe to run twice: a job holds it."""
    run(retention.ask().pk)


@shared_task
def watch_calendar() -> None:
    """Say once that next year's notice on holidays is missing. Safe to run twice: notices have keys."""
    publishing.warn_of_missing_notice(clock.today())
