"""Answers about matters that are not rows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Value
from django.utils import timezone

from accounts.models import Duty, Unit, User
from casework.clocks import Calendar
from casework.lights import Light, light
from casework.models import Accusation, Deadline, Matter, Person, Postponement, SpecialDay, Supervision
from casework.models.records import RUNNING
from casework.workflow import Move


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


def rows(matters: Iterable[Matter], *, user: User, now: datetime) -> list[Row]:
    """Lists of matters with their lights. As many queries for a hundred as for one."""
    matters = list(matters)
    marks = marks_of(matters)
    calendar, zone = SpecialDay.shown_calendar(), timezone.get_default_timezone()
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


def people(matter: Matter, *, user: User, told: tuple[str, ...] = ()) -> list[Person]:
    """The people in it whom this user may know of, each with what else is `told` of them, by name."""
    known = Person.objects.visible_to(user).filter(matter=matter)
    return list(known.select_related(*told) if told else known)


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
