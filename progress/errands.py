"""What waits on the to-do list: a return to hand in or to mend, for the unit; to look at, for the office."""

from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.models import User
from casework.errands import Errand, errand_for_each
from casework.lights import Light
from pilot.models.group import county_of, writes_list
from progress.models import Amendment, Return
from progress.models.returns import fills, signs
from progress.workflow import ReturnState

WITH_THE_UNIT = (ReturnState.NOT_STARTED, ReturnState.DRAFT, ReturnState.RETURNED)


def own_units(user: User) -> list[int]:
    """The units that the user fills in for, or leads."""
    units = {duty.unit_id for duty in user.held if duty.unit_id}
    return sorted(unit for unit in units if fills(user, unit) or signs(user, unit))


def returns_to_hand_in(user: User, today: date) -> QuerySet[Return] | None:
    """Of the user's own units; what was missing when its quarter was closed is not asked for any more."""
    if not (units := own_units(user)):
        return None
    waiting = Return.objects.filter(unit__in=units, state__in=WITH_THE_UNIT, missing=False)
    return waiting.select_related("unit").order_by("due_on", "pk")


def hand_in_line(sheet: Return, now: datetime) -> Errand:
    back = sheet.state == ReturnState.RETURNED
    return Errand(
        what=f"季度报送：{sheet.of.in_words}{'退回修改' if back else '要报'}",
        where=f"{sheet.unit}，{sheet.due_on:%m月%d日}以前签报",
        light=light_of(sheet, timezone.localdate(now)),
        url=sheet.get_absolute_url(),
        label="去改" if back else "去填",
    )


def light_of(sheet: Return, today: date) -> Light:
    """How long there is; what was sent back was handed in once, and its day does not come again."""
    left = (sheet.due_on - today).days
    if sheet.state == ReturnState.RETURNED:
        return Light("today", "改好再签报")
    if left < 0:
        return Light("late", f"超 {-left} 天")
    return Light("today", "今天到期") if not left else Light("soon", f"剩 {left} 天")


def returns_to_accept(user: User, today: date) -> QuerySet[Return] | None:
    """Handed in to the office of the user's county by units that are not their own."""
    if not writes_list(user):
        return None
    signed = Return.objects.filter(area=county_of(user), state=ReturnState.SUBMITTED)
    waiting = signed.exclude(Q(unit__in=own_units(user)) | Q(signer=user))
    return waiting.select_related("unit").order_by("signed_at", "pk")


def accept_line(sheet: Return, now: datetime) -> Errand:
    return Errand(
        what=f"季度报送：{sheet}等审核",
        where=f"{sheet.signed_name} {timezone.localtime(sheet.signed_at):%m月%d日}签报",
        light=Light("today", "等您审核"),
        url=sheet.get_absolute_url(),
        label="去审核",
    )


def amendments_to_confirm(user: User, today: date) -> QuerySet[Amendment] | None:
    """What units say was wrong in a locked return, for the office of their county."""
    if not writes_list(user):
        return None
    asked = Amendment.objects.filter(row__sheet__area=county_of(user), confirmed_at=None).exclude(by=user)
    waiting = asked.exclude(row__sheet__unit__in=own_units(user))
    return waiting.select_related("row__sheet__unit").order_by("pk")


def confirm_line(amendment: Amendment, now: datetime) -> Errand:
    sheet = amendment.row.sheet
    return Errand(
        what=f"季度报送：{sheet}提了更正",
        where=amendment.row.label,
        light=Light("today", "等您核对"),
        url=sheet.get_absolute_url(),
        label="去核对",
    )


errand_for_each(returns_to_hand_in, hand_in_line)
errand_for_each(returns_to_accept, accept_line)
errand_for_each(amendments_to_confirm, confirm_line)
