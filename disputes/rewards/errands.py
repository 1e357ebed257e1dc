"""What the judicial office has to look at in 以案定补: a line on the to-do list, the claims behind it."""

from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from accounts.models import Role, User
from areas.models import inside
from casework.errands import Errand, errand_for_all
from casework.lights import Light
from disputes.models import Claim, Objection


def to_look_at(user: User) -> QuerySet[Claim] | None:
    """The claims in the places of the judicial office, for it alone; not their own."""
    mine = {duty.area_code for duty in user.held if duty.role == Role.JUDICIAL}
    if not mine:
        return None
    seen: Any = Claim.objects.visible_to(user).filter(inside(mine))
    return seen.exclude(payee=user.pk).exclude(claimed_by=user.pk)


def of_these(which: Q) -> Callable[[User, date], QuerySet[Claim] | None]:
    """Those of them of which this holds."""

    def rows(user: User, today: date) -> QuerySet[Claim] | None:
        found = to_look_at(user)
        return None if found is None else found.filter(which)

    return rows


def line(words: str, count: int, now: datetime) -> Errand:
    return Errand(
        what=f"{count} {words}",
        where="以案定补",
        light=Light("soon", "审核过才能公示"),
        url=reverse("disputes:rewards"),
        label="去审核",
    )


DOUBTED = Q(Exists(Objection.objects.filter(claim=OuterRef("pk"), upheld=None)))
errand_for_all(of_these(Q(passed=None)), partial(line, "件以案定补等审核"))
errand_for_all(of_these(DOUBTED), partial(line, "件以案定补有异议，等答复"))
