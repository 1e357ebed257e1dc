"""催办: ask whoever has a matter to go on with it, once a working day (T5)."""

from django.db import IntegrityError, transaction

from accounts.models import Duty, Role, User
from casework.exceptions import NudgeDenied
from casework.models import Event, Matter, Nudge, SpecialDay
from casework.services.messages import notify
from casework.services.reminders import Concerned
from security import clock
from security.context import admit

NUDGERS = frozenset({Role.LEADING_GROUP, Role.OFFICE, Role.TOWN, Role.CENTER})
DONE_TODAY = "这件今天已经催过了，一个工作日只催一次。"


def refusal(matter: Matter, *, by: User) -> str:
    """Why this user may not ask for the matter at all; "" where they may."""
    if not by.holds(NUDGERS, matter):
        return "催办由镇街分派员、综治中心和领导小组办公室来做。"
    if matter.closed_at:
        return "已经办结，不用催。"
    if matter.holder_id is None and matter.unit_id is None:
        return "还没有派出去，先派单。"
    if by.pk == matter.holder_id or (matter.holder_id is None and matter.unit_id in by.units):
        return "这件就在您这里，不用催。"
    return ""


@transaction.atomic
def nudge(matter: Matter, *, by: User) -> Nudge:
    """Ask the one who has the matter, or the head of the unit that has it. On their to-do, and once by SMS.

    Raises NudgeDenied. The database lets one through each working day, whoever presses and how often.
    """
    if reason := refusal(matter, by=by):
        raise NudgeDenied(reason)
    admit(matter.pk)
    day = SpecialDay.calendar().roll_forward(clock.today())
    try:
        with transaction.atomic():
            done = Nudge.objects.create(matter=matter, day=day, by=by, to=matter.holder, unit=matter.unit)
    except IntegrityError as error:
        raise NudgeDenied(DONE_TODAY) from error
    status, unit = matter.status, matter.unit_id
    Event.objects.create(
        matter=matter, move="nudge", from_status=status, to_status=status, unit_id=unit, by=by
    )
    notify(
        asked(matter),
        key=f"nudge:{done.pk}",
        text=f"催办：{matter}。{by}请您接着办。",
        matter=matter,
        heading="催办",
        by_sms=True,
    )
    return done


def asked(matter: Matter) -> list[User]:
    """The one who has the matter; where nobody took it in hand, who leads the unit, or whose turn it is."""
    if matter.holder and matter.holder.is_active:
        return [matter.holder]
    heads = Duty.objects.current().filter(unit=matter.unit_id, area=None, leads=True).select_related("user")
    return list({duty.user for duty in heads} or Concerned([matter]).with_(matter))
