"""The sessions to come, for the calendar and for calendar programs."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from casework.gatherings import Gathering, gatherings_from
from disputes.models import Appointment


@gatherings_from
def sessions_to_come(matters: Any, first: datetime, end: datetime) -> Iterator[Gathering]:
    """What was planned and not called off. A place that is no room of the committee's may name somebody's
    home: it stays out.
    """
    planned = Appointment.objects.between(first, end).filter(called_off_at=None, matter__in=matters)
    for one in planned.select_related("room", "matter__area"):
        yield Gathering(
            key=f"session-{one.pk}",
            matter=one.matter,
            what="调解",
            begins=one.starts_at,
            ends=one.ends_at,
            changed=one.written_at,
            where=one.room.name if one.room else "",
        )
