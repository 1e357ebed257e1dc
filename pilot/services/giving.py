"""A task is written down by the office and given to a unit, which takes it in hand or gives it back."""

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.models import Duty, Unit, User
from areas.models import Area
from casework import services as casework
from casework.models import Matter
from casework.services.moves import MOMENT, perform
from pilot.exceptions import PilotDenied
from pilot.models import Milestone, Support, Task
from pilot.models.group import county_of, writes_list
from pilot.services.telling import of_unit, tell
from security import clock

AFTER = timedelta(days=180)  # so long after its day whoever supports it may still look a task up
WITH_NOBODY: dict[str, Any] = {"unit": None, "holder": None}
FURTHEST = timedelta(days=1000)  # no calendar is known so far ahead
TOO_FAR = "完成日期离今天太远，最远三年以内。检查一下年份。"
NOT_YOURS = "任务由县领导小组办公室来登记。要加一项，请找办公室。"


@transaction.atomic
def register(
    *,
    title: str,
    by: User,
    supporting: Collection[Unit] = (),
    milestones: Mapping[int, str] | None = None,
    submission: UUID | None = None,
    at: Any = None,
    **own_fields: Any,
) -> Matter:
    """Write a task down. The same submission twice is one task. Raises PilotDenied."""
    if not writes_list(by):
        raise PilotDenied(NOT_YOURS)
    if abs(own_fields["due_on"] - clock.today()) > FURTHEST:
        raise PilotDenied(TOO_FAR)
    area = Area.objects.get(pk=county_of(by))
    matter, new = casework.register(
        Task, title=title, area=area, by=by, submission=submission, at=at, **own_fields
    )
    if new:
        Milestone.objects.bulk_create(
            Milestone(matter=matter, quarter=quarter, text=text)
            for quarter, text in (milestones or {}).items()
            if text
        )
        Support.objects.bulk_create(
            Support(matter=matter, unit=unit) for unit in supporting if unit != own_fields["lead"]
        )
    return matter


@transaction.atomic
def assign(task: Matter, *, by: User, note: str = "", **step: Any) -> Matter:
    """Give it to the unit that leads; heads of those who support it may look at it from now on."""
    lead = task.own.lead
    fresh = perform(task, "assign", by=by, note=note, **step, unit=lead, holder=None, assigned_at=MOMENT)
    let_in(fresh, by)
    tell(fresh, of_unit(lead), f"交办任务：{fresh}，{fresh.own.due_on:%Y-%m-%d} 以前完成")
    return fresh


def let_in(task: Matter, by: User) -> None:
    """Heads of units that support it see it (会办), and write nothing (LG-03)."""
    until: date = max(task.own.due_on, clock.today()) + AFTER
    units = list(task.supports.values_list("unit", flat=True))
    heads = Duty.objects.current().filter(unit__in=units, leads=True, area=None).select_related("user")
    for user in {duty.user for duty in heads}:
        casework.grant(task, to=user, by=by, reason="配合单位的负责人", until=until)


def accept(task: Matter, *, by: User, **step: Any) -> Matter:
    """Take it in hand."""
    return perform(task, "accept", by=by, **step, holder=by)


def hand_back(task: Matter, *, note: str, by: User, **step: Any) -> Matter:
    """It is not for this unit: the office gives it to another. The note says why."""
    return perform(task, "hand_back", by=by, note=note, **step, **WITH_NOBODY)


def recall(task: Matter, *, note: str, by: User, **step: Any) -> Matter:
    """The office takes it back, to be given anew. The note says why."""
    return perform(task, "recall", by=by, note=note, **step, **WITH_NOBODY)
