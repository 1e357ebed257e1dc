"""What a unit has to do of what it assessed stands on its to-do list: measures whose day comes."""

from datetime import date, datetime, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from casework.errands import Errand, errand_for_each
from casework.lights import Light
from casework.models import Matter
from stability.models import Measure
from stability.workflow import UNDERTAKERS

SOON = timedelta(days=15)


def own_open(user: User) -> QuerySet[Matter] | None:
    """The open assessments of the user's units; None for whoever undertakes none."""
    units = {duty.unit_id for duty in user.held if duty.role in UNDERTAKERS and not duty.area_id}
    if not units:
        return None
    return Matter.objects.visible_to(user).open().filter(kind="stability", unit__in=units)


def measures_due(user: User, today: date) -> QuerySet[Measure] | None:
    """Each measure that is due within fifteen days, or late (RA-03)."""
    mine = own_open(user)
    if mine is None:
        return None
    due = Measure.objects.filter(done_on=None, due_on__lte=today + SOON, matter__in=mine)
    return due.select_related("matter").order_by("due_on", "pk")


def measure_line(measure: Measure, now: datetime) -> Errand:
    matter, left = measure.matter, (measure.due_on - timezone.localdate(now)).days
    url = f"{matter.get_absolute_url()}fulfil/"
    return Errand(f"落实防范措施：{measure.what}", matter.number, light_of(left), url, "去记")


def light_of(left: int) -> Light:
    """How many days there are to do it."""
    if left < 0:
        return Light("late", f"超 {-left} 天")
    return Light("today", "今天到期") if not left else Light("soon", f"剩 {left} 天")


errand_for_each(measures_due, measure_line)
