"""What waits for a user, in blocks, and how many actions that is: one count for page, menu and API."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
    prefetch_related_objects,
)
from django.utils import timezone

from accounts.models import Role, User
from areas.models import inside
from casework.clocks import midnight_after
from casework.errands import Errand, errands, lines_to_count
from casework.kinds import kinds
from casework.models import Event, Matter, Supervision
from casework.models.scope import NOTHING, Scope, desk
from casework.selectors import Row, rows
from casework.selectors.history import BACK, GRAVE
from casework.selectors.prepared import CountOf, numbers
from casework.triage import arrived, senders
from security import clock

LATELY = timedelta(days=7)
ROWS_OF_LATELY = 50
OLDEST = 5
NUDGED, ARRIVED, LATE, TODAY, BACK_AGAIN = "nudged", "arrived", "late", "today", "back"
APPROVE, OVERDUE, WATCHED, ERRANDS = "approve", "overdue", "watched", "errands"
NUDGE = "nudge"
NOTED = BACK | {NUDGE}
LABELS = {
    NUDGED: "催办",
    APPROVE: "要我批的",
    OVERDUE: "超期最久",
    WATCHED: "督办到期",
    ERRANDS: "要做的",
    ARRIVED: "待分派",
    LATE: "超期",
    TODAY: "今天到期",
    BACK_AGAIN: "退回给我",
}
# From the top of the page (ux.md 4.3); what has no key here follows by its status.
LEADERS_ORDER = (NUDGED, APPROVE, OVERDUE, WATCHED, ERRANDS, ARRIVED, LATE, TODAY, BACK_AGAIN)
ORDER = (NUDGED, ARRIVED, LATE, TODAY, BACK_AGAIN, APPROVE, WATCHED, ERRANDS)
ABOVE_ALL = frozenset({Role.OFFICE, Role.LEADING_GROUP})
APPROVING, SUPERVISE, LIFT = "approve", "supervise", "lift"  # moves, by name


@dataclass(frozen=True)
class Block:
    """A part of the to-do list: its rows as far as they are shown, errands, and how many there are in all."""

    key: str
    label: str
    rows: tuple[Row, ...]
    count: int
    errands: tuple[Errand, ...] = ()


@dataclass(frozen=True)
class Waiting:
    """How many actions wait for a user: in all, and of these on the intake page."""

    count: int
    arrived: int


def todo(*, user: User, now: datetime, limit: int) -> tuple[list[Block], Waiting]:
    """The user's to-do list in blocks, and how many actions it holds (ux.md 4.3, 5.1).

    First what came in and nobody has taken in hand; then late, due today, sent back; then the rest by
    status. Who leads sees first what is theirs to approve, and what is late longest with others. At most
    `limit` rows of the desk are shown; each block says its whole count.
    """
    waits = on_desk(user).annotate(last_move=last_move()).annotate(block=block_of(now))
    counts = dict(waits.order_by().values_list("block").annotate(n=Count("pk")))
    mine, above = list(waits.for_list()[:limit]), from_above(user, now)
    shown = with_notes(rows([*mine, *above], user=user, now=now))
    placed = [(vars(row.matter)["block"], row) for row in shown]
    counts |= {key: n for key in (OVERDUE, WATCHED) if (n := sum(block == key for block, _ in placed))}
    todo_errands = tuple(errands(user, now))
    counts |= {ERRANDS: len(todo_errands)} if todo_errands else {}
    blocks = [
        Block(
            key,
            label_of(key, user),
            tuple(row for block, row in placed if block == key),
            counts[key],
            todo_errands if key == ERRANDS else (),
        )
        for key in sorted(counts, key=order_for(user))
    ]
    return blocks, Waiting(sum(counts.values()), arrivals(user).count())


def waiting(*, user: User, now: datetime) -> Waiting:
    """How many actions wait, without the rows: what every page's menu says. One query."""
    duties = frozenset((duty.role, duty.unit_id, duty.area_id, duty.leads) for duty in user.held)
    today = clock.today()
    rights = (Scope.of(user), desk(user), duties, today)

    def build(now: datetime) -> QuerySet[Any]:
        found: Any = Count("pk")
        for line in lines_to_count(user, today):
            found += CountOf(line)
        for part in lasting_and_past(user, now, today) if leads(user) else ():
            found += CountOf(part.values("pk"))
        whole = Matter.objects.filter(pk=0) if desk(user) == NOTHING else on_desk(user)
        counted = whole.order_by().values(one=Value(1)).annotate(all=found, new=Count("pk", filter=arrived()))
        return counted.values_list("all", "new")

    count, new = numbers(rights, build, now=now)
    return Waiting(count, new if user.roles & senders() else 0)


def on_desk(user: User) -> Any:
    """The open matters that wait for this user."""
    return Matter.objects.visible_to(user).on_desk_of(user)


def arrivals(user: User) -> Any:
    """Of these, what waits to be given to a unit: the intake page's list, the same rows as its count."""
    return on_desk(user).filter(arrived()) if user.roles & senders() else Matter.objects.none()


def leads(user: User) -> bool:
    """Does the user look after what others do, in a whole area?"""
    return bool(user.roles & ABOVE_ALL) or any(duty.leads and duty.role == Role.TOWN for duty in user.held)


def order_for(user: User) -> Any:
    """Sorts the keys of blocks for this user."""
    order = LEADERS_ORDER if leads(user) else ORDER
    statuses = [str(value) for model in kinds().values() for value in model.workflow.statuses]
    places = {key: place for place, key in enumerate(dict.fromkeys([*order, *statuses]))}
    return lambda key: places.get(key, len(places))


def label_of(key: str, user: User) -> str:
    """What stands above a block."""
    if key == BACK_AGAIN and user.roles & senders():
        return "退单"
    names = {str(v): str(label) for m in kinds().values() for v, label in m.workflow.statuses.choices}
    return LABELS.get(key) or names[key]


def from_above(user: User, now: datetime) -> list[Matter]:
    """What somebody who leads has to look after though it lies with others: what is late longest, and what
    they put under supervision to a day that has passed.
    """
    if not leads(user):
        return []
    found = [matter for part in lasting_and_past(user, now, clock.today()) for matter in part]
    prefetch_related_objects(found, "area", "holder", "unit")
    return found


def lasting_and_past(user: User, now: datetime, today: date) -> tuple[Any, Any]:
    """Both of these in their order, each cut to what is shown of it."""
    watched = Supervision.objects.filter(matter=OuterRef("pk"), ended_at=None)
    others = Matter.objects.visible_to(user).filter(~desk(user))
    lasting = others.overdue(now).filter(inside(user.overseen)).filter(~Exists(watched))
    past = others.open().filter(Exists(watched.filter(by=user.pk, until__lt=today)))
    oldest = lasting.annotate(block=Value(OVERDUE), last_move=Value("")).order_by("due_at", "pk")
    ended = past.annotate(block=Value(WATCHED), last_move=Value("")).order_by("due_at", "pk")
    return oldest[:OLDEST], ended[:OLDEST]


def last_move() -> Any:
    """The name of an outer matter's last step."""
    return Subquery(steps().filter(matter=OuterRef("pk")).order_by("-at", "-pk").values("move")[:1])


def steps() -> Any:
    """What moved a matter on, or asked somebody to: what was only added to it is no step."""
    moving = {move.name for model in kinds().values() for move in model.workflow if move.target}
    return Event.objects.filter(move__in=sorted({*moving, NUDGE}))


def block_of(now: datetime) -> Case:
    """The key of the block in which a matter of the desk stands. Needs `last_move` on the query."""
    midnight = midnight_after(now, timezone.get_default_timezone())
    to_approve = Q(pk__in=[])
    for kind, model in kinds().items():
        if move := model.workflow.moves.get(APPROVING):
            to_approve |= Q(kind=kind, status__in=sorted(move.sources))
    came_back = Q(last_move__in=sorted(BACK))
    return Case(
        When(to_approve, then=Value(APPROVE)),
        When(last_move=NUDGE, then=Value(NUDGED)),
        When(arrived() & came_back, then=Value(BACK_AGAIN)),  # the same rows as on the intake page
        When(arrived(), then=Value(ARRIVED)),
        When(due_at__lte=now, then=Value(LATE)),
        When(due_at__lte=midnight, then=Value(TODAY)),
        When(came_back, then=Value(BACK_AGAIN)),
        default=F("status"),
        output_field=CharField(),
    )


def with_notes(shown: Iterable[Row]) -> list[Row]:
    """The rows; those that were sent back say why, so that nobody has to open them to know. What lies with
    others has the leader's own button.
    """
    shown = list(shown)
    back = [row.matter.pk for row in shown if vars(row.matter)["last_move"] in NOTED]
    last = steps().filter(matter__in=back).order_by("matter", "-at", "-pk").distinct("matter")
    events = {event.matter_id: event for event in last} if back else {}
    ways = {OVERDUE: SUPERVISE, WATCHED: LIFT}
    found = []
    for row in shown:
        if event := events.get(row.matter.pk):
            row = replace(row, note=why(row.matter, event))
        if way := ways.get(vars(row.matter)["block"]):
            row = replace(row, move=row.matter.flow.moves.get(way))
        found.append(row)
    return found


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
