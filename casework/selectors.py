"""Answers about matters that are not rows."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q
from django.utils import timezone

from accounts.models import Unit, User
from casework.lights import Light, light
from casework.models import Deadline, Event, Matter, SpecialDay
from casework.workflow import Move


@dataclass(frozen=True)
class Row:
    """A matter as a list shows it: with its light, and the one thing this user can do next."""

    matter: Matter
    light: Light
    move: Move | None


@dataclass(frozen=True)
class Block:
    """A part of the to-do list: late, today, or what else waits, by status."""

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
            light(None if matter.closed_at else matter.due_at, now, calendar, zone),
            next((move for move in matter.flow.open_to(user, matter) if move.main), None),
        )
        for matter in matters
    ]


def todo(*, user: User, now: datetime, limit: int) -> tuple[list[Block], int]:
    """The user's to-do list in blocks, the latest first, and how many actions it holds in all.

    At most `limit` rows are shown; each block says its whole count.
    """
    desk = Matter.objects.visible_to(user).on_desk_of(user)
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    late, today = Q(due_at__lte=now), Q(due_at__gt=now, due_at__lte=midnight)
    counts = desk.aggregate(all=Count("pk"), late=Count("pk", filter=late), today=Count("pk", filter=today))
    shown = rows(desk.for_list()[:limit], user=user, now=now)
    blocks = [
        Block("late", "超期", pick(shown, lambda row: row.light.state == "late"), counts["late"]),
        Block("today", "今天到期", pick(shown, lambda row: row.light.state == "today"), counts["today"]),
    ]
    rest = [row for row in shown if row.light.state not in {"late", "today"}]
    others = desk.exclude(late).exclude(today).values("kind", "status").annotate(n=Count("pk"))
    for group in others.order_by("kind", "status"):
        mine = tuple(row for row in rest if row.matter.status == group["status"])
        label = mine[0].matter.status_label if mine else group["status"]
        blocks.append(Block(group["status"], label, mine, group["n"]))
    return [block for block in blocks if block.count], counts["all"]


def pick(shown: list[Row], wanted: Callable[[Row], bool]) -> tuple[Row, ...]:
    """The rows that the test accepts."""
    return tuple(row for row in shown if wanted(row))


def timeline(matter: Matter, now: datetime, reasons: Mapping[str, str]) -> list[Step]:
    """A matter's history, the newest first, each line with how long it then stayed.

    `reasons` are the words of the reasons that a move may have been given.
    """
    events = list(matter.events.select_related("by", "unit"))
    ends = [*(event.at for event in events[1:]), matter.closed_at or now][: len(events)]
    return [step(matter, event, end, reasons) for event, end in zip(events, ends, strict=True)][::-1]


def step(matter: Matter, event: Event, end: datetime, reasons: Mapping[str, str]) -> Step:
    """One event as a line of the timeline."""
    event.matter = matter
    said = [reasons.get(event.reason, event.reason), event.note]
    return Step(
        at=event.at,
        by=event.by,
        label=event.label,
        unit=event.unit if event.from_status != event.to_status else None,
        note="：".join(word for word in said if word),
        held=stayed(end - event.at),
        grave=event.move in {"hand_back", "query", "rework", "reopen", "decline"},
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
    running = matter.deadlines.filter(met_at=None, dropped_at=None)
    return [(deadline, light(deadline.due_at, now, calendar, zone)) for deadline in running]
