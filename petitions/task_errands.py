"""What an organ has to do of what it supported stands on the to-do list of whoever handles there (XF-51)."""

from datetime import date, datetime, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from casework.errands import Errand, errand_for_each
from casework.lights import Light
from casework.models import Matter
from petitions.limits import HANDLERS
from petitions.models import Execution

SOON = timedelta(days=15)


def tasks_due(user: User, today: date) -> QuerySet[Execution] | None:
    """Each task of the user's organs that is due within fifteen days, or late; for handlers alone."""
    units = {duty.unit_id for duty in user.held if duty.role in HANDLERS and not duty.area_id}
    if not units:
        return None
    seen = Matter.objects.visible_to(user).open().filter(kind="petition")
    left = Execution.objects.filter(done_on=None, void=False, due_on__lte=today + SOON, matter__in=seen)
    return left.filter(opinion__unit__in=units).select_related("matter").order_by("due_on", "pk")


def line(task: Execution, now: datetime) -> Errand:
    return Errand(
        what=f"落实：{task.what}",
        where=task.matter.number,
        light=light_of((task.due_on - timezone.localdate(now)).days),
        url=task.matter.get_absolute_url(),
        label="去落实",
    )


def light_of(left: int) -> Light:
    """How many days there are to do it."""
    if left < 0:
        return Light("late", f"超 {-left} 天")
    return Light("today", "今天到期") if not left else Light("soon", f"剩 {left} 天")


errand_for_each(tasks_due, line)
