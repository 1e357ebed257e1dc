"""A matter's limits as its page shows them: each that runs, what may be done about it, and the whole course
from the registration on, stage by stage.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from accounts.models import User
from casework.lights import Light, light
from casework.models import Deadline, Extension, Matter, SpecialDay
from casework.services.extensions import may_ask, may_decide

WIDTH = 100.0
ROW, GAP = 7.0, 3.0  # heights in the drawing


@dataclass(frozen=True)
class ShownLimit:
    """A running limit, its light, and what this user may do about it."""

    deadline: Deadline
    light: Light
    may_ask: bool
    waiting: Extension | None
    may_decide: bool


@dataclass(frozen=True)
class Stage:
    """One limit in the drawing: where it begins, how long it is, and how it went, in words."""

    label: str
    x: float
    y: float
    width: float
    state: str  # kept, missed, running, over or still
    words: str


@dataclass(frozen=True)
class Course:
    """The whole and its stages. It reaches to the last of all ends: never shorter than one of its parts."""

    whole: Deadline
    stages: tuple[Stage, ...]
    end: datetime
    now_x: float
    due_x: float

    @property
    def height(self) -> float:
        return len(self.stages) * (ROW + GAP) + GAP


def limits_of(matter: Matter, user: User, now: datetime) -> tuple[list[ShownLimit], Course | None]:
    """The running limits, the nearest first, and the course. No query once these were hung."""
    calendar, zone = SpecialDay.shown_calendar(), timezone.get_default_timezone()
    deadlines = list(matter.deadlines.all())
    asked = list(matter.extensions.all())
    for deadline in deadlines:
        deadline.matter = matter
    shown = [
        shown_limit(deadline, [one for one in asked if one.deadline_id == deadline.pk], user, lit)
        for deadline in deadlines
        if deadline.runs and not (deadline.obliges_nobody and deadline.due_at <= now)
        for lit in [light(deadline.due_at, now, calendar, zone)]
    ]
    return shown, course_of(deadlines, now)


def shown_limit(deadline: Deadline, asked: list[Extension], user: User, lit: Light) -> ShownLimit:
    """The limit with what was asked for it."""
    waiting = next((one for one in asked if one.decided_at is None), None)
    if waiting:
        waiting.deadline, waiting.matter = deadline, deadline.matter
    rule, granted = deadline.article, sum(bool(one.granted) for one in asked)
    left = bool(rule and rule.extension and granted < rule.extension.times)
    return ShownLimit(
        deadline,
        Light("paused", "已中止") if deadline.suspended_at else lit,
        may_ask=left and waiting is None and may_ask(user, deadline),
        waiting=waiting,
        may_decide=bool(waiting and may_decide(user, waiting)),
    )


def course_of(deadlines: Iterable[Deadline], now: datetime) -> Course | None:
    """The drawing; none for a matter without a limit of the whole."""
    deadlines = sorted(deadlines, key=lambda one: (one.started_at, one.pk))
    wholes = [one for one in deadlines if one.article and one.article.total]
    if not wholes:
        return None
    whole = wholes[-1]
    stages = [
        one
        for one in deadlines
        if one.started_at >= whole.started_at and one not in wholes and not one.dropped_at
    ]
    stop = whole.met_at or now
    end = max([whole.due_at, stop, *(one.met_at or one.due_at for one in stages)])

    def at(moment: datetime) -> float:
        return round(WIDTH * ((moment - whole.started_at) / (end - whole.started_at)), 2)

    drawn = tuple(
        Stage(
            stage.label,
            at(stage.started_at),
            GAP + place * (ROW + GAP),
            max(1.0, at(stage.met_at or stage.due_at) - at(stage.started_at)),
            *standing(stage, now),
        )
        for place, stage in enumerate(stages)
    )
    return Course(whole, drawn, end, now_x=at(stop), due_x=at(whole.due_at))


def standing(stage: Deadline, now: datetime) -> tuple[str, str]:
    """How a stage went, or goes, in words."""
    until = timezone.localtime(stage.due_at)
    day = f"{until:%m-%d %H:%M}" if stage.timed else f"{stage.legal_on:%m-%d}"
    if stage.met_at:
        return ("kept", "按时") if stage.kept else ("missed", "超期办完")
    if stage.suspended_at:
        return "still", "已中止"
    return ("over", f"超期，应到 {day}") if stage.due_at <= now else ("running", f"在走，到 {day}")
