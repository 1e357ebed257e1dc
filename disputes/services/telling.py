"""Who hears of a step of a dispute."""

from accounts.models import User
from casework import services as casework
from casework.models import Matter, Notice
from disputes.workflow import MEDIATORS


def tell_unit(dispute: Matter, *, by: User, text: str) -> None:
    """Tell whoever has it in hand, else the mediators of the committee; not the one who did it."""
    people = User.objects.filter(duties__unit=dispute.unit_id, duties__role__in=MEDIATORS, duties__area=None)
    concerned = [dispute.holder] if dispute.holder else list(people.filter(is_active=True).distinct())
    tell(dispute, [user for user in concerned if user.pk != by.pk], text, group=dispute.unit_id)


def tell(dispute: Matter, people: list[User], text: str, group: int | None = None) -> None:
    """One notice a step and person; of what may come to blows at any hour (F19)."""
    casework.notify(
        people,
        key=f"step:{dispute.pk}:{dispute.version}",
        text=text,
        matter=dispute,
        heading=text.partition("：")[0],
        pace=Notice.Pace.VITAL if dispute.vital else Notice.Pace.SOON,
        group=group,
    )
