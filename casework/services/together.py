"""What the intake page does: one act on one matter or on many, and taking it back within half a minute."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import F, Q
from django.db.models.functions import Greatest, Now

from accounts.models import User
from casework.exceptions import IllegalMove, MoveDenied
from casework.models import UNDO_FOR, Event, Matter, Message, Notice, Telling, Undo
from casework.services.moves import take_back
from casework.triage import triage_of
from security import clock
from security.context import admit, everything

AT_ONCE = 30  # matters, T10
HELD_BACK = UNDO_FOR + timedelta(seconds=5)
# Columns of a matter that a move writes by itself; perform and take_back know what they were.
KEPT_BY_MOVES = frozenset({"status", "version", "closed_at", "due_at"})


@dataclass
class Outcome:
    """What one press did: the matters it changed, and those it left alone, each with the reason."""

    press: UUID = field(default_factory=uuid4)
    done: list[Matter] = field(default_factory=list)
    refused: list[tuple[Matter, str]] = field(default_factory=list)


def act_on(asked: Iterable[tuple[Matter, str, dict[str, Any]]], *, by: User) -> Outcome:
    """Make these moves, each with what its form gave; one that cannot be is left out with the reason.

    Each is done by itself: what was done before stays, whatever becomes of the next.
    """
    outcome = Outcome()
    for matter, move, given in asked:
        try:
            outcome.done.append(act(matter, move, given, press=outcome.press, by=by))
        except (IllegalMove, MoveDenied) as error:
            outcome.refused.append((matter, str(error)))
    return outcome


@transaction.atomic
def act(matter: Matter, move: str, given: dict[str, Any], *, press: UUID, by: User) -> Matter:
    """Make one move, and keep what it changed. What it tells others leaves the portal when it is too late to
    take it back.
    """
    admit(matter.pk)
    locked = Matter.objects.locked().get(pk=matter.pk)
    before = picture(locked)
    fresh: Matter = triage_of(matter.kind).services[move](locked, by=by, **{"seen": matter.version, **given})
    after = picture(fresh)
    changed = {name: value for name, value in before.items() if value != after[name]}
    Undo.objects.create(press=press, matter=fresh, by=by, version=fresh.version, before=changed)
    hold_back(fresh)
    return fresh


def picture(matter: Matter) -> dict[str, Any]:
    """The columns of the matter and of its kind's row, as JSON holds them."""
    own = type(matter.own)._base_manager.get(pk=matter.pk)
    return {
        column.attname: plain(getattr(row, column.attname))
        for row in (matter, own)
        for column in row._meta.concrete_fields
        if not column.primary_key and column.attname not in KEPT_BY_MOVES
    }


def plain(value: Any) -> Any:
    """A value that JSON can hold and the column reads again."""
    return value if value is None or isinstance(value, bool | int) else str(value)


def hold_back(matter: Matter) -> None:
    """Let the messages of the step just made wait until it cannot be taken back; later ones stay later."""
    step = matter.events.order_by("pk").last()
    with everything("undo"):  # they are others'
        own = Q(notice__in=told_by(matter)) | Q(telling__in=told_residents(matter, step))
        Message.objects.filter(own, state=Message.State.WAITING).update(
            try_after=Greatest(F("try_after"), Now() + HELD_BACK)
        )


def withdraw(matter: Matter) -> None:
    """Take back what the undone step told others: it has not left the portal yet."""
    step = matter.events.exclude(move="undo").order_by("pk").last()
    gone = Q(messages__state__in=[Message.State.CLAIMED, Message.State.SENT, Message.State.UNKNOWN])
    with everything("undo"):
        told_by(matter).exclude(gone).delete()
        told_residents(matter, step).exclude(gone).delete()


def told_by(matter: Matter) -> Any:
    """The notices of the step that brought the matter to its version."""
    return Notice.objects.filter(matter=matter.pk, key__startswith=f"step:{matter.pk}:{matter.version}:")


def told_residents(matter: Matter, step: Event | None) -> Any:
    """What whoever reported the matter was told with this step."""
    return Telling.objects.filter(matter=matter.pk, at__gte=step.at) if step else Telling.objects.none()


def undo(press: UUID, *, by: User) -> Outcome:
    """Take back what this user did with one press, all that can be; the others are named with the reason."""
    outcome = Outcome(press=press)
    for row in Undo.objects.to(by).of(press).filter(undone_at=None).select_related("matter"):
        try:
            outcome.done.append(undo_one(row, by=by))
        except IllegalMove as error:
            outcome.refused.append((row.matter, str(error)))
    return outcome


@transaction.atomic
def undo_one(row: Undo, *, by: User) -> Matter:
    """Take back one matter's act, and withdraw what it told others."""
    fresh = take_back(row.matter, version=row.version, before=row.before, by=by)
    if vars(fresh)["asked_at"] - row.at > UNDO_FOR:
        raise IllegalMove("过了 30 秒，不能撤回了。要改，打开这件再办。")
    withdraw(row.matter)
    Undo.objects.filter(pk=row.pk).update(undone_at=Now())
    return fresh


def undoable(user: User, now: datetime) -> list[Undo]:
    """What the user's last press did, while it can be taken back; nothing where it was, or is too late."""
    last = Undo.objects.to(user).running(now).order_by("-at", "-pk").first()
    return list(Undo.objects.to(user).of(last.press).filter(undone_at=None)) if last else []


def seconds_left(undos: list[Undo]) -> int:
    """How long what is listed can still be taken back."""
    return max(0, int((undos[0].at + UNDO_FOR - clock.now()).total_seconds())) if undos else 0
