"""What the acts of a case write beside its moves: verdicts for the figures, and notices."""

from collections.abc import Collection
from typing import Any

from accounts.models import Unit, User
from casework import services as casework
from casework.models import Matter, Notice
from grids.workflow import HANDLERS


def judge(case: Matter, **verdicts: Any) -> Matter:
    """Write on the case what its clocks say, for the figures."""
    for name, verdict in verdicts.items():
        setattr(case.own, name, verdict)
    case.own.save(update_fields=list(verdicts))
    return case


def kept(case: Matter, limit: str) -> bool | None:
    """Was the last limit of this key kept? None where there was none."""
    last = case.deadlines.filter(limit=limit, met_at__isnull=False).order_by("pk").last()
    return last.kept if last else None


def can(user: User, roles: Collection[str], case: Matter) -> bool:
    """Is the user still there, with such a duty that reaches the case?"""
    return user.is_active and user.holds(roles, case)


def tell_unit(case: Matter, unit: Unit | None, text: str) -> None:
    """Tell those in the unit whose turn it now is."""
    people = User.objects.filter(duties__unit=unit, duties__role__in=HANDLERS, duties__area=None)
    tell(case, list(people.filter(is_active=True).distinct()), text, unit=unit)


def tell(case: Matter, people: list[User], text: str, unit: Unit | None = None) -> None:
    """One notice a step and person; of an urgent case at any hour."""
    casework.notify(
        people,
        key=f"step:{case.pk}:{case.version}",
        text=text,
        matter=case,
        heading=text.partition("：")[0],
        pace=Notice.Pace.VITAL if case.vital else Notice.Pace.SOON,
        group=unit.pk if unit else None,
    )
