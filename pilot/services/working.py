"""What a unit does with its task: reports on it, asks that it be put off or cancelled (LG-03)."""

from datetime import date
from typing import Any

from django.db import transaction

from accounts.models import User
from casework import services as casework
from casework.models import Matter
from casework.services import attach_all
from casework.services.moves import perform
from pilot.services.telling import can, of_office, tell
from pilot.workflow import HANDLERS, OFFICE
from security.uploads.checking import Checked


@transaction.atomic
def report(task: Matter, *, note: str, by: User, files: tuple[Checked, ...] = (), **step: Any) -> Matter:
    """Write down how far it is. Nobody else writes it for them, and nobody changes it later (LG-03)."""
    fresh = perform(task, "report", by=by, note=note, **step)
    attach_all(fresh, files, by=by, stage="after")
    return fresh


def postpone(task: Matter, *, until: date, note: str, by: User, **step: Any) -> Matter:
    """Ask that it be put off to that day."""
    return casework.postpone(task, until=until, note=note, by=by, holder=None, **step)


def approve(task: Matter, *, by: User, note: str = "", **step: Any) -> Matter:
    """Put it off; its last day stays what it is (T-09)."""
    return casework.approve(task, by=by, note=note, holder=asker(task), **step)


def refuse(task: Matter, *, by: User, note: str, **step: Any) -> Matter:
    """Say no: its unit goes on with it."""
    return casework.refuse(task, by=by, note=note, holder=asker(task), **step)


def asker(task: Matter) -> User | None:
    """Whoever asked, if they still can; else it is anybody's of the unit."""
    asked = task.postponement
    return asked.asked_by if asked and can(asked.asked_by, HANDLERS, task) else None


def resume(task: Matter, *, by: User, note: str = "", **step: Any) -> Matter:
    """Go on with the work before the day."""
    return casework.resume(task, by=by, note=note, **step)


@transaction.atomic
def ask_cancel(task: Matter, *, note: str, by: User, **step: Any) -> Matter:
    """Ask that it be cancelled; somebody else decides (LG-04)."""
    fresh = perform(task, "ask_cancel", by=by, note=note, **step, holder=None)
    tell(fresh, [one for one in of_office(fresh.area, OFFICE) if one != by], f"申请取消任务：{fresh}。{note}")
    return fresh
