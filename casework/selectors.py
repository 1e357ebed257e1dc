"""Answers about matters that are not rows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Case, CharField, Count, F, OuterRef, Q, Subquery, Value, When
from django.utils import timezone

from accounts.models import Unit, User
from casework.clocks import midnight_after
from casework.kinds import kinds
from casework.lights import Light, light
from casework.models import Deadline, Event, Matter, SpecialDay
from casework.models.records import ASIDE, RUNNING
from casework.workflow import Move

# Steps that send a matter back to somebody.
BACK = frozenset({"hand_back", "recall", "query", "rework", "reopen"})
GRAVE = BACK | {"decline"}
BLOCKS = {"late": "超期", "today": "今天到期", "back": "退回给我"}
LATELY = timedelta(days=7)
ROWS_OF_LATELY = 50


@dataclass(frozen=True)
class Row:
    """A matter as a list shows it: with its light, and the one thing this user can do next.

    `note` says why it came back, where it did.
    """

    matter: Matter
    light: Light
    move: Move | None
    note: str = ""


@dataclass(frozen=True)
class Block:
    """A part of the to-do list: what came in, late, today, sent back, or what else waits, by status."""

    key: str
    label: str
    rows: tuple[Row, ...]
    count: int


@dataclass(frozen=True)
class Step:
    """One line of the timeline: what, who, when, and how long the matter then stayed as it was."""

    at: datetime
    by: User
    label: str
    unit: Unit | None
    note: str
    held: str
    grave: bool


def rows(matters: Iterable[Matter], *, user: User, now: datetime) -> list[Row]:
    """Lists of matters with their lights. One query for the calendar, whatever their number."""
    calendar, zone = SpecialDay.calendar(), timezone.get_default_timezone()
    return [
        Row(
            matter,
            ended(matter, zone) if matter.closed_at else light(matter.due_at, now, calendar, zone),
            next((move for move in matter.flow.open_to(user, matter) if move.main), None),
        )
        for matter in matters
    ]


def ended(matter: Matter, zone: Any) -> Light:
    """The light of a closed matter: when and how it ended."""
    return Light("done", f"{timezone.localtime(matter.closed_at, zone):%Y-%m-%d} {matter.status_label}")


def todo(*, user: User, now: datetime, limit: int) -> tuple[list[Block], int]:
    """The user's to-do list in blocks, and how many actions it holds in all (ux.md 4.3, 5.1).

    First what came in and nobody has taken in hand; then late, due today, sent back; then the rest by
    status. At most `limit` rows are shown; each block says its whole count.
    """
    desk = Matter.objects.visible_to(user).on_desk_of(user)
    desk = desk.annotate(last_move=Subquery(last_event().values("move")[:1])).annotate(block=block_of(now))
    counts = dict(desk.order_by().values_list("block").annotate(n=Count("pk")))
    shown = with_notes(rows(desk.for_list()[:limit], user=user, now=now))
    flows = [model.workflow for model in kinds().values()]
    names = BLOCKS | {value: str(label) for flow in flows for value, label in flow.statuses.choices}
    order = dict.fromkeys([*(str(flow.initial) for flow in flows), *names])
    blocks = [
        Block(key, names[key], tuple(row for row in shown if vars(row.matter)["block"] == key), counts[key])
        for key in order
        if key in counts
    ]
    return blocks, sum(counts.values())


def last_event() -> Any:
    """The steps of an outer matter, the last one first."""
    steps = Event.objects.filter(matter=OuterRef("pk")).exclude(move__in=ASIDE)
    return steps.order_by("-at", "-pk")


def block_of(now: datetime) -> Case:
    """The key of the block in which a matter of the desk stands. Needs `last_move` on the query."""
    midnight = midnight_after(now, timezone.get_default_timezone())
    fresh = Q(pk__in=[])
    for kind, model in kinds().items():
        fresh |= Q(kind=kind, status=model.workflow.initial)
    return Case(
        When(fresh, then=F("status")),
        When(due_at__lte=now, then=Value("late")),
        When(due_at__lte=midnight, then=Value("today")),
        When(last_move__in=sorted(BACK), then=Value("back")),
        default=F("status"),
        output_field=CharField(),
    )


def with_notes(shown: list[Row]) -> list[Row]:
    """The rows; those that were sent back say why, so that nobody has to open them to know."""
    back = [row.matter.pk for row in shown if vars(row.matter)["last_move"] in BACK]
    steps = Event.objects.filter(matter__in=back).exclude(move__in=ASIDE)
    last = steps.order_by("matter", "-at", "-pk").distinct("matter")
    events = {event.matter_id: event for event in last}
    return [
        replace(row, note=why(row.matter, events[row.matter.pk])) if row.matter.pk in events else row
        for row in shown
    ]


def why(matter: Matter, event: Event) -> str:
    """The step that sent it back, and what it said."""
    label = matter.flow.moves[event.move].label
    return f"{label}：{event.note}" if event.note else label


def done_lately(*, user: User, now: datetime) -> list[Row]:
    """What the user wrote down and was brought to its end in the last seven days (G14)."""
    good = Q(pk__in=[])
    for kind, model in kinds().items():
        flow = model.workflow
        ends = {move.target for move in flow if move.target in flow.closed and move.name not in GRAVE}
        good |= Q(kind=kind, status__in=sorted(ends))
    found = Matter.objects.visible_to(user).filter(good, created_by=user.pk, closed_at__gte=now - LATELY)
    return rows(found.for_list().order_by("-closed_at", "pk")[:ROWS_OF_LATELY], user=user, now=now)


def timeline(matter: Matter, now: datetime, reasons: Mapping[str, str]) -> list[Step]:
    """A matter's history, the newest first, each line with how long it then stayed.

    `reasons` are the words of the reasons that a move may have been given.
    """
    events = list(matter.events.select_related("by", "unit"))
    ends = [*(event.at for event in events[1:]), matter.closed_at or now][: len(events)]
    before = [None, *(event.unit_id for event in events)][: len(events)]
    return [
        step(matter, event, end, reasons, handed=event.unit_id != unit)
        for event, end, unit in zip(events, ends, before, strict=True)
    ][::-1]


def step(matter: Matter, event: Event, end: datetime, reasons: Mapping[str, str], *, handed: bool) -> Step:
    """One event as a line of the timeline; a unit is named where the matter was handed to it."""
    event.matter = matter
    said = [reasons.get(event.reason, event.reason), event.note]
    return Step(
        at=event.at,
        by=event.by,
        label=event.label,
        unit=event.unit if handed else None,
        note="：".join(word for word in said if word),
        held=stayed(end - event.at),
        grave=event.move in GRAVE,
    )


def stayed(held: timedelta) -> str:
    """How long, in words; nothing under an hour is worth saying."""
    if held < timedelta(hours=1):
        return ""
    if held < timedelta(days=1):
        return f"停留 {held // timedelta(hours=1)} 小时"
    return f"停留 {held / timedelta(days=1):.1f} 天"


def limits(matter: Matter, now: datetime) -> list[tuple[Deadline, Light]]:
    """The running limits of a matter, the nearest first, each with its light."""
    calendar, zone = SpecialDay.calendar(), timezone.get_default_timezone()
    running = matter.deadlines.filter(RUNNING)
    return [(deadline, light(deadline.due_at, now, calendar, zone)) for deadline in running]
