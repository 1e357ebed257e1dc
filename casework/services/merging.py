from django.db import transaction
from django.db.models.functions import Now

from accounts.models import User
from casework.exceptions import MoveDenied
from casework.models import Accusation, Event, Matter, Merger
from casework.services.moves import perform
from security.context import admit

ALONE = {"unit": None, "holder": None}


@transaction.atomic
def merge(matter: Matter, *, into: Matter, by: User, note: str = "", **step: object) -> Matter:
    """Let the matter go along with another open one of its kind; its own limits end.

    Both are locked, always in the same order, so that of two who merge each into the other one is refused.
    Raises MoveDenied with a sentence where the other will not do.
    """
    admit(into.pk)
    locked = Matter.objects.locked().filter(pk__in=sorted({matter.pk, into.pk})).order_by("pk")
    fresh = {row.pk: row for row in locked}
    refuse_unfit(matter, fresh[into.pk])
    merged = perform(matter, "merge", by=by, note=note, **step, **ALONE)  # type: ignore[arg-type]
    Merger.objects.create(matter=merged, into=fresh[into.pk], by=by)
    merged.forget()
    say_in_the_other(merged, fresh[into.pk], by, note)
    return merged


def refuse_unfit(matter: Matter, into: Matter) -> None:
    """Raise MoveDenied where the one matter cannot go along with the other."""
    if matter.pk == into.pk:
        raise MoveDenied("这就是它自己。写另一件的编号。")
    if into.kind != matter.kind:
        raise MoveDenied("只有同一种事项能并在一起。不同种类的用“关联”。")
    if into.closed_at:
        raise MoveDenied(f"{into.number} 已经{into.status_label}，不能再并进去。它没办好的，先“重新办理”。")
    if matter.confidential and not into.confidential:
        raise MoveDenied("涉密涉隐私的，只能并到同样涉密涉隐私的一件里。")
    if Merger.objects.filter(into=matter, ended_at=None).exists():
        raise MoveDenied("别的案件已经并到这一件里。把另一件并过来，或先拆开。")


def say_in_the_other(matter: Matter, into: Matter, by: User, note: str) -> None:
    """A line in the history of the other, for whoever works on it; none of what some of them may not know."""
    if matter.confidential or Accusation.objects.filter(matter=matter).exists():
        return
    said = f"{matter.number}：{note}" if note else matter.number
    status = into.status
    Event.objects.create(
        matter=into,
        move="joined",
        from_status=status,
        to_status=status,
        note=said,
        unit_id=into.unit_id,
        by=by,
    )


@transaction.atomic
def split(matter: Matter, *, by: User, note: str, **step: object) -> Matter:
    """Take it out again, to be dispatched by itself."""
    fresh = perform(matter, "split", by=by, note=note, **step)  # type: ignore[arg-type]
    fresh.mergers.filter(ended_at=None).update(ended_at=Now())
    fresh.forget()
    return fresh
