"""Which unit has a case: dispatched, handed on, handed back, and decided in the end (T2, T3)."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from accounts.models import Unit, User
from casework.exceptions import MoveDenied
from casework.models import Accusation, Matter
from casework.selectors import decider_of
from casework.services import perform
from casework.services.moves import MOMENT
from grids.limits import DISPATCH, HANDLE
from grids.services.judging import judge, kept, tell, tell_unit

WITH_NOBODY: dict[str, Any] = {"unit": None, "holder": None, "handle_due_at": None}


@transaction.atomic
def send(
    case: Matter,
    move: str,
    *,
    to: Unit,
    by: User,
    urgency: str = "",
    at: datetime | None = None,
    **step: Any,
) -> Matter:
    """Send the case to the unit that has to act; its limit starts now, not when they sign for it."""
    refuse_accused(case, to)
    changes: dict[str, Any] = {"urgency": urgency} if urgency else {}
    fresh = perform(case, move, by=by, at=at, **step, unit=to, holder=None, dispatched_at=MOMENT, **changes)
    tell_unit(fresh, to, f"派来一件案件：{fresh}")
    return judge(
        fresh,
        dispatched_on_time=kept(fresh, DISPATCH),
        handle_due_at=fresh.deadlines.filter(limit=HANDLE).latest("pk").due_at,
    )


def refuse_accused(case: Matter, to: Unit) -> None:
    """Raise MoveDenied where the case accuses the unit or a superior of it (R8, XF-60)."""
    if case.pk in Accusation.objects.against([to.pk]):
        raise MoveDenied(f"这件反映的就是{to}或它的上级，不能交给它办。换一个单位。")


def dispatch(case: Matter, *, to: Unit, by: User, **step: Any) -> Matter:
    """Send it to the unit that has to act."""
    return send(case, "dispatch", to=to, by=by, **step)


def decide(case: Matter, *, to: Unit, by: User, **step: Any) -> Matter:
    """Say, after two returns, which unit has it. It is not handed back any more (T3)."""
    return send(case, "decide", to=to, by=by, **step)


@transaction.atomic
def transfer(case: Matter, *, to: Unit, note: str, by: User, **step: Any) -> Matter:
    """Hand it on to another unit directly. The resident's limit runs on; only signing for it starts anew."""
    refuse_accused(case, to)
    if to.pk == case.unit_id:
        raise MoveDenied(f"现在就在{to}。换一个单位。")
    fresh = perform(case, "transfer", by=by, note=note, **step, unit=to, holder=None)
    tell_unit(fresh, to, f"转来一件案件：{fresh}。{note}")
    return fresh


def hand_back(case: Matter, *, reason: str, by: User, note: str = "", **step: Any) -> Matter:
    """Give it back to the dispatcher, with a reason from the list."""
    returned = F("returned") + 1
    return perform(
        case, "hand_back", by=by, reason=reason, note=note, returned=returned, **step, **WITH_NOBODY
    )


@transaction.atomic
def refer(case: Matter, *, reason: str, by: User, note: str = "", **step: Any) -> Matter:
    """The second return: to whoever decides in the end; where nobody is named, to any dispatcher."""
    decider = decider_of(case)
    fresh = perform(
        case,
        "refer",
        by=by,
        reason=reason,
        note=note,
        returned=F("returned") + 1,
        **step,
        **WITH_NOBODY | {"holder": decider},
    )
    tell(fresh, [decider] if decider else [], f"第二次退回，由您来定承办单位：{fresh}。{note}")
    return fresh
