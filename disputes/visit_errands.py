"""What a mediator has to ask after: one line on the to-do list, with the list behind it."""

from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from accounts.models import Role, User
from casework.errands import Errand, errand_for_all
from casework.lights import Light
from casework.models import Matter
from disputes.returning import to_visit


def visits_to_make(user: User, today: date) -> QuerySet[Any] | None:
    """The agreements of the user's own committees that are to be asked after, for mediators alone."""
    units = {duty.unit_id for duty in user.held if duty.role == Role.MEDIATOR and not duty.area_id}
    return Matter.objects.visible_to(user).filter(to_visit(today), unit__in=units) if units else None


def line(count: int, now: datetime) -> Errand:
    return Errand(
        what=f"{count} 件协议要回访",
        where="回访",
        light=Light("soon", "生效 30 天内、每个履行日"),
        url=reverse("disputes:list", query={"visit": "due"}),
        label="去回访",
    )


errand_for_all(visits_to_make, line)
