"""Who hears of a step of a petition."""

from collections.abc import Collection

from accounts.models import Duty, Role, User
from casework import services as casework
from casework.models import Accusation, Matter, Notice
from petitions.limits import HANDLERS
from security import clock


def tell_unit(petition: Matter, *, by: User, text: str) -> None:
    """Tell whoever has it in hand, else those who handle in its unit; not the one who did it."""
    if clock.told():
        return
    duties = Duty.objects.current().filter(unit=petition.unit_id, role__in=HANDLERS, area=None)
    people = {duty.user for duty in duties.select_related("user")}
    tell(petition, {petition.holder} if petition.holder else people, by=by, text=text, group=petition.unit_id)


def tell_office(petition: Matter, *, by: User, text: str) -> None:
    """Tell the petition office nearest around the place."""
    if not clock.told():
        tell(petition, set(officials(petition, {Role.XF_OFFICE})), by=by, text=text)


def officials(petition: Matter, roles: Collection[str]) -> list[User]:
    """Those with such a role around the place whom it does not accuse, the nearest and the heads first."""
    duties = Duty.objects.current().filter(role__in=roles, unit__area__in=petition.area.lineage)
    near = sorted(duties.select_related("user", "unit"), key=lambda d: (-len(d.area_code), not d.leads, d.pk))
    return [user for user in dict.fromkeys(duty.user for duty in near) if not accused(petition, user)]


def accused(petition: Matter, user: User) -> bool:
    """Does it complain of this official, of one of their units, or of a superior of one (XF-60)?"""
    return petition.pk in Accusation.objects.against(user.seats, user=user.pk)


def tell(petition: Matter, people: set[User], *, by: User, text: str, group: int | None = None) -> None:
    """One notice a step and person; of what is grave at any hour (F19)."""
    told = sorted((user for user in people if user.pk != by.pk), key=lambda user: user.pk)
    casework.notify(
        told,
        key=f"step:{petition.pk}:{petition.version}",
        text=text,
        matter=petition,
        heading=text.partition("：")[0],
        pace=Notice.Pace.VITAL if petition.vital else Notice.Pace.SOON,
        group=group,
    )
