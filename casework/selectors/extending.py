"""Who has asked for more time, as far as it is this user's to answer."""

from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from accounts.models import OVERSEERS, PETITION, PETITION_OVERSEERS, Duty, User
from areas.models import inside
from casework.errands import Errand, errand_for_each
from casework.lights import light
from casework.models import Extension, SpecialDay
from casework.rules import rules

NONE = Q(pk__in=[])


def may_answer(user: User) -> bool:
    """Has the user a duty that any rule names for it? Without one there is nothing to ask the database."""
    asked = [rule.extension for rule in rules().values() if rule.extension]
    return any(
        duty.role in extension.approvers and (not extension.by_head or (duty.leads and not duty.area_id))
        for extension in asked
        for duty in user.held
    )


def to_answer(user: User) -> QuerySet[Extension]:
    """Requests that the user may grant or refuse, as `services.extensions.may_decide` has it, of limits that
    still run.
    """
    mine = NONE
    for rule in rules().values():
        for duty in user.held if rule.extension else ():
            if rule.extension and duty.role in rule.extension.approvers:
                mine |= Q(deadline__limit=rule.key) & granted_by(duty, by_head=rule.extension.by_head)
    runs = Q(matter__closed_at=None, deadline__met_at=None, deadline__dropped_at=None)
    return Extension.objects.visible_to(user).waiting().filter(mine, runs).exclude(asked_by=user.pk)


def granted_by(duty: Duty, *, by_head: bool) -> Q:
    """Of which matters somebody with this duty may grant it: those of the unit, and of the area overseen."""
    in_unit = Q(matter__unit=duty.unit_id) if not duty.area_id else NONE
    if by_head:
        return in_unit if duty.leads else NONE
    around, petition = inside([duty.area_code], "matter__area"), Q(matter__kind=PETITION)
    of_all_else = around & ~petition if duty.role in OVERSEERS else NONE
    return in_unit | of_all_else | (around & petition if duty.role in PETITION_OVERSEERS else NONE)


def rows(user: User, today: date) -> QuerySet[Extension] | None:
    """The same on the to-do list, the limit that ends first above."""
    if not may_answer(user):
        return None
    return to_answer(user).select_related("deadline", "matter__area").order_by("deadline__due_at", "pk")


def line(asked: Extension, now: datetime) -> Errand:
    calendar, zone = SpecialDay.shown_calendar(), timezone.get_default_timezone()
    return Errand(
        what=f"答复延期申请：{asked.matter}",
        where=f"{asked.matter.area.name} · {asked}",
        light=light(asked.deadline.due_at, now, calendar, zone),
        url=reverse("casework:decide_extension", args=[asked.pk]),
        label="答复",
    )


errand_for_each(rows, line)
