"""A scheme of support: drafted by the office, adopted by another, then never changed (LG-04)."""

from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Max

from accounts.models import Unit, User
from areas.models import Area
from outcomes.exceptions import refuse
from outcomes.models import Reach, Scheme, SchemeItem, SchemeUnit
from outcomes.models.measures import keeps_outcomes
from outcomes.services.signing import county_office
from pilot.models.group import county_of, writes_list
from security import clock

NOT_YOURS = "以奖代补方案由县领导小组办公室起草。"
ADOPTED = "这一版已经定了，不能改。要改就起草下一版。"
TOWN = 9  # signs of a township's code


def hold_draft(scheme: Scheme, by: User) -> Scheme:
    """The draft, locked, where this user writes it. Raises OutcomesDenied."""
    refuse(writes_list(by) and scheme.area_id == county_of(by), NOT_YOURS)
    fresh = Scheme.objects.select_for_update(of=("self",)).get(pk=scheme.pk)
    refuse(fresh.is_draft, ADOPTED)
    return fresh


@transaction.atomic
def draft(*, by: User, **said: Any) -> Scheme:
    """The first version of a scheme. Raises OutcomesDenied, or ValidationError in words."""
    refuse(writes_list(by), NOT_YOURS)
    area = Area.objects.get(pk=county_of(by))
    scheme = Scheme(area=area, office=county_office(by), made_by=by, **said)
    scheme.validate_constraints()
    scheme.save()
    return scheme


@transaction.atomic
def add_item(scheme: Scheme, *, by: User, figure: str, reach: str, rate: Decimal, cap: Any) -> SchemeItem:
    fresh = hold_draft(scheme, by)
    item = SchemeItem(scheme=fresh, figure=figure, reach=reach, rate=rate, cap=cap)
    item.validate_constraints()
    item.save()
    return item


@transaction.atomic
def add_units(scheme: Scheme, *, by: User, units: list[Unit]) -> Scheme:
    """Support these units, too."""
    fresh = hold_draft(scheme, by)
    known = set(fresh.units.values_list("unit", flat=True))
    SchemeUnit.objects.bulk_create(
        SchemeUnit(scheme=fresh, unit=unit) for unit in units if unit.pk not in known
    )
    return fresh


@transaction.atomic
def drop(scheme: Scheme, part: str, pk: int, *, by: User) -> None:
    """Take one item or unit out of a draft."""
    fresh = hold_draft(scheme, by)
    (fresh.items if part == "items" else fresh.units).filter(pk=pk).delete()


@transaction.atomic
def discard(scheme: Scheme, *, by: User) -> None:
    hold_draft(scheme, by).delete()


@transaction.atomic
def adopt(scheme: Scheme, *, by: User, document: str) -> Scheme:
    """Somebody of the group, or of the office, who did not draft it says that it holds (LG-04)."""
    refuse(keeps_outcomes(by) and scheme.area_id == county_of(by), "方案由领导小组或者办公室的另一个人来定。")
    fresh = Scheme.objects.select_for_update(of=("self",)).get(pk=scheme.pk)
    refuse(fresh.is_draft, ADOPTED)
    refuse(by.pk != fresh.made_by_id, "这是您起草的，要由另一个人来定。")
    refuse(fresh.items.exists(), "还没有补助项，先加上。")
    refuse(fresh.units.exists(), "还没有补助的单位，先加上。")
    wide = fresh.items.filter(reach=Reach.AREA).exists()
    others = [row.unit for row in fresh.units.select_related("unit") if len(row.unit.area_id) != TOWN]
    refuse(not (wide and others), f"{others[0] if others else ''}不在镇（街道），不能按辖区数，改一下。")
    fresh.adopted_by, fresh.adopted_at, fresh.document = by, clock.now(), document
    fresh.save(update_fields=["adopted_by", "adopted_at", "document"])
    return fresh


@transaction.atomic
def revise(scheme: Scheme, *, by: User, budget: Decimal) -> Scheme:
    """The draft of the next version, a copy of this one with this budget."""
    refuse(writes_list(by) and scheme.area_id == county_of(by), NOT_YOURS)
    versions = Scheme.objects.filter(area=scheme.area_id, year=scheme.year, name=scheme.name)
    last = versions.aggregate(last=Max("version"))["last"]
    refuse(not versions.filter(adopted_at=None).exists(), "已经有一份草稿，先定下来或者删掉。")
    said = {"year": scheme.year, "name": scheme.name, "scaled": scheme.scaled, "basis": scheme.basis}
    fresh = draft(by=by, version=last + 1, finance=scheme.finance, budget=budget, **said)
    for item in scheme.items.all():
        add_item(fresh, by=by, figure=item.figure, reach=item.reach, rate=item.rate, cap=item.cap)
    add_units(fresh, by=by, units=[row.unit for row in scheme.units.select_related("unit")])
    return fresh
