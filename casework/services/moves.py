from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Min
from django.utils import timezone

from accounts.models import User
from casework.clocks import Calendar, Limit
from casework.exceptions import StaleMatter
from casework.kinds import split_fields
from casework.models import Deadline, Event, Matter
from casework.models.calendar import full_calendar
from casework.models.records import ASIDE, RUNNING
from casework.naming import refuse_hidden_names
from casework.rules import obliging_nobody, totals
from casework.services.following import tell_followers
from casework.services.joined import tell_joined
from casework.services.residents import tell_step
from casework.workflow import ITSELF, LimitOf, Move
from security import clock
from security.context import admit

JUST_NOW = timedelta(hours=1)
MOMENT = object()  # among the changes of a move: the moment of the move itself


@transaction.atomic
def perform(
    matter: Matter,
    move_name: str,
    *,
    by: User,
    note: str = "",
    reason: str = "",
    told: str = "",
    itself: bool = False,
    seen: int | None = None,
    at: datetime | None = None,
    since: Mapping[str, datetime] | None = None,
    **changes: Any,
) -> Matter:
    """Make one move of the matter's workflow. Nothing else in the portal writes a status.

    `told` are the words that the resident is told with this step, and finds true later: they stand in the
    history. `itself` is for a move that comes by itself on its day, in the portal's name.
    `seen` is the version that the user's page showed; `at` is for history that is loaded, else it is the
    database's time when the matter was asked for; a change that is MOMENT takes that moment. `since` says of
    limits that start with the move, by key, from when they count where that is not the move's moment.
    Raises IllegalMove (StaleMatter where somebody was faster) or MoveDenied. The matter is locked before
    its kind's row is read, so two users who press the same button get one event and one refusal. The
    changes are fields of either row. Returns the fresh matter, its own row with it: drop the one passed.
    """
    admit(matter.pk)
    matter = Matter.objects.locked().get(pk=matter.pk)
    asked_at: datetime = vars(matter)["asked_at"]
    refuse_stale(matter, seen, asked_at)
    own = matter.own
    move = matter.flow.check(move_name, matter, by=ITSELF if itself else by)
    refuse_hidden_names(matter, matter.kind, by, [note, told, *changes.values()])
    now = at or asked_at
    shared, particular = split_fields(type(own), dated(changes, now))

    was, matter.status = matter.status, move.leads_to(matter.status)
    matter.version += 1
    if move.target:
        matter.closed_at = now if move.target in matter.flow.closed else None
    write(matter, shared, also=("status", "version", "closed_at"))
    write(own, particular)
    event = Event.objects.create(
        matter=matter,
        move=move.name,
        from_status=was,
        to_status=matter.status,
        note=note,
        told=told,
        reason=reason,
        unit_id=matter.unit_id,
        by=by,
        at=now,
    )
    renew_limits(matter, move, event, since or {})
    end_with_it(matter, now)
    if clock.told():
        return matter
    tell_followers(matter, event)
    if at is None:  # history that is loaded is no news to anybody
        tell_step(matter, move.name, told=told, by=by)
        tell_joined(matter, before=was)
    return matter


def end_with_it(matter: Matter, now: datetime) -> None:
    """What stood over the matter ends when it is closed; what was read of it is read anew."""
    matter.forget()
    if matter.closed_at:
        matter.supervisions.filter(ended_at=None).update(ended_at=now)
        matter.postponements.current().update(ended_at=now)


def dated(changes: dict[str, Any], moment: datetime) -> dict[str, Any]:
    """The changes, with the moment where they ask for it."""
    return {name: moment if value is MOMENT else value for name, value in changes.items()}


def refuse_stale(matter: Matter, seen: int | None, now: datetime) -> None:
    """Raise StaleMatter where the matter moved on after the page was drawn."""
    if seen is None or seen == matter.version:
        return
    if said := last_word(matter, now):
        raise StaleMatter(f"{said}看看还要不要改。")


def last_word(matter: Matter, now: datetime) -> str:
    """Who did what last, and when: what somebody reads who comes too late (ux.md 7.4)."""
    last = matter.events.exclude(move__in=ASIDE).select_related("by").order_by("pk").last()
    if last is None:
        return ""
    at = timezone.localtime(last.at)
    when = f"刚刚（{at:%H:%M}）" if now - last.at < JUST_NOW else f"{at:%Y-%m-%d %H:%M} "
    return f"{when}{last.by}已经“{last.label}”。"


def write(row: Any, changes: dict[str, Any], also: Iterable[str] = ()) -> None:
    """Set and save these fields, and save those set before."""
    for field, value in changes.items():
        setattr(row, field, value)
    if fields := {*also, *changes}:
        row.save(update_fields=fields)
    if counted := [name for name, value in changes.items() if hasattr(value, "resolve_expression")]:
        row.refresh_from_db(fields=counted)


def renew_limits(matter: Matter, move: Move, event: Event, since: Mapping[str, datetime]) -> None:
    """Stop the limits that the move meets, start those it starts, and note the nearest that still runs."""
    running = matter.deadlines.filter(RUNNING)
    if move.meets:
        running.filter(limit__in=move.meets).update(met_at=event.at)
    if move.drops:
        running.filter(limit__in=move.drops).update(dropped_at=event.at)
    if move.target in matter.flow.closed:  # whichever way it ended, the whole of it runs no more
        running.filter(limit__in=totals()).update(dropped_at=event.at)
    if move.starts:
        start_limits(matter, move.starts, event, since)
    if move.meets or move.drops or move.starts:
        note_nearest_limit(matter)


def note_nearest_limit(matter: Matter) -> None:
    """Write on the matter when the nearest of its running limits ends, of those that bind us."""
    running = matter.deadlines.filter(RUNNING, suspended_at=None).exclude(limit__in=obliging_nobody())
    matter.due_at = running.aggregate(nearest=Min("due_at"))["nearest"]
    matter.save(update_fields=["due_at"])


def start_limits(
    matter: Matter,
    limits: Iterable[Limit | LimitOf],
    event: Event,
    since: Mapping[str, datetime] | None = None,
) -> None:
    """Write the end of each limit, once and for all, counted from the event, or from when `since` says."""
    calendar, moments = full_calendar(), since or {}
    started = [limit if isinstance(limit, Limit) else limit(matter) for limit in limits]
    Deadline.objects.bulk_create(
        running_limit(matter, limit, event, calendar, moments.get(limit.key)) for limit in started if limit
    )


def running_limit(
    matter: Matter, limit: Limit, event: Event, calendar: Calendar, since: datetime | None = None
) -> Deadline:
    """The row of a limit that this event starts, counted from it, or from the moment that is named."""
    zone, start = timezone.get_default_timezone(), since or event.at
    due = limit.due(start, calendar, zone)
    return Deadline(
        matter=matter,
        limit=limit.key,
        label=limit.label,
        amount=limit.amount,
        unit=limit.unit.value,
        basis=limit.basis,
        rule_id=limit.rule,
        started_at=start,
        warn_at=limit.warn_at(start, due, calendar, zone),
        due_at=due.at,
        legal_on=due.legal_on,
        target_on=due.target_on,
        provisional=due.provisional,
        calendar=calendar.version(timezone.localdate(start, zone), due.legal_on),
        started_by=event,
    )


@transaction.atomic
def take_back(matter: Matter, *, version: int, before: Mapping[str, Any], by: User) -> Matter:
    """Make the last move undone, where it is this user's and nothing happened since (T10).

    The matter stands as before, with the limits it had: none is lost and none won. The history keeps both
    steps. `version` is the matter's after the move, `before` are the columns that the move changed.
    """
    admit(matter.pk)
    matter = Matter.objects.locked().get(pk=matter.pk)
    now: datetime = vars(matter)["asked_at"]
    last = matter.events.order_by("pk").last()
    if last is None or (matter.version, last.by_id) != (version, by.pk):
        raise StaleMatter(f"{last_word(matter, now)}后面已经有人办了，撤不回来了。")
    shared, particular = split_fields(type(matter.own), dict(before))
    matter.status, matter.version = last.from_status, matter.version + 1
    matter.closed_at = None
    write(matter, shared, also=("status", "version", "closed_at"))
    write(matter.own, particular)
    Event.objects.create(
        matter=matter,
        move="undo",
        from_status=last.to_status,
        to_status=matter.status,
        unit_id=matter.unit_id,
        by=by,
        at=now,
    )
    restore(matter, last, now)
    return matter


def restore(matter: Matter, undone: Event, now: datetime) -> None:
    """Let run again what the undone step ended, and end what it began."""
    matter.deadlines.filter(RUNNING, started_by=undone).update(dropped_at=now)
    matter.deadlines.filter(met_at=undone.at).update(met_at=None)
    matter.deadlines.filter(dropped_at=undone.at).update(dropped_at=None)
    matter.supervisions.filter(ended_at=undone.at).update(ended_at=None)
    matter.postponements.filter(ended_at=undone.at).update(ended_at=None)
    matter.mergers.filter(at__gte=undone.at, ended_at=None).update(ended_at=now)
    matter.forget()
    note_nearest_limit(matter)
