"""A request is written; of each column a person says what of the stored it is, or why it is asked (F3)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from accounts.models import Unit, User
from admission.matching import Source, candidates, is_personal, plain
from admission.models import Answer, Asked, Column, Request, SourceSort, Synonym
from admission.selectors import asking_units
from admission.services.moving import locked, refuse
from admission.sources import catalogue, synonyms
from pilot.models.group import county_of

NOT_YOURS = "要数据的申请由成员单位或者县领导小组办公室的人来写。"
MOST = 60


@transaction.atomic
def draft(*, by: User, unit: Unit, columns: Sequence[str], units: Collection[Unit], **given: Any) -> Request:
    """Begin a request. Raises AdmissionDenied, ValidationError or ValueError in words."""
    refuse(unit.pk in asking_units(by), NOT_YOURS)
    request = Request(area_id=county_of(by), unit=unit, by=by, **given)
    request.validate_constraints()
    request.save()
    put(request, columns, units)
    return request


@transaction.atomic
def rewrite(
    request: Request, *, by: User, columns: Sequence[str], units: Collection[Unit], **given: Any
) -> Request:
    """Write the draft anew; columns that are called as before stay as they were settled."""
    fresh = own_draft(request, by)
    for name, value in given.items():
        setattr(fresh, name, value)
    fresh.validate_constraints()
    fresh.save(update_fields=list(given))
    kept = {one.name: one for one in fresh.columns.all()}
    fresh.columns.all().delete()
    fresh.asked.all().delete()
    put(fresh, columns, units, kept)
    return fresh


def put(
    request: Request,
    columns: Sequence[str],
    units: Collection[Unit],
    kept: Mapping[str, Column] | None = None,
) -> None:
    """The columns in their order, and whom they are asked of."""
    told(bool(columns), "写上要哪些栏，一行一栏。")
    told(len(columns) <= MOST, f"最多 {MOST} 栏，现在 {len(columns)} 栏。")
    told(len(set(columns)) == len(columns), "有两栏名称一样，留一栏。")
    for name in columns:
        told(not is_personal(name), f"“{name}”是个人信息，表格不收。向单位要数，不要人。")
    told(bool(units), "选一下请哪些单位填。")
    told(all(unit.pk != request.unit_id for unit in units), "请别的单位填，不选自己。")
    for position, name in enumerate(columns, start=1):
        before = (kept or {}).get(name)
        one = before or Column(name=name)
        one.pk, one.request, one.position = None, request, position
        one._state.adding = True
        one.save()
    Asked.objects.bulk_create(Asked(request=request, unit=unit) for unit in units)


def told(holds: bool, sentence: str) -> None:
    if not holds:
        raise ValueError(sentence)


def own_draft(request: Request, by: User) -> Request:
    """The draft, locked, where it is this user's unit's."""
    refuse(request.unit_id in asking_units(by), f"这是{request.unit}的申请，由{request.unit}的人来写。")
    fresh = locked(request)
    refuse(fresh.state == "draft", f"现在是“{fresh.standing}”，不能改。刷新这一页看看。")
    return fresh


@dataclass(frozen=True)
class Said:
    """What a person says to a column: which stored thing it is, or that it is asked, and why."""

    choice: str
    why: str = ""


@transaction.atomic
def settle(request: Request, said: Mapping[int, Said], *, by: User) -> dict[int, str]:
    """Keep what was said of these columns; of those that cannot be kept, why. The good ones are kept."""
    fresh = own_draft(request, by)
    known = {one.choice: one for one in catalogue(fresh.area_id)}
    words = synonyms(fresh.area_id)
    wrong: dict[int, str] = {}
    for column in fresh.columns.filter(pk__in=said):
        likely = candidates(column.name, known.values(), words)
        try:
            settled(column, said[column.pk], known, likely)
        except ValueError as error:
            wrong[column.pk] = str(error)
            continue
        column.confirmed_by = by
        column.save()
        if column.answer == Answer.STORED:
            learn(fresh, column, by)
    return wrong


def settled(column: Column, said: Said, known: Mapping[str, Source], likely: list[Source]) -> None:
    """Put the answer into the column. Raises ValueError with a Chinese sentence."""
    if said.choice == Answer.ASKED:
        names = "、".join(f"“{one.name}”" for one in likely[:3])
        told(bool(said.why) or not likely, f"平台有像的：{names}。写一句为什么不合用，再问。")
        column.answer, column.source, column.key, column.words, column.form_id = (
            Answer.ASKED,
            "",
            "",
            "",
            None,
        )
    else:
        source = known.get(said.choice)
        if source is None:
            raise ValueError("没有这一项，重新选。")
        column.answer, column.source, column.key = Answer.STORED, source.sort, source.key
        column.words = f"{source.where}：{source.name}"[:160]
        column.form_id = int(source.key) if source.sort == SourceSort.FORM else None
    column.why = said.why


def learn(request: Request, column: Column, by: User) -> None:
    """The next request that uses the word is led to the same."""
    Synonym.objects.get_or_create(
        area_id=request.area_id,
        word=plain(column.name)[:60],
        source=column.source,
        key=column.key,
        defaults={"by": by},
    )
