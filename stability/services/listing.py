"""A matter comes into the year's catalogue, gets its plan, or needs no assessment of its own."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.models import Unit, User
from areas.models import Area
from casework import services as casework
from casework.exceptions import MoveDenied
from casework.models import Matter
from security import clock
from stability.dictionaries import EMERGENCY, NOT_EMERGENCY, Scope
from stability.models import AffectedArea, AffectedGroup, Stability
from stability.services.telling import tell_unit
from stability.workflow import REGISTRARS, UNDERTAKERS

Group = tuple[str, int]


@transaction.atomic
def register(
    *,
    title: str,
    area: Area,
    unit: Unit,
    by: User,
    areas: Iterable[Area],
    groups: Iterable[Group],
    scope: str,
    consented_on: date,
    submission: UUID | None = None,
    **own: Any,
) -> Matter:
    """Enter a matter into the catalogue of the year, with the Party committee's consent (RA-01).

    The unit undertakes the decision; `groups` are whom it touches, by name and number. The same submission
    twice is one entry. Raises MoveDenied.
    """
    touched, people = list(areas), list(groups)
    refuse_unfit(by, unit, area, scope, touched, people)
    if consented_on > clock.today():
        raise MoveDenied("党委同意的日期不能在以后。")
    own |= {"scope": scope, "consented_on": consented_on}
    matter, new = casework.register(Stability, title=title, area=area, by=by, submission=submission, **own)
    if not new:
        return matter
    Matter.objects.filter(pk=matter.pk).update(unit=unit)
    matter.unit = unit
    AffectedArea.objects.bulk_create([AffectedArea(matter=matter, area=one) for one in touched])
    AffectedGroup.objects.bulk_create(
        [AffectedGroup(matter=matter, name=name, heads=heads) for name, heads in people]
    )
    tell_unit(matter, by=by, text=f"列入稳评目录，由您的单位评估：{matter.number}")
    return matter


def refuse_unfit(
    by: User, unit: Unit, area: Area, scope: str, areas: list[Area], groups: list[Group]
) -> None:
    """Raise MoveDenied for what is no matter to be assessed, or says too little of whom it touches."""
    if scope == EMERGENCY:
        raise MoveDenied(NOT_EMERGENCY)
    if scope not in Scope.values:
        raise MoveDenied("选一类要评估的事项（重大行政决策程序暂行条例 3）。")
    reach = by.covers(REGISTRARS)
    if not any(area.code.startswith(code) for code in reach):
        raise MoveDenied("这个地方不归您管，选一个自己管的地方。")
    if not unit.duties.filter(role__in=UNDERTAKERS, area=None, user__is_active=True).exists():
        raise MoveDenied(f"{unit}在平台上还没有人承办。请安全管理员先给岗位，或者换一个单位。")
    if not areas or not groups:
        raise MoveDenied("写明影响到哪些地方、哪些群体。")
    if outside := [one for one in areas if not one.code.startswith(area.code)]:
        raise MoveDenied(f"{outside[0]}不在{area}里面，改一个。")
    if len({name for name, _ in groups}) < len(groups):
        raise MoveDenied("同一个群体写了两次，合成一行。")


def plan(
    stability: Matter,
    *,
    procedure: str,
    words: str,
    by: User,
    assessor: str = "",
    note: str = "",
    seen: int | None = None,
) -> Matter:
    """By which procedure, who assesses, how: the plan of the assessment (RA-02, RA-06)."""
    if not words.strip():
        raise MoveDenied("写一写方案：向谁、用什么方式听取意见，什么时候做完。")
    own: dict[str, Any] = {"procedure": procedure, "plan": words, "assessor": assessor}
    return casework.perform(stability, "plan", by=by, note=note, seen=seen, **own)


def exempt(stability: Matter, *, document: str, by: User, note: str = "", seen: int | None = None) -> Matter:
    """Assessed already under other rules: not again, and by which document (RA-02)."""
    if not document.strip():
        raise MoveDenied("写明已经评估过的是哪份文件，才不重复评估。")
    said = note or document
    return casework.perform(stability, "exempt", by=by, note=said, seen=seen, exempt_as=document)


def drop(stability: Matter, *, note: str, by: User, seen: int | None = None) -> Matter:
    """The decision is not wanted any more."""
    return casework.perform(stability, "drop", by=by, note=note, seen=seen)
