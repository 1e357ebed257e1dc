"""What an organ has to do of what it supported stands on the to-do list of whoever handles there (XF-51)."""

from datetime import datetime, timedelta

from django.utils import timezone

from accounts.models import User
from casework.errands import Errand, errands_from
from casework.lights import Light
from casework.models import Matter
from petitions.limits import HANDLERS
from petitions.models import Execution

SOON = timedelta(days=15)
MOST_SHOWN = 20


@errands_from
def tasks_due(user: User, now: datetime) -> list[Errand]:
    """Each task of the user's organs that is due within fifteen days, or late. One query, for handlers."""
    units = {duty.unit_id for duty in user.held if duty.role in HANDLERS and not duty.area_id}
    if not units:
        return []
    today = timezone.localdate(now)
    seen = Matter.objects.visible_to(user).filter(kind="petition").open()
    left = Execution.objects.filter(done_on=None, void=False, due_on__lte=today + SOON, matter__in=seen)
    own = left.filter(opinion__unit__in=units).select_related("matter")
    return [
        Errand(
            what=f"落实：{one.what}",
            where=one.matter.number,
            light=light_of((one.due_on - today).days),
            url=one.matter.get_absolute_url(),
            label="去落实",
        )
        for one in own.order_by("due_on", "pk")[:MOST_SHOWN]
    ]


def light_of(left: int) -> Light:
    """How many days there are to do it."""
    if left < 0:
        return Light("late", f"超 {-left} 天")
    return Light("today", "今天到期") if not left else Light("soon", f"剩 {left} 天")
