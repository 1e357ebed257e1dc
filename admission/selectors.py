"""Answers about requests for data."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import Unit, User
from admission import costs
from admission.matching import Source, candidates, plain
from admission.models import Answer, Asked, Column, Request, Value
from admission.sources import Stored, catalogue, stored_of, synonyms
from admission.workflow import ADMITTED, Rhythm
from pilot.models.group import county_of, writes_list
from pilot.workflow import HANDLERS
from progress.models.returns import fills


def asking_units(user: User) -> list[int]:
    """The units in whose name the user may ask others for something."""
    found = [
        duty.unit_id
        for duty in user.held
        if duty.unit_id and not duty.area_id and (duty.role in HANDLERS or writes_list(user))
    ]
    return sorted(set(found))


@dataclass(frozen=True)
class Line:
    """A column with what it could mean, and what is stored of it for its reader."""

    column: Column
    likely: list[Source]
    stored: Stored | None


def lines_of(request: Request, user: User) -> list[Line]:
    """The columns of a request, in their order."""
    columns = list(request.columns.select_related("form", "confirmed_by"))
    known = catalogue(request.area_id) if request.state == "draft" else []
    words = synonyms(request.area_id) if known else {}
    stored = stored_of(columns, user)
    return [Line(one, candidates(one.name, known, words), stored.get(one.pk)) for one in columns]


def in_sum(columns: Iterable[Column]) -> str:
    """ "已有 14/16 列，直接取；要问 2 列" (F3)."""
    every = list(columns)
    stored = sum(one.answer == Answer.STORED for one in every)
    asked = sum(one.answer == Answer.ASKED for one in every)
    found = [f"已有 {stored}/{len(every)} 列，直接取"] + ([f"要问 {asked} 列"] if asked else [])
    left = len(every) - stored - asked
    return "；".join([*found, f"还有 {left} 列没有核对"] if left else found)


def asked_columns(request: Request) -> list[Column]:
    return [one for one in request.columns.all() if one.answer == Answer.ASKED]


def to_fill(user: User, today: date) -> QuerySet[Asked]:
    """What the user's units have still to fill in now: admitted, running, not answered this time."""
    units = [unit for unit in {duty.unit_id for duty in user.held} if unit and fills(user, unit)]
    now = {rhythm: costs.period_of(rhythm, today) for rhythm in Rhythm}
    this_time = Q()
    for rhythm, period in now.items():
        this_time |= Q(column__request__rhythm=rhythm, period=period)
    said = Value.objects.filter(this_time, column__request=OuterRef("request"), unit=OuterRef("unit"))
    running = Request.objects.running(today)
    asked = Asked.objects.filter(unit__in=units, request__in=running).exclude(Exists(said))
    return asked.select_related("request__unit", "unit").order_by("request__until", "pk")


def to_decide(user: User) -> QuerySet[Request]:
    """What waits for this user's word."""
    if not writes_list(user):
        return Request.objects.none()
    waiting = Request.objects.filter(area=county_of(user), state="submitted")
    return waiting.exclude(by=user).exclude(sent_by=user).select_related("unit").order_by("pk")


def answered(request: Request, user: User, period: str) -> list[tuple[Unit, list[Value]]]:
    """Of each unit that is asked what it said this time, in the order of the columns; or nothing."""
    found: dict[int, list[Value]] = {}
    values = Value.objects.visible_to(user).filter(column__request=request, period=period).newest()
    for one in sorted(values.select_related("column", "by"), key=lambda value: value.column.position):
        found.setdefault(one.unit_id, []).append(one)
    asked = request.asked.select_related("unit").order_by("unit__name", "pk")
    return [(one.unit, found.get(one.unit_id, [])) for one in asked]


def last_values(request: Request, unit: int) -> dict[int, str]:
    """What the unit said last of each column that is asked, or of one that is called the same elsewhere."""
    said: dict[str, str] = {}
    own: dict[int, str] = {}
    for value in Value.objects.filter(unit=unit).select_related("column").order_by("pk"):
        said[plain(value.column.name)] = value.text
        own[value.column_id] = value.text
    return {one.pk: own.get(one.pk) or said.get(plain(one.name), "") for one in asked_columns(request)}


@dataclass(frozen=True)
class Burden:
    """What a unit's forms cost the others in a year."""

    unit: Unit
    forms: int
    minutes: Decimal

    @property
    def hours(self) -> Decimal:
        return costs.hours(self.minutes)


def burdens(user: User, year: int) -> list[Burden]:
    """The hours of a year by asking unit, the most first (F5): of what was admitted."""
    found: dict[int, Burden] = {}
    admitted = Request.objects.visible_to(user).filter(state__in=ADMITTED)
    for one in in_year(admitted, year).select_related("unit").prefetch_related("columns", "asked"):
        minutes = one.cost(len(asked_columns(one)), len(one.asked.all()), year)
        before = found.get(one.unit_id, Burden(one.unit, 0, Decimal()))
        found[one.unit_id] = Burden(one.unit, before.forms + 1, before.minutes + minutes)
    return sorted(found.values(), key=lambda one: (-one.minutes, one.unit.pk))


def in_year(requests: QuerySet[Request], year: int) -> QuerySet[Request]:
    """Those that are asked on some day of the year."""
    return requests.filter(since__lte=date(year, 12, 31), until__gte=date(year, 1, 1))
