"""What a unit's head has to sign stands on their to-do list from the last day of the period on."""

from datetime import date, datetime

from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from casework.errands import Errand, errand_for_each
from casework.lights import Light
from disputes.models import Sweep
from disputes.services.sweeping import led_by, page_of


def sweeps_to_sign(user: User, today: date) -> QuerySet[Sweep] | None:
    """The periods that wait for the user's signature, for heads of units alone."""
    units = led_by(user)
    if not units:
        return None
    return Sweep.objects.to_sign(units, today).select_related("plan", "unit").order_by("due_on", "pk")


def line(sweep: Sweep, now: datetime) -> Errand:
    return Errand(
        what=f"{sweep.plan}：{sweep.period} 还没报",
        where=str(sweep.unit),
        light=light_of(sweep, timezone.localdate(now)),
        url=page_of(sweep),
        label="去签报",
    )


def light_of(sweep: Sweep, today: date) -> Light:
    """How long there is to report."""
    left = (sweep.due_on - today).days
    if left < 0:
        return Light("late", f"超 {-left} 天")
    return Light("today", "今天到期") if not left else Light("soon", f"剩 {left} 天")


errand_for_each(sweeps_to_sign, line)
