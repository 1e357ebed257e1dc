"""Is the clock alive, and somebody who works? Each task that the clock wakes leaves its mark when it ends."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models.functions import Now

from jobs.models import Heartbeat

MISSED = 10  # turns in a row before anybody is alarmed
SHORTEST = timedelta(minutes=5)


@dataclass(frozen=True)
class Pulse:
    """One task of the clock: when it last came to its end, and whether that is too long ago."""

    task: str
    at: datetime | None
    silent: bool


def beat(task: str) -> None:
    """This task has just come to its end."""
    if not Heartbeat.objects.filter(task=task).update(at=Now()):
        Heartbeat.objects.bulk_create([Heartbeat(task=task)], ignore_conflicts=True)


def pulses(now: datetime) -> list[Pulse]:
    """The tasks that the clock wakes every few minutes or oftener. One query."""
    marks = dict(Heartbeat.objects.values_list("task", "at"))
    return [
        Pulse(task, marks.get(task), silent(marks.get(task), now, timedelta(seconds=every)))
        for task, every in regular().items()
    ]


def regular() -> dict[str, float]:
    """The tasks woken at a fixed distance, with their seconds; those of hours or days are not asked."""
    entries = [(str(e["task"]), e["schedule"]) for e in settings.CELERY_BEAT_SCHEDULE.values()]
    return {task: every for task, every in entries if isinstance(every, int | float)}


def silent(at: datetime | None, now: datetime, every: timedelta) -> bool:
    return at is None or now - at > max(SHORTEST, MISSED * every)


def silence(task: str, now: datetime) -> timedelta:
    """For how long this task has not been at its end; nothing where it never was: then all is new."""
    last = Heartbeat.objects.filter(task=task).first()
    return now - last.at if last else timedelta()
