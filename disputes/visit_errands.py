"""What a mediator has to ask after: one line on the to-do list, with the list behind it."""

from datetime import datetime

from django.urls import reverse
from django.utils import timezone

from accounts.models import Role, User
from casework.errands import Errand, errands_from
from casework.lights import Light
from casework.models import Matter
from disputes.returning import to_visit


@errands_from
def visits_to_make(user: User, now: datetime) -> list[Errand]:
    """How many agreements of the user's own committees are to be asked after. One query, for mediators."""
    units = {duty.unit_id for duty in user.held if duty.role == Role.MEDIATOR and not duty.area_id}
    if not units:
        return []
    mine = Matter.objects.visible_to(user).filter(to_visit(timezone.localdate(now)), unit__in=units)
    count = mine.count()
    if not count:
        return []
    return [
        Errand(
            what=f"{count} 件协议要回访",
            where="回访",
            light=Light("soon", "生效 30 天内、每个履行日"),
            url=reverse("disputes:list", query={"visit": "due"}),
            label="去回访",
        )
    ]
