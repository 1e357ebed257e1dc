"""Answers about matters that are not rows."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Case, CharField, Count, F, OuterRef, Q, Subquery, Value, When
from django.utils import timezone

from accounts.models import Duty, Unit, User
from casework.clocks import Calendar, midnight_after
from casework.kinds import kinds
from casework.lights import Light, light
from casework.models import Accusation, Deadline, Event, Matter, Postponement, SpecialDay, Supervision
from casework.models.records import RUNNING
from casework.selectors.history import BACK, GRAVE
from casework.workflow import Move

BLOCKS = {"nudged": "催办", "late": "超期", "today": "今天到期", "back": "退回给我"}
NOTED = BACK | {"nudge"}
LATELY = timedelta(days=7)
ROWS_OF_LATELY = 50


@dataclass(frozen=True)
class Row:
    """A matter as a list shows it: with its light, and the one thing this user can do next.

    `note` says why it came back, where it did; `marks` what stands over it: supervised, put off to a day.
    """

    matter: Matter
    light: Light
    move: Move | None
    note: str = ""
    marks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Block:
    """A part of the to-do list: what came in, late, today, sent back, or what else waits, by status."""

    key: str
    label: str
    rows: tuple[Row, ...]
    count: int


def rows(matters: Iterable[Matter], *, user: User, now: datetime) -> list[Row]:
    """Lists of matters with their lights. As many queries for a hundred as for one."""
    matters = list(matters)
    marks = marks_of(matters)
    calendar, zone = SpecialDay.calendar(), timezone.get_default_timezone()
    return [
        Row(
            matter,
            ended(matter, zone) if matter.closed_at else light(matter.due_at, now, calendar, zone),
            matter.flow.main_for(user, matter),
            marks=marks.get(matter.pk, ()),
        )
        for matter in matters
    ]


def marks_of(matters: list[Matter]) -> dict[int, tuple[str, ...]]:
    """What stands over these matters, in words by their keys. One query; none of nothing."""
    keys = [matter.pk for matter in matters if not matter.closed_at]
    running = (
        Supervision.objects.filter(matter__in=keys, ended_at=None).order_by().values_list("matter", "until")
    )
    put_off = (
        Postponement.objects.current()
        .filter(matter__in=keys, agreed=True)
        .order_by()
        .values_list("matter", "until")
    )
    found: dict[int, tuple[str, ...]] = {}
    kinds_of = running.annotate(word=Value("督办到")).union(put_off.annotate(word=Value("暂缓到")))
    for key, until, word in kinds_of if keys else ():
        found[key] = (*found.get(key, ()), f"{word} {until.month}月{until.day}日")
    return found


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
    """The events of an outer matter, the last one first."""
    return Event.objects.filter(matter=OuterRef("pk")).order_by("-at", "-pk")


def block_of(now: datetime) -> Case:
    """The key of the block in which a matter of the desk stands. Needs `last_move` on the query."""
    midnight = midnight_after(now, timezone.get_default_timezone())
    fresh = Q(pk__in=[])
    for kind, model in kinds().items():
        fresh |= Q(kind=kind, status=model.workflow.initial)
    return Case(
        When(last_move="nudge", then=Value("nudged")),
        When(fresh, then=F("status")),
        When(due_at__lte=now, then=Value("late")),
        When(due_at__lte=midnight, then=Value("today")),
        When(last_move__in=sorted(BACK), then=Value("back")),
        default=F("status"),
        output_field=CharField(),
    )


def with_notes(shown: list[Row]) -> list[Row]:
    """The rows; those that were sent back say why, so that nobody has to open them to know."""
    back = [row.matter.pk for row in shown if vars(row.matter)["last_move"] in NOTED]
    last = Event.objects.filter(matter__in=back).order_by("matter", "-at", "-pk").distinct("matter")
    events = {event.matter_id: event for event in last}
    return [
        replace(row, note=why(row.matter, events[row.matter.pk])) if row.matter.pk in events else row
        for row in shown
    ]


def why(matter: Matter, event: Event) -> str:
    """The step that sent it back, and what it said."""
    event.matter = matter
    label = event.label
    return f"{label}：{event.note}" if event.note else label


def done_lately(*, user: User, now: datetime) -> list[Row]:
    """What the user wrote down and was brought to its end in the last seven days (G14)."""
    good = Q(pk__in=[])
    for kind, model in kinds().items():
        flow = model.workflow
        ends = {
            move.target for move in flow if move.target in flow.closed and move.name not in {*GRAVE, "merge"}
        }
        good |= Q(kind=kind, status__in=sorted(ends))
    found = Matter.objects.visible_to(user).filter(good, created_by=user.pk, closed_at__gte=now - LATELY)
    return rows(found.for_list().order_by("-closed_at", "pk")[:ROWS_OF_LATELY], user=user, now=now)


def decider_of(matter: Matter) -> User | None:
    """Who decides about what units hand back twice (兜底负责人); nobody whom the matter accuses (T3, R8)."""
    named = Duty.objects.last_resort(matter.area_id)
    if named is None or matter.pk in Accusation.objects.against(named.user.seats):
        return None
    return named.user


def limits(matter: Matter, now: datetime, calendar: Calendar) -> list[tuple[Deadline, Light]]:
    """The running limits of a matter, the nearest first, each with its light."""
    zone = timezone.get_default_timezone()
    running = matter.deadlines.filter(RUNNING)
    return [(deadline, light(deadline.due_at, now, calendar, zone)) for deadline in running]


def chain(matter: Matter, *, user: User) -> list[Matter]:
    """The matters of the same chain (一码到底), the first registered first, as far as the user sees."""
    others = Matter.objects.visible_to(user).filter(chain=matter.chain).exclude(pk=matter.pk)
    return list(others.order_by("registered_at", "pk"))


def taken_along(matter: Matter, *, user: User) -> list[Matter]:
    """The matters that go along with this one (并案), as far as the user sees."""
    found = Matter.objects.visible_to(user).filter(mergers__into=matter.pk, mergers__ended_at=None)
    return list(found.order_by("pk"))


@dataclass(frozen=True)
class Saying:
    """What a resident is told: how it stands, and the words of whoever works on it."""

    beginning: str
    words: str

    def __str__(self) -> str:
        return self.beginning + self.words


def said_to_resident(matter: Matter, *, status: str, words: str, unit: Unit | None = None) -> Saying:
    """What the resident would be told, as plainly as ux.md 7.3 has it. Names no person."""
    day = timezone.localtime(matter.registered_at)
    stands = matter.flow.resident[status]
    who = f"（{unit}）" if unit else ""
    said = words.strip().rstrip("。")
    return Saying(f"您 {day.month}月{day.day}日反映的事：{stands}{who}。", f"{said}。" if said else "")
