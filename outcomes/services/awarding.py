"""What a period of a scheme comes to, from rows of the portal; checked, put up, paid (domain.md 5.6)."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_DOWN, Decimal
from typing import Any

from django.db import transaction
from django.db.models import Sum

from accounts.models import Unit, User
from casework.figures import Measure, Period
from figures.selectors import Question, ask_as
from figures.selectors.extent import Extent
from outcomes.exceptions import OutcomesDenied, refuse
from outcomes.models import Allocation, AllocationShare, Award, AwardState, Reach, Scheme, SchemeItem, Voucher
from outcomes.models.awards import AWARD_MOVES
from outcomes.models.measures import answers, keeps_outcomes
from outcomes.selectors import countable
from outcomes.services import showing
from pilot.models.group import county_of, decides_list, writes_list
from security import clock

CENT, ONE_DAY = Decimal("0.01"), timedelta(days=1)
NOT_YOURS = "以奖代补由县领导小组办公室测算。"


@dataclass(frozen=True)
class Counted:
    """What one item comes to for a unit."""

    item: SchemeItem
    count: int
    amount: Decimal
    link: str


def count(item: SchemeItem, unit: Unit, period: Period, by: User) -> Counted:
    """The rows that the figure counts, times the rate, up to the cap."""
    figure = countable()[item.figure]
    extent = Extent(area=unit.area_id) if item.reach == Reach.AREA else Extent(unit=unit.pk)
    answers_, _ = ask_as(by, figure.kind, [Question([figure], (period,))], extent)
    answer = answers_[0][0]
    rate = figure.measure is Measure.RATE
    rows = answer.hits if rate else answer.n
    amount = rows * item.rate
    capped = amount if item.cap is None else min(amount, item.cap)
    return Counted(item, rows, capped, answer.url("hit" if rate else "population"))


def left_of(scheme: Scheme) -> Decimal:
    """What of the budget is not given to anybody yet, over all versions of the scheme."""
    same = {"area": scheme.area_id, "year": scheme.year, "name": scheme.name}
    versions = Scheme.objects.filter(**same)
    given = Allocation.objects.filter(award__in=Award.objects.standing().filter(scheme__in=versions))
    return scheme.budget - (given.aggregate(sum=Sum("amount"))["sum"] or Decimal(0))


def scaled_to(left: Decimal, counted: dict[int, Decimal], scheme: Scheme) -> dict[int, Decimal]:
    """The amounts, brought down in proportion where the scheme says so. Raises OutcomesDenied where not."""
    total = sum(counted.values(), Decimal(0))
    if total <= left:
        return counted
    over = f"算下来 {total} 元，预算还剩 {left} 元，超出 {total - left} 元。"
    refuse(scheme.scaled and left > 0, f"{over}方案没有写按比例压减；起草下一版方案，或者换一段时间。")
    return {unit: (one * left / total).quantize(CENT, ROUND_DOWN) for unit, one in counted.items()}


@transaction.atomic
def compute(scheme: Scheme, *, by: User, begins_on: date, ends_on: date) -> Award:
    """Work out a period that is over. Raises OutcomesDenied."""
    refuse(writes_list(by) and scheme.area_id == county_of(by), NOT_YOURS)
    versions = Scheme.objects.filter(area=scheme.area_id, year=scheme.year, name=scheme.name)
    list(versions.select_for_update(of=("self",)).order_by("pk"))
    refuse(not scheme.is_draft, "方案还没有定，定了再测算。")
    newer = versions.filter(version__gt=scheme.version).exclude(adopted_at=None)
    refuse(not newer.exists(), "这一版已经有新的一版，用新的测算。")
    refuse(begins_on <= ends_on, f"止的日期早于起的日期（{begins_on:%Y-%m-%d}），改一个。")
    in_year = begins_on.year == ends_on.year == scheme.year
    refuse(in_year, f"方案是 {scheme.year} 年的，日期要在这一年里。")
    refuse(ends_on < clock.today(), "这段时间还没有过完，过完再测算。")
    twice = Award.objects.standing().filter(
        scheme__in=versions, begins_on__lte=ends_on, ends_on__gte=begins_on
    )
    refuse(not twice.exists(), "这段时间里有的日子已经测算过，同一件事不补两次。")
    return written(scheme, Period(begins_on, ends_on + ONE_DAY), by)


def written(scheme: Scheme, period: Period, by: User) -> Award:
    """The award with its allocations and their lines, as they are counted now."""
    units = {row.unit_id: row.unit for row in scheme.units.select_related("unit")}
    items = list(scheme.items.all())
    lines = {pk: [count(item, unit, period, by) for item in items] for pk, unit in units.items()}
    counted = {pk: sum((one.amount for one in found), Decimal(0)) for pk, found in lines.items()}
    amounts = scaled_to(left_of(scheme), counted, scheme)
    award = Award.objects.create(scheme=scheme, begins_on=period.start, ends_on=period.last_day, made_by=by)
    for pk, unit in units.items():
        said = {"counted": counted[pk], "amount": amounts[pk]}
        allocation = Allocation.objects.create(award=award, unit=unit, **said)
        AllocationShare.objects.bulk_create(
            AllocationShare(allocation=allocation, **vars(one)) for one in lines[pk]
        )
    return award


def why_not(award: Award, name: str, by: User) -> str:
    """Why this user cannot make this step now; "" where they can (LG-04)."""
    source, _, label = AWARD_MOVES[name]
    here = award.scheme.area_id == county_of(by)
    posts = {
        "check": keeps_outcomes(by),
        "finance": answers(by, award.scheme.finance_id),
        "publish": writes_list(by),
        "confirm": decides_list(by),
    }
    whose = {
        "check": "由办公室或者领导小组的另一个人核对。",
        "finance": f"由{award.scheme.finance}核对资金。",
        "publish": "公示由县领导小组办公室来做。",
        "confirm": "由领导小组来定。",
    }
    if not (here and posts[name]):
        return whose[name]
    if award.state != source:
        return f"现在是“{award.get_state_display()}”，不能{label}。刷新这一页看看。"
    if name != "publish" and by.pk == award.made_by_id:
        return f"这是您测算的，要由另一个人来{label}。"
    return (
        "您已经核对过了，资金由另一个人核对。" if name == "finance" and by.pk == award.checked_by_id else ""
    )


@transaction.atomic
def perform(award: Award, name: str, *, by: User) -> Award:
    """Make the step. Raises OutcomesDenied."""
    fresh = locked(award, name, by)
    reason = why_not(fresh, name, by)
    refuse(not reason, reason)
    if name == "confirm":
        showing.hold_shown(fresh)
    by_step: dict[str, dict[str, Any]] = {
        "check": {"checked_by": by},
        "finance": {"financed_by": by},
        "publish": {**showing.span()},
        "confirm": {"confirmed_by": by},
    }
    changes = by_step[name]
    fresh.state = AWARD_MOVES[name][1]
    for field, value in changes.items():
        setattr(fresh, field, value)
    fresh.save(update_fields=["state", *changes])
    return fresh


def locked(award: Award, name: str, by: User) -> Award:
    """The row as it is now, held. Of what somebody may not write the database locks nothing."""
    rows = Award.objects.select_for_update(of=("self",)).select_related("scheme__finance")
    found = rows.filter(pk=award.pk).first()
    if found is None:
        raise OutcomesDenied(why_not(award, name, by) or NOT_YOURS)
    return found


@transaction.atomic
def withdraw(award: Award, *, by: User) -> Award:
    """Take it back before it is confirmed: it is worked out anew, and its money is free again."""
    refuse(writes_list(by) and award.scheme.area_id == county_of(by), NOT_YOURS)
    fresh = locked(award, "publish", by)
    refuse(fresh.state not in (AwardState.CONFIRMED, AwardState.WITHDRAWN), "定了的不能撤回。")
    fresh.state = AwardState.WITHDRAWN
    fresh.save(update_fields=["state"])
    return fresh


@transaction.atomic
def note_voucher(allocation: Allocation, *, by: User, amount: Decimal, on: date, document: str) -> Voucher:
    """A payment that was made elsewhere. Raises OutcomesDenied where it is more than is left."""
    refuse(writes_list(by), "凭证由县领导小组办公室来记。")
    fresh = Allocation.objects.select_for_update(of=("self",)).select_related("award").get(pk=allocation.pk)
    refuse(fresh.award.state == AwardState.CONFIRMED, "还没有定下来，不能记兑付。")
    refuse(not fresh.struck, "这一条已经取消，不补。")
    refuse(on <= clock.today(), "支付日期还没到，检查一下。")
    paid = fresh.vouchers.aggregate(sum=Sum("amount"))["sum"] or Decimal(0)
    refuse(amount <= fresh.amount - paid, f"还能记 {fresh.amount - paid} 元，填的是 {amount} 元。")
    voucher = Voucher(allocation=fresh, by=by, amount=amount, on=on, document=document)
    voucher.validate_constraints()
    voucher.save()
    return voucher
