"""The life of one invented case: who did what, and when. Pure; the table of moves is grids/workflow.py."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from decimal import Decimal

from demo.county import Key, desk_of
from demo.notes import AGAIN, BACK, DECLINED, MISSING, NOT_YET, REASONS, SUPPLEMENTS, WORKING
from demo.texts.theme import Desk, Theme
from demo.wording import Words, answers
from demo.world import World
from grids.limits import HANDLE

WRONG_DESKS = (Desk.ENFORCEMENT, Desk.WORKS, Desk.VILLAGE, Desk.SOCIAL, Desk.SAFETY, Desk.POLICE, Desk.MARKET)
# Office minutes that the work takes, half of the time, by urgency; what is urgent is counted by the clock.
WORK = {"urgent": 170.0, "general": 480.0, "complex": 1300.0, "major": 2800.0}


@dataclass(frozen=True)
class Step:
    """One move. `note` is what the person wrote, a result too; `unit` is where a dispatch went."""

    move: str
    at: datetime
    by: str
    note: str = ""
    reason: str = ""
    unit: Key | None = None


@dataclass(frozen=True)
class Story:
    """A case as it was registered, and all that happened to it."""

    at: datetime
    by: str
    area: str
    category: str
    source: str
    urgency: str
    text: str
    landmark: str = ""
    point: tuple[Decimal, Decimal] | None = None
    steps: tuple[Step, ...] = ()

    def until(self, moment: datetime, steps: int | None = None) -> "Story":
        """The story as far as it has happened at this moment, or only its first steps."""
        return replace(self, steps=tuple(step for step in self.steps[:steps] if step.at < moment))


@dataclass
class Life:
    """Lives a case step by step; each method adds what happens next and moves the clock on."""

    rng: random.Random
    world: World
    story: Story
    theme: Theme
    words: Words
    mark: str  # which answers fit what was reported
    steps: list[Step] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.at = self.story.at
        self.village = self.story.area[:12]
        self.dispatcher = self.rng.choice(self.world.dispatchers(self.village))
        self.handler = self.story.by
        self.due = self.at

    def step(self, move: str, by: str, note: str = "", *, reason: str = "", unit: Key | None = None) -> None:
        self.steps.append(Step(move, self.at, by, note, reason, unit))

    def said(self, templates: Sequence[str]) -> str:
        """One of the sentences that fit what was reported."""
        return self.rng.choice(answers(templates, self.mark)).format_map(self.words)

    def wait(self, median: float, *, spread: float = 0.7, office: bool | None = None) -> None:
        """Let some minutes pass; what is urgent does not wait for offices to open."""
        minutes = max(2.0, self.rng.lognormvariate(0.0, spread) * median)
        counted = self.story.urgency != "urgent" if office is None else office
        if counted:
            self.at = self.world.office.later(self.at, minutes)
        else:
            self.at += timedelta(minutes=min(minutes, 600))
        self.at = self.at.replace(microsecond=0)

    def answer(self, *, late: float, median: float) -> None:
        """Wait as one does for a step of one working day or two hours; now and then too long."""
        if self.rng.random() < late:
            self.wait(1250 if self.story.urgency != "urgent" else 240, spread=0.3)
        elif self.story.urgency == "urgent":
            self.wait(28, spread=0.45)
        else:
            self.wait(median)

    def settle(self) -> None:
        self.step("settle", self.story.by, self.said(self.theme.settled))

    def ask_and_learn(self) -> None:
        """The dispatcher asks for what is missing, and gets it."""
        self.answer(late=0.0, median=50)
        question, reply = self.rng.randrange(len(MISSING)), self.rng.randrange(len(SUPPLEMENTS))
        self.step("query", self.dispatcher, MISSING[question])
        self.wait(120, office=False)
        self.step("supplement", self.story.by, SUPPLEMENTS[reply].format_map(self.words))

    def decline(self) -> None:
        self.answer(late=0.0, median=90)
        self.step("decline", self.dispatcher, self.rng.choice(DECLINED))

    def dispatch(self, unit: Key | None = None) -> Key:
        """To the unit it belongs to, or to this one; its time to handle starts."""
        self.answer(late=0.035, median=65)
        unit = unit or self.right_unit()
        limit = self.world.limit(HANDLE, self.story.category, self.story.urgency)
        self.due = limit.due(self.at, self.world.calendar, self.world.zone).at
        move = "decide" if self.steps and self.steps[-1].move == "refer" else "dispatch"
        self.step(move, self.dispatcher, unit=unit)
        return unit

    def right_unit(self) -> Key:
        """The theme's usual desk most of the time."""
        desks = self.theme.desks
        shares = [0.68, 0.2, 0.12, 0.08][: len(desks)]
        return desk_of(self.village, self.rng.choices(desks, shares)[0])

    def accept(self, unit: Key) -> None:
        self.answer(late=0.035, median=80)
        self.handler = self.rng.choice(self.world.staff[unit])
        self.step("accept", self.handler)

    def go_astray(self) -> None:
        """Sent to a unit that hands it back, before or after it looked at it."""
        right = {desk_of(self.village, desk) for desk in self.theme.desks}
        wrong = [unit for desk in WRONG_DESKS if (unit := desk_of(self.village, desk)) not in right]
        unit = self.dispatch(self.rng.choice(wrong))
        self.handler = self.rng.choice(self.world.staff[unit])
        if self.rng.random() < 0.4:
            self.accept(unit)
        self.answer(late=0.0, median=150)
        reason = self.rng.choices(tuple(REASONS), tuple(REASONS.values()))[0]
        before = [step.move for step in self.steps if step.move in {"hand_back", "reopen"}]
        again = before[-1:] == ["hand_back"]  # the second goes to whoever decides in the end
        move = "refer" if again else "hand_back"
        self.step(move, self.handler, self.rng.choice(BACK[reason]), reason=reason)

    def work(self, *, late: bool) -> None:
        """Handle and finish it, before its limit or after."""
        done = self.finishing(late)
        notes = self.rng.choices((0, 1, 2), (0.5, 0.4, 0.1))[0]
        fitting = answers(self.theme.progress, self.mark) or WORKING
        for note in self.rng.sample(fitting, min(notes, len(fitting))):
            began = self.steps[-1].at
            self.at = (began + (done - began) * self.rng.uniform(0.2, 0.7)).replace(microsecond=0)
            self.step("handle", self.handler, note.format_map(self.words))
        self.at = done
        self.step("finish", self.handler, self.said(self.theme.results))

    def finishing(self, late: bool) -> datetime:
        """When the work is done. In time means before the limit, whatever the work would have taken."""
        began = self.at
        if late:
            self.at = max(self.due, began)
            self.wait(420 if self.story.urgency != "urgent" else 180)
            return self.at
        median = WORK[self.story.urgency]
        while True:
            self.at = began
            self.wait(median, spread=0.6)
            done, median = self.at, median * 0.6
            if done < self.due or median < 5:
                return done

    def fail_the_check(self) -> None:
        """Looked at, and sent back to whoever did it; the limit runs anew."""
        self.answer(late=0.05, median=170)
        self.step("rework", self.dispatcher, self.rng.choice(NOT_YET))
        limit = self.world.limit(HANDLE, self.story.category, self.story.urgency)
        self.due = limit.due(self.at, self.world.calendar, self.world.zone).at
        self.work(late=False)

    def check_and_close(self) -> None:
        self.answer(late=0.05, median=170)
        self.step("check", self.dispatcher)
        self.answer(late=0.03, median=120)
        self.step("close", self.dispatcher)

    def come_back(self) -> None:
        """After some days the same trouble again: the case is opened once more."""
        self.at += timedelta(days=self.rng.triangular(1, 28, 6))
        self.wait(60, office=True)
        self.step("reopen", self.dispatcher, self.rng.choice(AGAIN))

    def told(self) -> Story:
        return replace(self.story, steps=tuple(self.steps))
