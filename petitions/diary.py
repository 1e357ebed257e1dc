"""The hearings to come, for the calendar and for calendar programs."""

from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

from django.utils import timezone

from casework.gatherings import Gathering, gatherings_from
from petitions.models import HearingPlan


@gatherings_from
def hearings_to_come(matters: Any, first: datetime, end: datetime) -> Iterator[Gathering]:
    """What was planned, not held and not called off. The place may name somebody's home: it stays out."""
    days = (timezone.localdate(first), timezone.localdate(end))
    planned = HearingPlan.objects.standing().filter(on__range=days, begins__isnull=False, matter__in=matters)
    for one in planned.select_related("matter__area"):
        begins, ends = at(one.on, one.begins), at(one.on, one.ends)
        if first <= begins < end:
            yield Gathering(
                key=f"hearing-{one.pk}",
                matter=one.matter,
                what="听证",
                begins=begins,
                ends=ends,
                changed=one.written_at,
            )


def at(day: date, hour: time | None) -> datetime:
    """The moment; those without an hour are not asked for."""
    return timezone.make_aware(datetime.combine(day, hour or time()))
