"""What a user's calendar program reads: numbers, steps and ends. It goes through other people's machines, so
no title, no text and no name is in it.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from casework.agenda import concerning
from casework.gatherings import Gathering, gatherings
from casework.ical import CalendarEvent, written
from casework.models import Deadline, Matter
from security import clock

MOST = 1000
NAME = "社会治理平台期限"
KEPT, AHEAD = timedelta(days=1), timedelta(days=366)  # how far back and ahead meetings are told


def calendar_of(user: User) -> bytes:
    """The calendar of what waits for the user, as they may see it now."""
    matters = Matter.objects.visible_to(user).filter(concerning(user))
    ends = Deadline.objects.running().filter(Q(matter__in=matters)).select_related("matter__area")
    events = [event_of(one) for one in ends.order_by("due_at", "pk")[:MOST]]
    now = clock.now()
    events += [meeting(one) for one in gatherings(matters, now - KEPT, now + AHEAD)[:MOST]]
    return written(NAME, events, timezone.get_default_timezone())


def meeting(one: Gathering) -> CalendarEvent:
    """One time that people meet, which takes up the time of whoever reads it. Of a confidential matter the
    number alone.
    """
    matter, plain = one.matter, not one.matter.confidential
    return CalendarEvent(
        uid=f"{one.key}@{urlsplit(settings.SITE_URL).hostname}",
        summary=f"{one.what} {matter.number}" if plain else matter.number,
        description="。".join(filter(None, [f"{matter.area}", one.where])) if plain else "",
        when=one.begins,
        ends=one.ends,
        stamp=one.changed,
        url=f"{settings.SITE_URL}{matter.get_absolute_url()}" if plain else "",
    )


def event_of(deadline: Deadline) -> CalendarEvent:
    """One limit. Of a confidential matter the number alone."""
    matter, host = deadline.matter, urlsplit(settings.SITE_URL).hostname
    plain = not matter.confidential
    return CalendarEvent(
        uid=f"limit-{deadline.pk}@{host}",
        summary=f"{deadline.label}到期 {matter.number}" if plain else matter.number,
        description="。".join(said(deadline)) if plain else "",
        when=deadline.due_at if deadline.timed else deadline.legal_on,
        stamp=changed_at(deadline),
        url=f"{settings.SITE_URL}{matter.get_absolute_url()}" if plain else "",
    )


def said(deadline: Deadline) -> Iterator[str]:
    """What is known of the limit, in words."""
    yield str(deadline)
    yield f"{deadline.matter.area}"
    if deadline.target_on != deadline.legal_on:
        yield f"遇休息日，最好在 {deadline.target_on:%Y-%m-%d} 前"
    if deadline.provisional:
        yield "暂定：放假通知还没公布"


def changed_at(deadline: Deadline) -> datetime:
    """When the limit last became what it is."""
    return deadline.recomputed_at or deadline.started_at
