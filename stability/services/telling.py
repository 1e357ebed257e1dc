"""Who hears of an assessment's steps: the unit that undertakes the decision, by a notice."""

from accounts.models import Duty, User
from casework import services as casework
from casework.models import Matter
from security import clock
from stability.workflow import UNDERTAKERS


def tell_unit(matter: Matter, *, by: User, text: str) -> None:
    """Everybody who handles it in its unit, but whoever did it. Nobody of history that is loaded."""
    if clock.told():
        return
    here = Duty.objects.current().filter(unit=matter.unit_id, role__in=UNDERTAKERS, area=None)
    people = list(User.objects.filter(pk__in=here.values("user")).exclude(pk=by.pk).order_by("pk"))
    casework.notify(
        people,
        key=f"step:{matter.pk}:{matter.version}",
        text=text,
        matter=matter,
        heading=text.partition("：")[0],
        group=matter.unit_id,
    )
