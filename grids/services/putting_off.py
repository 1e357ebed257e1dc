"""A case that is put off to a day: while somebody decides about it, it is in nobody's hands."""

from datetime import date
from typing import Any

from django.db import transaction

from accounts.models import User
from casework import services as casework
from casework.models import Matter
from grids.services.judging import can
from grids.workflow import HANDLERS


def postpone(case: Matter, *, until: date, note: str, by: User, **step: Any) -> Matter:
    """Ask that it be put off to that day."""
    return casework.postpone(case, until=until, note=note, by=by, holder=None, **step)


@transaction.atomic
def approve(case: Matter, *, by: User, note: str = "", **step: Any) -> Matter:
    """Put it off; whoever asked has it again, and the resident is told to when and why."""
    asked = case.postponement
    told = f"{asked.until.month}月{asked.until.day}日前再答复您，原因：{asked.words}" if asked else ""
    return casework.approve(case, by=by, note=note, told=told, holder=asker(case), **step)


def refuse(case: Matter, *, by: User, note: str, **step: Any) -> Matter:
    """Say no: whoever asked goes on with it."""
    return casework.refuse(case, by=by, note=note, holder=asker(case), **step)


def asker(case: Matter) -> User | None:
    """Whoever asked, if they still can; else it is anybody's of the unit."""
    asked = case.postponement
    return asked.asked_by if asked and can(asked.asked_by, HANDLERS, case) else None


def resume(case: Matter, *, by: User, note: str = "", **step: Any) -> Matter:
    """Go on with the work before the day."""
    return casework.resume(case, by=by, note=note, **step)
