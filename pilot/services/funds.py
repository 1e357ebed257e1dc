"""专项资金: money comes in, is planned, is used; each line by a document, none of it more than there is."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import models, transaction
from django.db.models import Sum

from accounts.models import User
from areas.models import Area
from pilot.models import Fund, Plan, Spending
from pilot.models.group import county_of, writes_list
from pilot.services.listing import refuse
from security import clock

NOT_YOURS = "专项资金由县领导小组办公室来记。"


def written(row: Any) -> Any:
    """The row, kept. Raises ValidationError in words where it says too little."""
    row.validate_constraints()
    row.save()
    return row


def allowed(by: User, on: date) -> None:
    refuse(writes_list(by), NOT_YOURS)
    refuse(on <= clock.today(), "日期还没到，检查一下。")


def locked(row: Any) -> Any:
    return type(row)._default_manager.select_for_update(of=("self",)).get(pk=row.pk)


def summed(rows: models.QuerySet[Any]) -> Decimal:
    found: Decimal | None = rows.aggregate(sum=Sum("amount"))["sum"]
    return found or Decimal(0)


@transaction.atomic
def open_fund(*, by: User, on: date, **said: Any) -> Fund:
    """Money was given. Raises PilotDenied, or ValidationError in words."""
    allowed(by, on)
    fund: Fund = written(Fund(area=Area.objects.get(pk=county_of(by)), by=by, on=on, **said))
    return fund


@transaction.atomic
def plan(fund: Fund, *, by: User, on: date, amount: Decimal, **said: Any) -> Plan:
    """So much of it is for that. Raises PilotDenied where no so much is left."""
    allowed(by, on)
    fresh = locked(fund)
    left = fresh.amount - summed(fresh.plans.all())
    refuse(amount <= left, f"这笔资金还能安排 {left} 元，填的是 {amount} 元。")
    found: Plan = written(Plan(fund=fresh, by=by, on=on, amount=amount, **said))
    return found


@transaction.atomic
def replan(planned: Plan, *, amount: Decimal, by: User) -> Plan:
    """Another amount for the same. Raises PilotDenied where it is more than is left, or less than is used."""
    allowed(by, clock.today())
    fund, fresh = locked(planned.fund), locked(planned)
    used = summed(fresh.spendings.all())
    left = fund.amount - summed(fund.plans.exclude(pk=fresh.pk))
    refuse(amount <= left, f"这笔资金最多能给它安排 {left} 元，填的是 {amount} 元。")
    refuse(amount >= used, f"已经用了 {used} 元，安排不能少于它。")
    fresh.amount = amount
    found: Plan = written(fresh)
    return found


@transaction.atomic
def spend(planned: Plan, *, by: User, on: date, amount: Decimal, **said: Any) -> Spending:
    """So much was paid out of it. Raises PilotDenied where no so much is left."""
    allowed(by, on)
    fresh = locked(planned)
    left = fresh.amount - summed(fresh.spendings.all())
    refuse(amount <= left, f"这项安排还剩 {left} 元，填的是 {amount} 元。")
    found: Spending = written(Spending(plan=fresh, by=by, on=on, amount=amount, **said))
    return found


@transaction.atomic
def take_back(spending: Spending, *, by: User, on: date, document: str) -> Spending:
    """It came back, or was written down wrongly: a line of its own. Raises PilotDenied."""
    allowed(by, on)
    locked(spending.plan)
    refuse(spending.undoes_id is None, "这一笔本身就是退回的。")
    refuse(not Spending.objects.filter(undoes=spending).exists(), "这一笔已经退回过了。")
    given = {"plan": spending.plan, "what": spending.what, "amount": -spending.amount, "undoes": spending}
    found: Spending = written(Spending(by=by, on=on, document=document, **given))
    return found
