"""What the judicial office has to look at in 以案定补: a line on the to-do list, the claims behind it."""

from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse

from accounts.models import Role, User
from areas.models import inside
from casework.errands import Errand, errands_from
from casework.lights import Light
from disputes.models import Claim, Objection


@errands_from
def claims_to_check(user: User, now: datetime) -> list[Errand]:
    """How many claims and objections wait for this user. One query, for the judicial office alone.

    Their own claims are somebody else's to check: those are not counted.
    """
    mine = {duty.area_code for duty in user.held if duty.role == Role.JUDICIAL}
    if not mine:
        return []
    doubted = Exists(Objection.objects.filter(claim=OuterRef("pk"), upheld=None))
    waiting = Claim.objects.visible_to(user).filter(inside(mine)).exclude(payee=user).exclude(claimed_by=user)
    counted = waiting.aggregate(new=Count("pk", filter=Q(passed=None)), doubted=Count("pk", filter=doubted))
    found = ((counted["new"], "件以案定补等审核"), (counted["doubted"], "件以案定补有异议，等答复"))
    return [
        Errand(
            what=f"{count} {words}",
            where="以案定补",
            light=Light("soon", "审核过才能公示"),
            url=reverse("disputes:rewards"),
            label="去审核",
        )
        for count, words in found
        if count
    ]
