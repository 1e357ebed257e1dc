"""What the services would have written for a story, built in memory.

The moves and what they do to limits are read from the table of moves; what each service adds to its own row
stands in EFFECTS and VERDICTS. tests/demo/test_replay.py holds all of it against the services themselves.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from accounts.models import Unit, User
from casework.clocks import Calendar, Limit
from casework.models import Deadline, Event, Matter
from casework.services.moves import running_limit
from casework.workflow import LimitOf
from demo.county import Key
from demo.lives import Step, Story
from grids.limits import CHECK, DISPATCH, HANDLE
from grids.models import Case, Category, Source
from grids.services import title_of
from grids.workflow import CASE_FLOW


@dataclass(frozen=True)
class Books:
    """The rows that stories name: users by username, units by body; and the calendar as it stands."""

    users: Mapping[str, User]
    units: Mapping[Key, Unit]
    categories: Mapping[str, Category]
    sources: Mapping[str, Source]
    calendar: Calendar
    known: dict[tuple[LimitOf, str, str], Limit | None]

    def limit(self, limit: Limit | LimitOf, matter: Matter) -> Limit | None:
        """The limit for this very matter; asked of the county's table once for each category and urgency."""
        if isinstance(limit, Limit):
            return limit
        case = matter.own
        key = (limit, case.category_id, case.urgency)
        if key not in self.known:
            self.known[key] = limit(matter)
        return self.known[key]


class Entry:
    """A case's rows, unsaved, as they stand after each step of its story."""

    def __init__(self, story: Story, books: Books, *, number: str, origin: str, origin_number: str) -> None:
        self.books = books
        self.events: list[Event] = []
        self.deadlines: list[Deadline] = []
        self.status = str(CASE_FLOW.initial)
        self.matter = matter_of(story, books, number)
        self.case = case_of(story, books, self.matter)
        self.case.origin, self.case.origin_number = origin, origin_number
        self.register(story)
        for step in story.steps:
            self.take(step)

    def register(self, story: Story) -> None:
        self.write(Step("register", story.at, story.by), was="")
        self.start(CASE_FLOW.starts)

    def take(self, step: Step) -> None:
        """One move: statuses, what its service writes, event, limits, verdicts, in the services' order."""
        move = CASE_FLOW.moves[step.move]
        was, self.status = self.status, str(move.target)
        self.matter.version += 1
        self.matter.closed_at = step.at if move.target in CASE_FLOW.closed else None
        if effect := EFFECTS.get(step.move):
            effect(self, step)
        self.write(step, was)
        for deadline in self.running:
            if deadline.limit in move.meets:
                deadline.met_at = step.at
            elif deadline.limit in move.drops:
                deadline.dropped_at = step.at
        self.start(move.starts)
        if verdict := VERDICTS.get(step.move):
            verdict(self, step)

    def write(self, step: Step, was: str) -> None:
        event = Event(
            matter=self.matter,
            move=step.move,
            from_status=was,
            to_status=self.status,
            note=step.note,
            reason=step.reason,
            unit_id=self.matter.unit_id,
            by=self.books.users[step.by],
            at=step.at,
        )
        self.events.append(event)

    def start(self, limits: tuple[Limit | LimitOf, ...]) -> None:
        """Start these limits with the last event, and note the nearest that runs."""
        for each in limits:
            limit = self.books.limit(each, self.matter)
            if limit:
                began = self.events[-1]
                self.deadlines.append(running_limit(self.matter, limit, began, self.books.calendar))
        self.matter.due_at = min((deadline.due_at for deadline in self.running), default=None)

    @property
    def running(self) -> list[Deadline]:
        return [deadline for deadline in self.deadlines if not (deadline.met_at or deadline.dropped_at)]

    def kept(self, limit: str) -> bool | None:
        met = [deadline for deadline in self.deadlines if deadline.limit == limit and deadline.met_at]
        return met[-1].kept if met else None

    @property
    def handle_due(self) -> Any:
        return [deadline for deadline in self.deadlines if deadline.limit == HANDLE][-1].due_at


def matter_of(story: Story, books: Books, number: str) -> Matter:
    """The matter as registered, with its last status: only perform changes that of a row that stands."""
    return Matter(
        number=number,
        kind="case",
        status=str(ends(story)),
        area_id=story.area,
        title=title_of(story.text),
        created_by=books.users[story.by],
        registered_at=story.at,
    )


def case_of(story: Story, books: Books, matter: Matter) -> Case:
    """The case's own row as registered."""
    lng, lat = story.point or (None, None)
    return Case(
        matter=matter,
        text=story.text,
        category=books.categories[story.category],
        source=books.sources[story.source],
        urgency=story.urgency,
        landmark=story.landmark,
        lng=lng,
        lat=lat,
    )


def ends(story: Story) -> str:
    """The status after the last step."""
    return CASE_FLOW.moves[story.steps[-1].move].target if story.steps else CASE_FLOW.initial


Act = Callable[[Entry, Step], None]


def settle(entry: Entry, step: Step) -> None:
    entry.case.result, entry.case.settled, entry.case.on_time = step.note, True, True
    entry.case.finished_at = step.at


def dispatch(entry: Entry, step: Step) -> None:
    assert step.unit  # noqa: S101 - a story's dispatch names its unit
    entry.matter.unit, entry.matter.holder = entry.books.units[step.unit], None
    entry.case.dispatched_at = step.at


def query(entry: Entry, step: Step) -> None:
    entry.matter.holder = entry.matter.created_by


def release(entry: Entry, step: Step) -> None:
    entry.matter.holder = None


def accept(entry: Entry, step: Step) -> None:
    entry.matter.holder, entry.case.accepted_at = entry.books.users[step.by], step.at


def hand_back(entry: Entry, step: Step) -> None:
    entry.matter.unit = entry.matter.holder = entry.case.handle_due_at = None
    entry.case.returned += 1


def finish(entry: Entry, step: Step) -> None:
    entry.case.result, entry.case.finished_at, entry.matter.holder = step.note, step.at, None


def rework(entry: Entry, step: Step) -> None:
    entry.matter.holder = [event.by for event in entry.events if event.move in {"finish", "settle"}][-1]
    entry.case.finished_at = entry.case.on_time = None
    entry.case.settled, entry.case.checked_at = False, step.at
    entry.case.reworked += 1


def check(entry: Entry, step: Step) -> None:
    entry.case.checked_at, entry.matter.holder = step.at, None


def close(entry: Entry, step: Step) -> None:
    entry.matter.holder = None
    entry.case.first_closed_at = entry.case.first_closed_at or step.at


def reopen(entry: Entry, step: Step) -> None:
    entry.matter.unit = entry.matter.holder = None
    entry.case.finished_at = entry.case.on_time = entry.case.handle_due_at = None
    entry.case.settled = False
    entry.case.reopened += bool(entry.case.first_closed_at)


def judge_dispatch(entry: Entry, step: Step) -> None:
    entry.case.dispatched_on_time, entry.case.handle_due_at = entry.kept(DISPATCH), entry.handle_due


def judge_finish(entry: Entry, step: Step) -> None:
    due = entry.case.handle_due_at
    entry.case.on_time = due is None or step.at < due


def judge_check(entry: Entry, step: Step) -> None:
    entry.case.checked_on_time = entry.kept(CHECK)


def judge_rework(entry: Entry, step: Step) -> None:
    judge_check(entry, step)
    entry.case.handle_due_at = entry.handle_due


EFFECTS: Mapping[str, Act] = {
    "settle": settle,
    "dispatch": dispatch,
    "query": query,
    "supplement": release,
    "accept": accept,
    "hand_back": hand_back,
    "refer": hand_back,
    "decide": dispatch,
    "finish": finish,
    "rework": rework,
    "check": check,
    "close": close,
    "reopen": reopen,
}
VERDICTS: Mapping[str, Act] = {
    "dispatch": judge_dispatch,
    "decide": judge_dispatch,
    "finish": judge_finish,
    "check": judge_check,
    "rework": judge_rework,
}
