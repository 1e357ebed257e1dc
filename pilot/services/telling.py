"""Whom a step of a task concerns: those in its unit whose turn it is, and the office."""

from collections.abc import Collection
from typing import Any

from accounts.models import Duty, Unit, User
from areas.models import Area
from casework import services as casework
from casework.models import Matter
from pilot.workflow import HANDLERS


def tell(task: Matter, people: Collection[User], text: str) -> None:
    """One notice a step and person."""
    key, heading = f"step:{task.pk}:{task.version}", text.partition("：")[0]
    casework.notify(list(people), key=key, text=text, matter=task, heading=heading)


def of_unit(unit: Unit | None) -> list[User]:
    """Those who handle tasks in the unit."""
    found = User.objects.filter(duties__unit=unit, duties__role__in=HANDLERS, duties__area=None)
    return list(found.filter(is_active=True).distinct()) if unit else []


def of_office(area: Area, roles: Collection[str]) -> list[User]:
    """Those of these roles who sit in the county."""
    duties = Duty.objects.current().filter(role__in=roles, area=None, unit__area=area.pk[:6])
    return [duty.user for duty in duties.select_related("user")]


def can(user: User, roles: Collection[str], task: Matter) -> bool:
    """Is the user still there, with such a duty that reaches the task?"""
    return user.is_active and user.holds(roles, task)


def judge(task: Matter, **verdicts: Any) -> Matter:
    """Write on the task what its clocks say, for the figures."""
    for name, verdict in verdicts.items():
        setattr(task.own, name, verdict)
    task.own.save(update_fields=list(verdicts))
    return task
