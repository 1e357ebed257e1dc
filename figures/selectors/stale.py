"""Which months have to be rolled up again."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import DateField, Min
from django.db.models.functions import Cast, TruncMonth
from django.utils import timezone

from casework.models import Deadline, Event, Matter
from figures.layout import layout
from figures.models import RolledUpMonth
from figures.periods import Quarter, month_of, months_between

# A transaction that was open while a roll-up looked may hold lower numbers than the last it saw.
SLOW_TRANSACTIONS = 200
GOOD_FOR = timedelta(days=1)


def stale_months(now: datetime) -> list[date]:
    """The months of the running quarter, and earlier ones that changed, or were rolled up a day ago, by other
    definitions, or never.

    The daily turn mends what leaves no event: an import, a correction in the database.
    """
    today = timezone.localdate(now)
    running = Quarter.of(today).months
    known = RolledUpMonth.objects.filter(signature=layout().signature, rolled_at__gt=now - GOOD_FOR)
    fresh = set(known.values_list("month", flat=True))
    begun = Matter.objects.aggregate(first=Min("registered_at"))["first"]
    earlier = months_between(timezone.localdate(begun), today) if begun else []
    changed = touched_months(RolledUpMonth.last_event_seen() - SLOW_TRANSACTIONS)
    return sorted({*running, *(month for month in earlier if month not in fresh), *changed})


def touched_months(since: int) -> set[date]:
    """Months in which matters that moved after this event have or had a moment.

    A move may take a moment away (a reopened case is not finished any more), so the history is asked,
    not the rows: every moment of a matter is the instant of an event or the end of a limit.
    """
    moved = Event.objects.filter(pk__gt=since).values("matter")
    return {
        *months_in(Event.objects.filter(matter__in=moved), "at"),
        *months_in(Deadline.objects.filter(matter__in=moved), "due_at"),
    }


def months_in(rows: Any, moment: str) -> set[date]:
    """The months of these moments."""
    months = rows.order_by().values_list(Cast(TruncMonth(moment), DateField()), flat=True).distinct()
    return {month_of(month) for month in months}
