"""How a task ends: handed in with its proof, sent back or found done, cancelled, taken up again."""

from typing import Any

from django.db import transaction
from django.db.models import F

from accounts.models import User
from casework.exceptions import MoveDenied
from casework.models import Matter
from casework.services import attach_all
from casework.services.moves import MOMENT, perform
from pilot.limits import DUE
from pilot.services.giving import WITH_NOBODY
from pilot.services.telling import can, judge, of_office, of_unit, tell
from pilot.workflow import HANDLERS, OFFICE
from security.uploads.checking import Checked


@transaction.atomic
def submit(task: Matter, *, result: str, by: User, files: tuple[Checked, ...] = (), **step: Any) -> Matter:
    """Say what was done, and hand in what proves it (LG-02)."""
    said: dict[str, Any] = {"result": result, "submitted_at": MOMENT, "holder": None}
    fresh = perform(task, "submit", by=by, note=result, **step, **said)
    attach_all(fresh, files, by=by, stage="after")
    if not fresh.attachments.filter(stage="after").exists():
        raise MoveDenied(f"还没有佐证材料。要交：{fresh.own.evidence}。传上再提交。")
    tell(fresh, [one for one in of_office(fresh.area, OFFICE) if one != by], f"任务等审核：{fresh}")
    kept = fresh.deadlines.filter(limit=DUE, met_at__isnull=False).order_by("pk").last()
    return judge(fresh, on_time=kept.kept if kept else None)


@transaction.atomic
def send_back(task: Matter, *, note: str, by: User, **step: Any) -> Matter:
    """It is not done yet. The office says what is missing, and writes nothing in the unit's place (LG-03)."""
    undone: dict[str, Any] = {"submitted_at": None, "on_time": None, "returned": F("returned") + 1}
    fresh = perform(task, "send_back", by=by, note=note, **step, holder=who_goes_on(task), **undone)
    tell(fresh, [fresh.holder] if fresh.holder else of_unit(fresh.unit), f"任务退回修改：{fresh}。{note}")
    return fresh


def who_goes_on(task: Matter) -> User | None:
    """Whoever handed it in, if they still can; else anybody of the unit."""
    last = task.events.filter(move="submit").select_related("by").order_by("pk").last()
    return last.by if last and can(last.by, HANDLERS, task) else None


@transaction.atomic
def confirm(task: Matter, *, by: User, note: str = "", **step: Any) -> Matter:
    """Find it done. Not whoever handed it in (LG-04)."""
    fresh = perform(task, "confirm", by=by, note=note, **step, finished_at=MOMENT, holder=None)
    tell(fresh, of_unit(fresh.unit), f"任务审核通过：{fresh}")
    return fresh


@transaction.atomic
def cancel(task: Matter, *, by: User, note: str = "", **step: Any) -> Matter:
    """Agree that it is not to be done. Not whoever asked for it (LG-04)."""
    fresh = perform(task, "cancel", by=by, note=note, **step, holder=None)
    tell(fresh, of_unit(fresh.unit), f"任务取消：{fresh}")
    return fresh


@transaction.atomic
def keep(task: Matter, *, note: str, by: User, **step: Any) -> Matter:
    """It is still to be done; the note says why."""
    fresh = perform(task, "keep", by=by, note=note, **step)
    tell(fresh, of_unit(fresh.unit), f"没同意取消任务：{fresh}。{note}")
    return fresh


def reopen(task: Matter, *, note: str, by: User, **step: Any) -> Matter:
    """Begin it again: it was not done after all, or is to be done now."""
    undone: dict[str, Any] = {"submitted_at": None, "finished_at": None, "on_time": None, "assigned_at": None}
    return perform(task, "reopen", by=by, note=note, **step, **WITH_NOBODY, **undone)
