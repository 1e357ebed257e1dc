"""Answers about the pilot programme."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from accounts.models import Unit, User
from casework.models import Matter, MatterQuerySet
from pilot.models import (
    Decision,
    GroupVersion,
    Meeting,
    MemberUnit,
    Milestone,
    SpecialGroup,
    Task,
)
from pilot.models.meetings import MeetingQuerySet, MeetingSort
from pilot.quarters import Quarter
from pilot.workflow import TaskStatus
from security import clock


def standing(on: date, county: str) -> GroupVersion | None:
    """The list of the leading group that holds on this day; None before the first."""
    return GroupVersion.objects.filter(area=county).standing(on).first()


def member_units(on: date, county: str) -> list[Unit]:
    """The units that are members of the leading group on this day, as the list has them."""
    holds = standing(on, county)
    if holds is None:
        return []
    return [one.unit for one in holds.memberunits.select_related("unit")]


@dataclass(frozen=True)
class Change:
    """What one list says and another does not: in which part, what was taken out, what came in."""

    part: str
    gone: list[str]
    come: list[str]


def changes(before: GroupVersion, after: GroupVersion) -> list[Change]:
    """What is different between two lists, by part; parts that are the same are left out."""
    old, new = contents(before), contents(after)
    found = []
    for part in dict.fromkeys([*old, *new]):
        was, now = old.get(part, []), new.get(part, [])
        gone, come = [one for one in was if one not in now], [one for one in now if one not in was]
        if gone or come:
            found.append(Change(part, gone, come))
    return found


def contents(version: GroupVersion) -> dict[str, list[str]]:
    """All that a list says, in words, by part. Five queries."""
    said = {
        "领导小组成员": [str(post) for post in version.posts.select_related("user")],
        "成员单位": [],
        "专项组": [in_words(one) for one in special_groups(version)],
    }
    for member in members(version):
        said["成员单位"].append(str(member))
        said[f"权责清单：{member}"] = [str(duty) for duty in member.duties.all()]
    return said


def members(version: GroupVersion) -> list[MemberUnit]:
    """The member units with what they answer for. Two queries."""
    return list(version.memberunits.select_related("unit").prefetch_related("duties"))


def special_groups(version: GroupVersion) -> list[SpecialGroup]:
    """The special groups with their units. Two queries."""
    return list(version.specialgroups.select_related("lead").prefetch_related("members__unit"))


def in_words(group: SpecialGroup) -> str:
    """Its name, who leads, who is in it."""
    return f"{group}（牵头：{group.lead}；成员：{names(group) or '没有'}）"


def names(group: SpecialGroup) -> str:
    """The units in it, in words."""
    return "、".join(str(one.unit) for one in group.members.all())


def in_quarter(quarter: Quarter) -> Q:
    """Tasks that are due in the quarter, or are to be somewhere by its end."""
    there = Milestone.objects.filter(matter=OuterRef("pk"), quarter=quarter.number)
    due = Q(task__due_on__gte=quarter.start, task__due_on__lt=quarter.end)
    return due | Q(task__year=quarter.year) & Q(Exists(there))


def of_unit_in_quarter(unit: Unit, quarter: Quarter) -> MatterQuerySet:
    """The tasks that a unit has to report on in a quarter: those of the quarter, and what is open from
    before. All there are: whoever shows them narrows them by visible_to.
    """
    left = Q(closed_at=None, task__due_on__lt=quarter.start)
    given = Matter.objects.of(Task).filter(in_quarter(quarter) | left, task__lead=unit)
    return given.exclude(status=TaskStatus.PLANNED).order_by("task__due_on", "pk")


def year_list(year: int) -> MatterQuerySet:
    """The year's list of work: tasks by quarter and unit, all there are."""
    return Matter.objects.of(Task).filter(task__year=year).order_by("task__due_on", "task__lead", "pk")


@dataclass(frozen=True)
class Held:
    """How often the leading group met in a quarter; it has to once (LG-02)."""

    quarter: Quarter
    count: int
    lacking: bool


def held(user: User, year: int) -> list[Held]:
    """The four quarters of a year, as far as they have begun. One query."""
    today = clock.today()
    seen = Meeting.objects.visible_to(user).filter(sort=MeetingSort.GROUP, held_on__year=year)
    days = [Quarter.of(day) for day in seen.values_list("held_on", flat=True)]
    begun = [one for one in (Quarter(year, number) for number in (1, 2, 3, 4)) if one.start <= today]
    return [Held(one, days.count(one), days.count(one) == 0 and one.end <= today) for one in begun]


def with_tasks(meetings: MeetingQuerySet, user: User) -> QuerySet[Meeting]:
    """Meetings with how much was decided, how much of it the user sees as tasks, and how much is done."""
    seen = Matter.objects.visible_to(user).of(Task).values("pk")
    tasks, mine = "decisions__task", Q(decisions__task__matter__in=seen)
    done = mine & Q(decisions__task__matter__status=TaskStatus.DONE)
    return meetings.annotate(
        decided=Count("decisions", distinct=True),
        given=Count(tasks, filter=mine, distinct=True),
        done=Count(tasks, filter=done, distinct=True),
    ).order_by("-held_on", "-pk")


@dataclass(frozen=True)
class Decided:
    """A decision, and its task where the user sees it; `hidden` where it has one that they do not."""

    decision: Decision
    matter: Matter | None
    hidden: bool

    @property
    def lead_id(self) -> int | None:
        return self.decision.lead_id


def decided(meeting: Meeting, user: User) -> list[Decided]:
    """What was decided, in order, with what became of it. Two queries."""
    rows = list(meeting.decisions.select_related("lead", "task"))
    seen = Matter.objects.visible_to(user).of(Task).filter(task__decision__meeting=meeting)
    known = {matter.own.decision_id: matter for matter in seen.select_related("task", "unit")}
    given = [(one, known.get(one.pk)) for one in rows]
    return [Decided(one, matter, matter is None and hasattr(one, "task")) for one, matter in given]
