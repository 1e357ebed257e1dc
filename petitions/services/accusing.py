"""Whom a petition complains of: from then on they know nothing of it (XF-60)."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from accounts.models import Role, Unit, User
from casework.exceptions import MoveDenied
from casework.models import Accusation, Matter
from petitions.services.steps import step
from petitions.services.telling import accused, officials


@transaction.atomic
def accuse(
    petition: Matter,
    *,
    by: User,
    units: Iterable[Unit] = (),
    users: Iterable[User] = (),
    note: str = "",
    **rest: Any,
) -> Matter:
    """Write down whom it complains of. Whoever has it now must not be one of them: take it back first."""
    units, users = list(units), list(users)
    if not units and not users:
        raise MoveDenied("选被反映的单位，或者被反映的人。")
    if any(user.pk == by.pk for user in users):
        raise MoveDenied("反映的是您自己，这件由别的人来办。")
    fresh = step(petition, "accuse", by=by, note=note, **rest)
    write_down(fresh, units, users)
    refuse_hands(fresh)
    return fresh


def write_down(petition: Matter, units: Iterable[Unit], users: Iterable[User]) -> None:
    """Each of them, and the units that an accused official heads: those work to their word."""
    people = list(users)
    headed = set(Unit.objects.filter(duties__user__in=people, duties__leads=True))
    for unit in sorted({*units, *headed}, key=lambda one: one.pk):
        Accusation.objects.get_or_create(matter=petition, unit=unit, user=None)
    for user in people:
        Accusation.objects.get_or_create(matter=petition, unit=None, user=user)


def refuse_hands(petition: Matter) -> None:
    """Raise MoveDenied where the unit or the person who has it is one of the accused."""
    if petition.unit_id and petition.unit_id in units_accused(petition):
        raise MoveDenied(f"现在就在被反映的单位（{petition.unit}）手里。先“收回”，再记被反映的单位。")
    if petition.holder and accused(petition, petition.holder):
        raise MoveDenied(f"现在在{petition.holder}手里，反映的就是那里。先换承办人，再记。")
    charge = petition.charges.filter(ended_on=None).select_related("leader").first()
    if charge and accused(petition, charge.leader):
        raise MoveDenied(f"现在由{charge.leader}包案，反映的就是那里。先写包案的结果、换人，再记。")


def units_accused(petition: Matter) -> set[int]:
    """The ids of the accused units and of all below them."""
    named = petition.accusations.exclude(unit=None).values_list("unit", flat=True)
    return set(Unit.objects.under(list(named)).values_list("pk", flat=True))


def hand_of_office(petition: Matter, by: User) -> User:
    """Who in the petition office has what only a few may see: whoever writes it down, or the nearest.

    Raises MoveDenied where everybody there is accused.
    """
    office = officials(petition, {Role.XF_OFFICE})
    if by in office:
        return by
    if not office:
        raise MoveDenied("这里的信访部门就是被反映的单位，或者还没有工作人员。请上一级信访部门来登记。")
    return office[0]
