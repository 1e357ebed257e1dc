"""领导小组的名单 (LG-01): drafted by the office as a copy of the last, adopted by the group (LG-04)."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models import Max

from accounts.models import Unit, User
from pilot.exceptions import PilotDenied
from pilot.models import DutyItem, GroupVersion, MemberUnit, Office, Post, SpecialGroup, SpecialUnit
from pilot.models.group import county_of, decides_list, writes_list
from security import clock

PARTS: dict[str, type[models.Model]] = {
    "post": Post,
    "unit": MemberUnit,
    "duty": DutyItem,
    "special": SpecialGroup,
}
ADOPTED = "这一版已经定了，不能改。要改就起草下一版。"
NOT_TO_DISCARD = "草稿由县领导小组办公室删；定了的不能删。"


def refuse(holds: bool, sentence: str) -> None:
    if not holds:
        raise PilotDenied(sentence)


@transaction.atomic
def draft(*, by: User) -> GroupVersion:
    """Begin the next version, a copy of the last that was adopted. Raises PilotDenied."""
    refuse(writes_list(by), "名单由县领导小组办公室起草。")
    lists = GroupVersion.objects.filter(area=county_of(by))
    last = lists.adopted().first()
    number = (lists.aggregate(last=Max("number"))["last"] or 0) + 1
    try:
        with transaction.atomic():
            fresh = GroupVersion.objects.create(area_id=county_of(by), number=number, made_by=by)
    except IntegrityError as error:  # there is one, or somebody else was faster
        raise PilotDenied("已经有一份草稿，先定下来或者删掉。") from error
    if last:
        copy(last, fresh)
    return fresh


def copy(last: GroupVersion, fresh: GroupVersion) -> None:
    """Write all that the one says into the other."""
    for post in last.posts.all():
        again(post, version=fresh)
    for member in last.memberunits.prefetch_related("duties"):
        duties = list(member.duties.all())
        same = again(member, version=fresh)
        for duty in duties:
            again(duty, version=fresh, member=same)
    for group in last.specialgroups.prefetch_related("members"):
        units = list(group.members.all())
        same = again(group, version=fresh)
        for unit in units:
            again(unit, version=fresh, group=same)


def again(row: Any, **instead: Any) -> Any:
    """The same row once more, with these values instead."""
    row.pk, row._state.adding = None, True
    for name, value in instead.items():
        setattr(row, name, value)
    row.save()
    return row


def may_edit(user: User, version: GroupVersion) -> bool:
    """Its author alone writes a draft, so that whoever adopts it wrote none of it (LG-04)."""
    return version.is_draft and version.made_by_id == user.pk and writes_list(user)


def may_adopt(user: User, version: GroupVersion) -> bool:
    """Somebody of the leading group who did not write it (LG-04)."""
    return version.is_draft and version.made_by_id != user.pk and decides_list(user)


def may_discard(user: User, version: GroupVersion) -> bool:
    """Anybody of the office: an author may have left."""
    return version.is_draft and writes_list(user) and version.area_id == county_of(user)


def own_draft(version: GroupVersion, by: User) -> GroupVersion:
    """The draft, locked, where it is this user's to write."""
    refuse(version.is_draft, ADOPTED)
    refuse(may_edit(by, version), "这份草稿由起草的人来改。")
    fresh = locked(version)
    refuse(fresh.is_draft, ADOPTED)
    return fresh


def locked(version: GroupVersion) -> GroupVersion:
    """As it now stands, held to the end; only those who write such lists can."""
    return GroupVersion.objects.select_for_update(of=("self",)).get(pk=version.pk)


@transaction.atomic
def add(version: GroupVersion, part: str, *, by: User, units: Collection[Unit] = (), **given: Any) -> Any:
    """Write one more line into the draft. Raises PilotDenied, or ValidationError in words."""
    fresh = own_draft(version, by)
    row: Any = PARTS[part](version=fresh, **given)
    row.validate_constraints()
    row.save()
    for unit in units:
        SpecialUnit.objects.create(version=fresh, group=row, unit=unit)
    return row


@transaction.atomic
def drop(version: GroupVersion, part: str, pk: int, *, by: User) -> None:
    """Take a line out of the draft, with all that hangs on it."""
    fresh = own_draft(version, by)
    PARTS[part]._default_manager.filter(version=fresh, pk=pk).delete()


@transaction.atomic
def discard(version: GroupVersion, *, by: User) -> None:
    """Throw a draft away; nothing of it was ever in force."""
    refuse(may_discard(by, version), NOT_TO_DISCARD)
    fresh = locked(version)
    refuse(fresh.is_draft, NOT_TO_DISCARD)
    fresh.delete()


@transaction.atomic
def adopt(
    version: GroupVersion, *, document: str, dated_on: date, valid_from: date, by: User
) -> GroupVersion:
    """Let the draft hold from that day on. Raises PilotDenied, or ValidationError in words."""
    refuse(version.made_by_id != by.pk, "起草的人不能自己定，由领导小组的另一个人来定。")
    refuse(may_adopt(by, version), "名单由县领导小组来定，定过的不能再定。")
    fresh = locked(version)
    refuse(fresh.is_draft, ADOPTED)
    refuse_unfit(fresh, dated_on, valid_from)
    fresh.document, fresh.dated_on, fresh.valid_from = document, dated_on, valid_from
    fresh.adopted_by, fresh.adopted_at = by, clock.now()
    fresh.validate_constraints()
    fresh.save()
    return fresh


def refuse_unfit(version: GroupVersion, dated_on: date, valid_from: date) -> None:
    """Raise PilotDenied where the list lacks what makes a leading group (LG-01), or its days do not fit."""
    offices = set(version.posts.values_list("office", flat=True))
    lacking = [str(one.label) for one in (Office.HEAD, Office.DIRECTOR) if one not in offices]
    refuse(not lacking, f"名单里还没有{'、'.join(lacking)}，补上再定。")
    refuse(version.memberunits.exists(), "名单里还没有成员单位，补上再定。")
    refuse(dated_on <= clock.today(), "发文日期还没到，检查一下。")
    last = GroupVersion.objects.filter(area=version.area_id).adopted().first()
    later = last is None or (last.valid_from is not None and valid_from > last.valid_from)
    refuse(later, f"要晚于上一版的“自哪天起”（{last.valid_from if last else ''}）。")


def in_words(error: ValidationError) -> str:
    """What was wrong, as one sentence."""
    return " ".join(map(str, error.messages))
