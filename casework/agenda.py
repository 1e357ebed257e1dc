"""The calendar of limits: what ends on which day, for whoever may see the matters."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from django.db.models import Count, Q
from django.utils import timezone

from accounts.models import User
from areas.models import inside
from casework.clocks import ONE_DAY, Calendar, midnight_of, months_later
from casework.gatherings import Gathering, gatherings
from casework.kinds import kinds
from casework.lights import Light, light
from casework.models import Deadline, Matter, MatterQuerySet, SpecialDay
from casework.models.records import DeadlineQuerySet
from casework.rules import obliging_nobody, rules

WEEKDAYS = "一二三四五六日"
REST = "休息日"
ROWS_OF_A_DAY = 200
ROWS_IN_A_WEEK = 12  # of each day; the day's own page has all


@dataclass(frozen=True)
class Wanted:
    """Whose limits, of which place and kind; "" is any."""

    whose: str = ""
    area: str = ""
    kind: str = ""


@dataclass(frozen=True)
class Item:
    """One limit in the calendar: its end, and how it stands."""

    deadline: Deadline
    light: Light


@dataclass(frozen=True)
class Day:
    """One day of the calendar: is it worked, why not, how many limits end on it, and who meets."""

    day: date
    works: bool
    note: str
    count: int
    items: tuple[Item, ...]
    url: str  # of the day's own page
    meets: tuple[Gathering, ...] = ()
    outside: bool = False  # of another month, beside the days of the one that is shown

    @property
    def weekday(self) -> str:
        return f"周{WEEKDAYS[self.day.weekday()]}"

    @property
    def special(self) -> bool:
        """Is it a holiday, or worked though it is none of the usual days?"""
        return self.note not in {"", REST}

    @property
    def more(self) -> int:
        """How many limits are not among the items."""
        return self.count - len(self.items)


def ending(user: User, wanted: Wanted) -> DeadlineQuerySet:
    """The running limits that the user may see, of those that are wanted."""
    return Deadline.objects.running().filter(matter__in=matters_of(user, wanted))


def matters_of(user: User, wanted: Wanted) -> MatterQuerySet:
    """The matters that the user may see, of those that are wanted."""
    matters = Matter.objects.visible_to(user).filter(whose(user, wanted.whose))
    if wanted.area:
        matters = matters.filter(inside([wanted.area]))
    return matters.filter(kind=wanted.kind) if wanted.kind else matters


def whose(user: User, wanted: str) -> Q:
    """In their own hands and what waits for them, or their units', or all."""
    if wanted == "mine":
        return concerning(user)
    return Q(unit__in=user.units) if wanted == "unit" else Q()


def concerning(user: User) -> Q:
    """What the user holds, what their units have, and what waits for somebody in their place."""
    desk = Matter.objects.on_desk_of(user).values("pk")
    return Q(holder=user.pk) | Q(unit__in=user.units) | Q(pk__in=desk)


def span_of(view: str, day: date) -> tuple[date, date]:
    """The first day that is shown, and the first that is not: a day, a week from Monday, or whole weeks
    around a month.
    """
    monday = day - ONE_DAY * day.weekday()
    if view == "day":
        return day, day + ONE_DAY
    if view == "week":
        return monday, monday + timedelta(weeks=1)
    first = day.replace(day=1)
    last = months_later(first, 1) - ONE_DAY
    return first - ONE_DAY * first.weekday(), last + ONE_DAY * (7 - last.weekday())


def beside(view: str, day: date) -> tuple[date, date]:
    """The days to turn back and on to."""
    if view == "month":
        first = day.replace(day=1)
        return months_later(first, -1), months_later(first, 1)
    step = timedelta(weeks=1) if view == "week" else ONE_DAY
    return day - step, day + step


def days(user: User, wanted: Wanted, view: str, day: date, now: datetime, page: str) -> list[Day]:
    """The days of the page; `page` is where a day's address begins. A month takes as few queries as a day."""
    calendar, zone = SpecialDay.shown_calendar(), timezone.get_default_timezone()
    first, end = span_of(view, day)
    found = ending(user, wanted).filter(legal_on__gte=first, legal_on__lt=end)
    counts = dict(found.order_by().values_list("legal_on").annotate(n=Count("pk")))
    names = dict(SpecialDay.objects.filter(day__gte=first, day__lt=end).values_list("day", "name"))
    shown = items(found, view, now, calendar, zone)
    met = meetings(matters_of(user, wanted), first, end, zone)
    return [
        Day(
            each,
            calendar.works(each),
            note_of(each, calendar, names.get(each, "")),
            counts.get(each, 0),
            tuple(shown.get(each, ())),
            f"{page}{each}",
            tuple(met.get(each, ())),
            outside=view == "month" and each.month != day.month,
        )
        for each in (first + ONE_DAY * n for n in range((end - first).days))
    ]


def meetings(matters: MatterQuerySet, first: date, end: date, zone: tzinfo) -> dict[date, list[Gathering]]:
    """By day, what people come together for in these matters."""
    found: dict[date, list[Gathering]] = {}
    for one in gatherings(matters, midnight_of(first, zone), midnight_of(end, zone)):
        found.setdefault(one.day, []).append(one)
    return found


def items(
    found: DeadlineQuerySet, view: str, now: datetime, calendar: Calendar, zone: tzinfo
) -> dict[date, list[Item]]:
    """The limits by day, the first to end first; of a month none, for it shows numbers."""
    if view == "month":
        return {}
    most = ROWS_OF_A_DAY if view == "day" else ROWS_IN_A_WEEK
    shown: dict[date, list[Item]] = {}
    for item in lit(found.order_by("legal_on", "due_at", "pk")[: ROWS_OF_A_DAY * 2], now, calendar, zone):
        of_day = shown.setdefault(item.deadline.legal_on, [])
        if len(of_day) < most:
            of_day.append(item)
    return shown


def lit(
    found: Iterable[Deadline] | DeadlineQuerySet, now: datetime, calendar: Calendar, zone: tzinfo
) -> list[Item]:
    """The limits with their matters and lights."""
    if isinstance(found, DeadlineQuerySet):
        found = found.select_related("matter__area")
    return [Item(deadline, light(deadline.due_at, now, calendar, zone)) for deadline in found]


def late(user: User, wanted: Wanted, now: datetime) -> DeadlineQuerySet:
    """Those that are over, of those that bind us."""
    over = ending(user, wanted).filter(due_at__lte=now).exclude(limit__in=obliging_nobody())
    return over.order_by("due_at", "pk")


def note_of(day: date, calendar: Calendar, name: str) -> str:
    """Why the day is not what its weekday says, in words."""
    if calendar.works(day):
        return "调休上班" if day.weekday() >= 5 else ""
    rest = name or ("法定节假日" if day.weekday() < 5 else "")
    guessed = "（暂定）" if rest and calendar.provisional(day, day) else ""
    return f"{rest}{guessed}" or REST


def kind_choices() -> list[tuple[str, str]]:
    """The kinds of matter, for a filter."""
    return [(name, str(model._meta.verbose_name)) for name, model in kinds().items()]


def limit_labels() -> dict[str, str]:
    """The limits by key, in words."""
    return {key: rule.label for key, rule in rules().items()}
