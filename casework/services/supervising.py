from datetime import date
from typing import Any

from django.db import transaction
from django.db.models.functions import Now

from accounts.models import Duty, User
from casework.exceptions import MoveDenied
from casework.models import Matter, Supervision
from casework.services.messages import notify
from casework.services.moves import perform
from security import clock


@transaction.atomic
def supervise(matter: Matter, *, until: date, note: str, by: User, **step: Any) -> Matter:
    """Put the matter under supervision to that day. Its holder, or its unit's heads, hear of it."""
    if until < clock.today():
        raise MoveDenied("督办到哪一天，要写今天或以后的日子。")
    fresh = perform(matter, "supervise", by=by, note=f"到 {until:%Y-%m-%d}。{note}", **step)
    Supervision.objects.create(matter=fresh, until=until, words=note, by=by)
    fresh.forget()
    text = f"{by}督办，到 {until:%Y-%m-%d}：{fresh}。{note}"
    notify(answerable(fresh), key=f"supervise:{fresh.pk}:{fresh.version}", text=text, matter=fresh)
    return fresh


def answerable(matter: Matter) -> list[User]:
    """Who has the matter in hand, and the heads of its unit."""
    heads = Duty.objects.current().filter(unit=matter.unit_id, leads=True).select_related("user")
    people = {duty.user for duty in heads if matter.unit_id}
    return sorted(people | ({matter.holder} if matter.holder else set()), key=lambda user: user.pk)


@transaction.atomic
def lift(matter: Matter, *, by: User, note: str = "", **step: Any) -> Matter:
    """End the supervision. It ends by itself when the matter is closed."""
    fresh = perform(matter, "lift", by=by, note=note, **step)
    fresh.supervisions.filter(ended_at=None).update(ended_at=Now())
    fresh.forget()
    return fresh
