"""The leader's one page: five numbers, three problems, three asks."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models.functions import Length
from django.utils import timezone

from accounts.models import PETITION_OVERSEERS, Role, User
from areas.models import Area, inside
from casework.drilldown import horizon_at
from casework.figures import Period
from casework.models import Matter
from disputes.workflow import CONCERNED as DISPUTES_CONCERN
from figures.one_page.finding import Seen
from figures.one_page.rules import Problem, problems
from figures.periods import Quarter
from figures.selectors.answers import Answer
from figures.selectors.board import Line, collected_from, lines_of
from figures.selectors.counting import ask_as, by_group, chosen
from figures.selectors.extent import Extent
from figures.selectors.tally import Question

READERS = frozenset({Role.LEADING_GROUP, Role.OFFICE, Role.TOWN, Role.CENTER})
FIVE = 5
CALLED = {"dispute": "纠纷", "petition": "信访件"}
# In this order, each with its pair (F8); the first five of the kinds that the reader deals with.
NUMBERS = {
    "cases.reported": "cases.closed",
    "cases.on_time": "cases.reopened",
    "disputes.rate_of_closed": "disputes.default_share",
    "petitions.on_time_reply": "petitions.review_share",
    "cases.in_hand": "cases.rework",
    "cases.dispatched_right": "cases.dispatched_on_time",
    "cases.handled": "cases.rework",
}


@dataclass(frozen=True)
class Number:
    """One of the five, with the figure that keeps it honest."""

    line: Line
    pair: Answer

    @property
    def note(self) -> str:
        """Why there is no number, in the words of its kind."""
        return self.line.now.note.replace("案件", CALLED.get(self.line.now.figure.kind, "案件"))


@dataclass(frozen=True)
class OnePage:
    """The page of an area and a quarter, as one user sees it."""

    subject: Area
    quarter: Quarter
    at: datetime
    running: bool
    numbers: list[Number]
    problems: list[Problem]

    @property
    def caption(self) -> str:
        """As of when, and what is compared with what."""
        text = f"一页纸 · 截至 {timezone.localtime(self.at):%Y-%m-%d %H:%M}，只数您看得到的。"
        return f"{text}本季还没过完，环比、同比按同样天数算。" if self.running else text


def reads_sheet(user: User, area: Area) -> bool:
    """Is there a page of this area for the user?"""
    theirs = user.covers(READERS)
    return area.level <= Area.Level.TOWNSHIP and any(area.code.startswith(code) for code in theirs)


def areas_of(user: User) -> list[Area]:
    """The county and townships of which the user is shown the page, in code order. One query."""
    theirs = user.covers(READERS)
    if not theirs:
        return []
    areas = Area.objects.current().filter(inside(theirs, "code")).annotate(digits=Length("code"))
    return list(areas.filter(digits__lte=Area.Level.TOWNSHIP).order_by("code"))


def kinds_of(user: User) -> list[str]:
    """The kinds of matters that the page speaks of to this user: petitions to those who see the area's."""
    found = ["case"]
    if user.roles & DISPUTES_CONCERN:
        found.append("dispute")
    if user.roles & PETITION_OVERSEERS & READERS:
        found.append("petition")
    return found


def page_of(user: User, subject: Area, quarter: Quarter, now: datetime) -> OnePage:
    """The page: its numbers by the same questions as the board's, its problems by the rules."""
    today, extent = timezone.localdate(now), Extent(area=subject.code)
    visible = Matter.objects.visible_to(user).filter(extent.rows)
    matters = {kind: visible.filter(kind=kind) for kind in kinds_of(user)}
    since = {kind: collected_from(some) for kind, some in matters.items()}
    numbers = chosen(first_five(list(matters)))
    periods = (quarter.period, *quarter.compared(today))
    level = min(subject.level + 3, Area.Level.GRID)
    lines: dict[str, Line] = {}
    taken: list[datetime] = []
    more: list[list[Answer]] = []
    for kind in matters:
        answers, at = ask_as(user, kind, questions(kind, numbers, periods, level), extent)
        taken.append(at)
        lines |= {one.now.figure.key: one for one in lines_of(answers[0], quarter, today, since[kind])}
        more = more or answers[1:]
    seen = Seen(
        subject=subject,
        quarter=quarter,
        today=today,
        horizon=horizon_at(now),
        matters=matters,
        categories=paired(more[0], periods[1]),
        places=by_group(more[1]),
        base=since["case"] is not None and periods[1].start >= since["case"],
    )
    return OnePage(
        subject=subject,
        quarter=quarter,
        at=min(taken),
        running=seen.running,
        numbers=[Number(lines[one.key], lines[NUMBERS[one.key]].now) for one in numbers],
        problems=problems(seen),
    )


def first_five(kinds: list[str]) -> list[str]:
    """The keys of the five numbers for whoever deals with these kinds."""
    of = {figure.key: figure.kind for figure in chosen(NUMBERS)}
    return [key for key in NUMBERS if of[key] in kinds][:FIVE]


def questions(kind: str, numbers: list[Any], periods: tuple[Period, ...], level: int) -> list[Question]:
    """What is asked of one kind: its numbers with their pairs; of cases also what the rules look at."""
    keys = dict.fromkeys(key for one in numbers if one.kind == kind for key in (one.key, NUMBERS[one.key]))
    found = [Question(chosen(keys), periods)]
    if kind != "case":
        return found
    reported, both = chosen(["cases.reported"]), chosen(["cases.reported", "cases.closed"])
    return [*found, Question(reported, periods[:2], "category"), Question(both, periods[:1], "area", level)]


def paired(answers: list[Answer], before: Period) -> list[tuple[Answer, Answer]]:
    """Each category's number of the quarter with that of the period before."""
    old = {one.group: one for one in answers if one.period == before}
    return [(one, old[one.group]) for one in answers if one.period != before]
