"""评先评优: nominated with reasons, checked for vetoes, put up, decided by others (LG-04)."""

from typing import Any

from django.db import transaction

from accounts.models import Unit, User
from areas.models import Area
from outcomes.exceptions import refuse
from outcomes.models import HonourSort, Nomination, PaperSort, Roll, RollState
from outcomes.models.measures import answers
from outcomes.services import showing
from outcomes.services.bars import bars_on
from outcomes.services.signing import county_office, sign
from outcomes.sheets.honours import decision_form
from pilot.models.group import county_of, decides_list, writes_list
from security import clock

NOT_YOURS = "评选由县领导小组办公室发起。"


@transaction.atomic
def open_roll(*, by: User, **said: Any) -> Roll:
    """Begin a round of honours. Raises OutcomesDenied, or ValidationError in words."""
    refuse(writes_list(by), NOT_YOURS)
    area = Area.objects.get(pk=county_of(by))
    roll = Roll(area=area, office=county_office(by), made_by=by, **said)
    roll.validate_constraints()
    roll.save()
    return roll


def barred(unit: Unit, sort: str, responsible: bool) -> str:
    """Why the unit, or who answers for it, cannot be named today, and until when; "" where it can."""
    if sort == HonourSort.PERSON and not responsible:
        return ""
    bars = bars_on(unit, clock.today())
    return f"{unit}：{bars[0]}。" if bars else ""


def may_nominate(user: User, roll: Roll, unit: int | None = None) -> bool:
    """The office for any unit, a unit for itself."""
    if writes_list(user) and roll.area_id == county_of(user):
        return True
    return answers(user, unit) if unit else bool(user.units)


@transaction.atomic
def nominate(roll: Roll, *, by: User, unit: Unit, sort: str, responsible: bool, **said: Any) -> Nomination:
    """Name a unit or a person of it, with the reasons. Raises OutcomesDenied."""
    refuse(may_nominate(by, roll, unit.pk), "办公室可以推荐各单位，单位只推荐自己的。")
    fresh = Roll.objects.get(pk=roll.pk)  # a unit may not hold the row; the trigger looks at it again
    refuse(fresh.state == RollState.OPEN, "推荐已经结束了。")
    reason = barred(unit, sort, responsible)
    refuse(not reason, reason)
    row = Nomination(roll=fresh, by=by, unit=unit, sort=sort, responsible=responsible, **said)
    row.validate_constraints()
    row.save()
    return row


def locked(roll: Roll) -> Roll:
    return Roll.objects.select_for_update(of=("self",)).select_related("office").get(pk=roll.pk)


@transaction.atomic
def strike(nomination: Nomination, *, by: User, why: str) -> Nomination:
    """Take a name off the list, and say why."""
    roll = locked(nomination.roll)
    refuse(writes_list(by) and roll.area_id == county_of(by), "由县领导小组办公室取消。")
    refuse(roll.state in (RollState.OPEN, RollState.PUBLIC), "已经定了，不能再改。")
    fresh = Nomination.objects.select_for_update(of=("self",)).get(pk=nomination.pk)
    refuse(not fresh.struck, "这一条已经取消了。")
    fresh.struck, fresh.why_struck = True, why
    fresh.save(update_fields=["struck", "why_struck"])
    return fresh


def hold_free(roll: Roll) -> list[Nomination]:
    """Those who stand, none of whom is barred today. Raises OutcomesDenied that names who is, until when."""
    rows = list(roll.nominations.filter(struck=False).select_related("unit"))
    refuse(bool(rows), "还没有推荐，先推荐。")
    told = [f"{row}（{reason}）" for row in rows if (reason := barred(row.unit, row.sort, row.responsible))]
    refuse(not told, f"先取消不能评的：{'；'.join(told)}")
    return rows


@transaction.atomic
def publish(roll: Roll, *, by: User) -> Roll:
    """Put the list up, after the vetoes were looked at again."""
    refuse(writes_list(by) and roll.area_id == county_of(by), "公示由县领导小组办公室来做。")
    fresh = locked(roll)
    refuse(fresh.state == RollState.OPEN, f"现在是“{fresh.get_state_display()}”，不能公示。")
    hold_free(fresh)
    days = showing.span()
    fresh.state, fresh.shown_by = RollState.PUBLIC, by
    fresh.shown_from, fresh.shown_until = days["shown_from"], days["shown_until"]
    fresh.save(update_fields=["state", "shown_by", "shown_from", "shown_until"])
    return fresh


@transaction.atomic
def decide(roll: Roll, *, by: User) -> Roll:
    """The group decides when the days are over, objections answered and vetoes looked at once more."""
    refuse(decides_list(by) and roll.area_id == county_of(by), "表彰由领导小组来定。")
    fresh = locked(roll)
    refuse(by.pk not in (fresh.made_by_id, fresh.shown_by_id), "这是您发起或者公示的，要由另一个人来定。")
    showing.hold_shown(fresh)
    rows = hold_free(fresh)
    fresh.state, fresh.decided_by, fresh.decided_on = RollState.DECIDED, by, clock.today()
    fresh.save(update_fields=["state", "decided_by", "decided_on"])
    sign(PaperSort.HONOURS, by=by, office=fresh.office, compose=decision_form(fresh, rows), roll=fresh)
    return fresh


@transaction.atomic
def withdraw(roll: Roll, *, by: User) -> Roll:
    refuse(writes_list(by) and roll.area_id == county_of(by), NOT_YOURS)
    fresh = locked(roll)
    refuse(fresh.state in (RollState.OPEN, RollState.PUBLIC), "已经定了，不能撤回。")
    fresh.state = RollState.WITHDRAWN
    fresh.save(update_fields=["state"])
    return fresh
