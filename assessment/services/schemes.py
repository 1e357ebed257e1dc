"""A scheme: drafted by the office, brought in from Excel, adopted by the leading group (LG-04), then kept."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import IntegrityError, transaction

from accounts.models import User
from assessment import scoring
from assessment.exceptions import refuse
from assessment.models import Indicator, Scheme, Target, TargetGroup, Ties
from assessment.selectors.counting import usable
from assessment.selectors.totals import indicators_of, targets_of
from pilot.models.group import county_of, decides_list, writes_list
from security import clock

NOT_YOURS = "考核方案由县领导小组办公室起草。"
KEPT = "这一版已经定下来，不能再改。要改就起草新的一版。"


@dataclass(frozen=True)
class GroupLines:
    """A group as it was brought in: unsaved rows that belong to it."""

    group: TargetGroup
    targets: list[Target] = field(default_factory=list)
    indicators: list[Indicator] = field(default_factory=list)


@transaction.atomic
def draft(*, year: int, name: str, by: User, ties: str = Ties.SKIP) -> Scheme:
    """A new version: a copy of the last one of the year, or of the year before; empty where there is none."""
    refuse(writes_list(by), NOT_YOURS)
    county = county_of(by)
    here = Scheme.objects.filter(area=county)
    refuse(
        not here.filter(year=year, adopted_at=None).exists(), "这一年已经有一份方案草稿，先定下来或者删掉。"
    )
    last = here.adopted().filter(year__lte=year).order_by("-year", "-number").first()
    number = here.filter(year=year).count() + 1
    made = Scheme.objects.create(area_id=county, year=year, number=number, name=name, ties=ties, made_by=by)
    if last:
        replace(made, copied(last))
    return made


def copied(last: Scheme) -> list[GroupLines]:
    """All that a scheme says, as unsaved rows."""
    targets, indicators = targets_of(last.pk), indicators_of(last.pk)
    found = []
    for group in last.groups.order_by("pk"):
        lines = GroupLines(TargetGroup(name=group.name, sort=group.sort, full=group.full))
        lines.targets.extend(Target(unit=one.unit) for one in targets if one.group_id == group.pk)
        for one in indicators:
            if one.group_id == group.pk:
                one.pk, one._state.adding = None, True
                lines.indicators.append(one)
        found.append(lines)
    return found


def replace(scheme: Scheme, groups: Sequence[GroupLines]) -> None:
    """What the draft says, anew."""
    Indicator.objects.filter(group__scheme=scheme).delete()
    Target.objects.filter(group__scheme=scheme).delete()
    scheme.groups.all().delete()
    for one in groups:
        one.group.scheme = scheme
        one.group.save()
        for target in one.targets:
            target.group = one.group
        for indicator in one.indicators:
            indicator.group = one.group
        Target.objects.bulk_create(one.targets)
        Indicator.objects.bulk_create(one.indicators)


def held(scheme: Scheme) -> Scheme:
    return Scheme.objects.select_for_update(of=("self",)).get(pk=scheme.pk)


def may_edit(user: User, scheme: Scheme) -> bool:
    return scheme.is_draft and writes_list(user) and county_of(user) == scheme.area_id


@transaction.atomic
def bring_in(scheme: Scheme, groups: Sequence[GroupLines], *, by: User) -> Scheme:
    """All of the draft as it was read from a workbook. Raises AssessmentDenied, ValueError in words."""
    refuse(writes_list(by) and county_of(by) == scheme.area_id, NOT_YOURS)
    fresh = held(scheme)
    refuse(fresh.is_draft, KEPT)
    try:
        with transaction.atomic():
            replace(fresh, groups)
    except IntegrityError as error:
        raise scoring.Wrong("有一行的编号、单位或者数对不上，核对编号和单位有没有写两次。") from error
    return fresh


def problems_of(scheme: Scheme) -> list[str]:
    """All that keeps it from being adopted, in sentences."""
    targets, indicators = targets_of(scheme.pk), indicators_of(scheme.pk)
    groups = list(scheme.groups.order_by("pk"))
    found = [] if groups else ["还没有考核组和指标，从 Excel 导入。"]
    seen: dict[int, str] = {}
    for group in groups:
        mine = [one for one in indicators if one.group_id == group.pk]
        whys = scoring.problems([one.node for one in mine], scoring.read(str(group.full)))
        units = [one for one in targets if one.group_id == group.pk]
        whys += [] if units else ["没有被考核单位。"]
        whys += [f"{one}已经在{seen[one.unit_id]}里。" for one in units if one.unit_id in seen]
        seen |= {one.unit_id: group.name for one in units}
        whys += [
            f"{one.code} {one.name}：没有“{one.figure}”这个指标，或者它不是件数和比率。"
            for one in mine
            if one.figure and one.figure not in usable()
        ]
        found += [f"{group.name}：{why}" for why in whys]
    return found


@transaction.atomic
def adopt(scheme: Scheme, *, document: str, by: User) -> Scheme:
    """The leading group lets it hold. Raises AssessmentDenied."""
    refuse(decides_list(by) and county_of(by) == scheme.area_id, "考核方案由县领导小组来定。")
    fresh = held(scheme)
    refuse(fresh.is_draft, KEPT)
    refuse(fresh.made_by_id != by.pk, "起草的人不能自己定，由另一个人来定。")
    refuse(bool(document.strip()), "写明文号。")
    found = problems_of(fresh)
    refuse(not found, " ".join(found[:3]))
    fresh.adopted_by, fresh.adopted_at, fresh.document = by, clock.now(), document.strip()
    fresh.save(update_fields=["adopted_by", "adopted_at", "document"])
    return fresh


@transaction.atomic
def discard(scheme: Scheme, *, by: User) -> None:
    """Throw a draft away."""
    refuse(writes_list(by) and county_of(by) == scheme.area_id, NOT_YOURS)
    fresh = held(scheme)
    refuse(fresh.is_draft, KEPT)
    replace(fresh, [])
    fresh.delete()
