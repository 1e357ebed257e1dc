"""After the agreement: paid and done, urged, asked after, or gone to court (MD-25, MD-27)."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction

from accounts.models import User
from casework.exceptions import MoveDenied
from casework.models import Attachment, Matter
from casework.services import attach_all
from casework.services import perform as make
from casework.services.moves import MOMENT
from disputes.dictionaries import Performance, Way
from disputes.models import HandOff, Item, Visit
from security import clock
from security.uploads.checking import Checked


@transaction.atomic
def pay(
    dispute: Matter,
    *,
    item: Item,
    on: date,
    by: User,
    amount: Decimal | None = None,
    files: tuple[Checked, ...] = (),
    **step: Any,
) -> Matter:
    """Note that something the agreement asks for was done, or a part of it paid. Raises MoveDenied."""
    if not item.agreement.reached_on <= on <= clock.today():
        raise MoveDenied(f"履行的日期要在 {item.agreement.reached_on:%Y-%m-%d} 到今天之间。")
    fresh = make(dispute, "pay", by=by, **step)
    item = Item.objects.get(pk=item.pk, matter=fresh)  # after the lock: of two payments the second sees both
    refuse_odd(item, amount)
    item.paid += amount or 0
    item.done_on = on if item.amount is None or item.paid == item.amount else None
    item.save(update_fields=["paid", "done_on"])
    attach_all(fresh, files, by=by, stage=Attachment.Stage.AFTER)
    return fresh


def refuse_odd(item: Item, amount: Decimal | None) -> None:
    """Raise MoveDenied for what was done already, for too much, and for money that nobody owes."""
    if item.done_on:
        raise MoveDenied("这一项已经履行完了。换一项。")
    if item.amount is None and amount:
        raise MoveDenied("这一项不是付钱的，金额不用填。")
    if item.amount is not None and not (amount and 0 < amount <= item.owed):
        raise MoveDenied(f"写这次付了多少，最多 {item.owed:,.2f} 元。")


def perform(dispute: Matter, *, by: User, note: str = "", **step: Any) -> Matter:
    """All of it was done."""
    return make(dispute, "perform", by=by, note=note, **step, performed_at=MOMENT)


@transaction.atomic
def default(
    dispute: Matter,
    *,
    note: str,
    by: User,
    item: Item | None = None,
    paid: Decimal | None = None,
    **step: Any,
) -> Matter:
    """Something was not done by its day. What had been written down as done is owed again, less what was
    paid in truth: the agreement is to be performed once more (MD-25, M6).
    """
    if item and paid and not (item.amount is not None and paid < item.amount):
        raise MoveDenied("付清了就不算没有履行。检查一下实际付了多少。")
    fresh = make(dispute, "default", by=by, note=note, **step, performed_at=None)
    if item:
        Item.objects.filter(pk=item.pk, matter=fresh).update(done_on=None, paid=paid or 0)
    return fresh


def urge(dispute: Matter, *, note: str, by: User, **step: Any) -> Matter:
    """The committee sees to it that the agreement is kept (MD-25)."""
    return make(dispute, "urge", by=by, note=note, **step)


@transaction.atomic
def to_court(dispute: Matter, *, note: str, by: User, **step: Any) -> Matter:
    """It is not kept, and the other side goes to court with it."""
    fresh = make(dispute, "to_court", by=by, note=note, **step, way=Way.COURT)
    HandOff.objects.create(matter=fresh, way=Way.COURT, by=by)
    return fresh


@transaction.atomic
def follow_up(dispute: Matter, *, by: User, note: str = "", **record: Any) -> Matter:
    """Ask after an agreement that is still to be kept: within thirty days of its effect (MD-27)."""
    step = {"seen": record.pop("seen", None)}
    return visited(make(dispute, "follow_up", by=by, note=note, **step), by=by, **record)


@transaction.atomic
def visit(dispute: Matter, *, performance: str, by: User, note: str = "", **record: Any) -> Matter:
    """Ask after an agreement that was kept. Where it was not after all, this is no such visit (M6)."""
    if performance != Performance.WHOLE:
        raise MoveDenied("没有全部履行的，点“未按期履行”，写上还差什么。")
    step = {"seen": record.pop("seen", None), "visited_at": MOMENT}
    return visited(make(dispute, "visit", by=by, note=note, **step), by=by, performance=performance, **record)


def visited(dispute: Matter, *, visited_on: date, by: User, **record: Any) -> Matter:
    """Keep the record of the visit."""
    if not dispute.agreement.reached_on <= visited_on <= clock.today():
        raise MoveDenied(f"回访的日期要在 {dispute.agreement.reached_on:%Y-%m-%d} 到今天之间。")
    Visit.objects.create(matter=dispute, visited_on=visited_on, by=by, **record)
    return dispute
