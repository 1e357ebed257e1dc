"""A matter's history as its page shows it: each step, who had it how long, what residents were told (F12)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from accounts.models import Unit, User
from casework.clocks import Calendar, Span, span
from casework.models import Event, Matter
from casework.models.tellings import IN_WORDS

# Steps that send a matter back to somebody.
BACK = frozenset({"hand_back", "refer", "recall", "query", "rework", "refuse", "reopen"})
GRAVE = BACK | {"decline", "supervise"}


@dataclass(frozen=True)
class Step:
    """One line of the timeline: what, who, when, and how long the matter then stayed as it was."""

    at: datetime
    by: User
    label: str
    unit: Unit | None
    note: str
    told: str
    held: str
    grave: bool


@dataclass(frozen=True)
class Held:
    """How long somebody had the matter in all (谁手里停了几天)."""

    who: str
    words: str


@dataclass(frozen=True)
class History:
    """Steps, the newest first, and the sums of who had it, in the order in which they had it first."""

    steps: tuple[Step, ...]
    sums: tuple[Held, ...]

    def __bool__(self) -> bool:
        return bool(self.steps)


@dataclass(frozen=True)
class Stretch:
    """From one event to the next: who had the matter, and how long."""

    event: Event
    before: Event | None
    who: str
    span: Span


def timeline(matter: Matter, now: datetime, reasons: Mapping[str, str], calendar: Calendar) -> History:
    """A matter's history, the newest first, each line with how long it then stayed, and the sums.

    `reasons` are the words of the reasons that a move may have been given.
    """
    stretches = list(stretches_of(matter, now, calendar))
    steps = tuple(step(matter, stretch, reasons) for stretch in reversed(stretches))
    sums: dict[str, Span] = {}
    for stretch in stretches:
        if stretch.who:
            sums[stretch.who] = sums.get(stretch.who, Span()) + stretch.span
    held = (Held(who, str(whole)) for who, whole in sums.items())
    lines = sorted([*steps, *told_by_itself(matter)], key=lambda line: line.at, reverse=True)
    return History(tuple(lines), tuple(one for one in held if one.words))


def told_by_itself(matter: Matter) -> list[Step]:
    """What the reporter was told with a step of itself; words that somebody wrote stand with their step."""
    tellings = [one for one in matter.tellings.all() if not one.key.startswith(IN_WORDS)]
    return [
        Step(one.at, one.by, one.get_event_display(), None, one.text, told="", held="", grave=False)
        for one in tellings
    ]


def stretches_of(matter: Matter, now: datetime, calendar: Calendar) -> Iterator[Stretch]:
    """The history cut at its events. After the matter was closed nobody has it."""
    events = list(matter.events.all())
    zone = timezone.get_default_timezone()
    for place, event in enumerate(events):
        last = place == len(events) - 1
        end = (matter.closed_at or now) if last else events[place + 1].at
        yield Stretch(
            event,
            events[place - 1] if place else None,
            holder_after(matter, event),
            span(event.at, max(end, event.at), calendar, zone),
        )


def holder_after(matter: Matter, event: Event) -> str:
    """Who has the matter after a step: the unit that is waited for, else whoever is; at its end nobody."""
    flow = matter.flow
    if event.to_status in flow.closed:
        return ""
    if event.to_status in flow.in_units and event.unit:
        return str(event.unit)
    return flow.waited_for(event.to_status)


def step(matter: Matter, stretch: Stretch, reasons: Mapping[str, str]) -> Step:
    """One event as a line of the timeline; a unit is named where the matter was handed to it."""
    event, before = stretch.event, stretch.before
    event.matter = matter
    said = [reasons.get(event.reason, event.reason), event.note]
    handed = event.unit_id != (before.unit_id if before else None)
    ends = event.to_status in matter.flow.closed
    return Step(
        at=event.at,
        by=event.by,
        label=event.label,
        unit=event.unit if handed else None,
        note="：".join(word for word in said if word),
        told=event.told,
        held="" if ends or not str(stretch.span) else f"在{stretch.who}停留 {stretch.span}",
        grave=event.move in GRAVE,
    )
