"""What came up in the affected places since it was decided: so many new matters suggest a new assessment.

A suggestion beside its rows; a person decides (domain.md 6, D). What the user may not see is not counted.
"""

from dataclasses import dataclass
from typing import Any

from accounts.models import User
from areas.models import inside
from casework.models import Matter
from stability.lacking import standard
from stability.models import Stability


@dataclass(frozen=True)
class Signal:
    """How many new matters there are, and from how many on it is suggested to assess anew."""

    count: int
    threshold: int

    @property
    def loud(self) -> bool:
        return self.count >= self.threshold


def arisen(own: Stability, user: User) -> Any:
    """Cases, disputes and petitions of the affected places since the decision, of what the user sees."""
    if own.decided_at is None:
        return Matter.objects.none()
    places = [one.area_id for one in own.matter.affected_areas.all()]
    since = Matter.objects.visible_to(user).filter(inside(places), registered_at__gt=own.decided_at)
    return since.exclude(kind="stability").newest()


def signal(own: Stability, user: User) -> Signal | None:
    """None where nothing was decided to be carried out. Two queries."""
    if own.matter.status not in {"tracking", "closed"} or own.decided_at is None:
        return None
    return Signal(arisen(own, user).count(), standard().signals)
