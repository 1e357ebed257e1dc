"""An agreement goes to court: to be confirmed, or for an order to pay (MD-30 to MD-37)."""

from datetime import date
from typing import Any

from django.db import transaction

from accounts.models import User
from casework.exceptions import MoveDenied
from casework.models import Matter
from casework.services import perform
from disputes.court import NEEDED, CourtWay, Ruling, misplaced
from disputes.dictionaries import DisputeSource
from disputes.limits import CONFIRM
from disputes.models import Agreement, Confirmation
from disputes.services.appraising import stand_still
from security import clock


@transaction.atomic
def confirm(dispute: Matter, *, by: User, applied_on: date, note: str = "", **given: Any) -> Matter:
    """Both asked a court together to confirm the agreement, within thirty days of its effect (MD-30): the
    one that invited the mediation, else one of the place (MD-31).
    """
    refuse_late(dispute, applied_on)
    if words := misplaced(given["ground"], from_court=dispute.own.source == DisputeSource.COURT):
        raise MoveDenied(words)
    if lacking := NEEDED - set(given["materials"]):
        raise MoveDenied(f"材料还缺 {len(lacking)} 样。带齐了再去申请，缺的法院会退回来。")
    return applied(dispute, "confirm", CourtWay.CONFIRMATION, applied_on, by=by, note=note, **given)


@transaction.atomic
def order(dispute: Matter, *, by: User, applied_on: date, note: str = "", **given: Any) -> Matter:
    """The creditor asked a court for an order to pay what the agreement says (MD-37)."""
    first = Agreement.objects.filter(matter=dispute).first()
    if first and first.effective_on and not first.effective_on <= applied_on <= clock.today():
        raise MoveDenied(f"申请的日期要在 {first.effective_on:%Y-%m-%d}（协议生效）到今天之间。")
    return applied(dispute, "order", CourtWay.ORDER, applied_on, by=by, note=note, **given)


def applied(
    dispute: Matter, move: str, way: str, applied_on: date, *, by: User, note: str, **given: Any
) -> Matter:
    """Make the move, and keep the application."""
    fresh = perform(dispute, move, by=by, note=note, seen=given.pop("seen", None))
    Confirmation.objects.create(matter=fresh, way=way, applied_on=applied_on, by=by, **given)
    return fresh


def refuse_late(dispute: Matter, applied_on: date) -> None:
    """Raise MoveDenied for a day before the agreement's effect, after the thirty days, or to come."""
    agreement = Agreement.objects.filter(matter=dispute).first()
    if agreement is None or agreement.effective_on is None:
        return  # the move itself says so
    last = last_day_to_confirm(dispute)
    if last and applied_on > last:
        raise MoveDenied(
            f"协议 {agreement.effective_on:%Y-%m-%d} 生效，到 {last:%Y-%m-%d} 满 30 日，"
            "过了就不能申请司法确认（人民调解法 33）。对方不履行的，可以起诉；欠钱的，还可以申请支付令。"
        )
    if not agreement.effective_on <= applied_on <= clock.today():
        raise MoveDenied(f"申请的日期要在 {agreement.effective_on:%Y-%m-%d}（协议生效）到今天之间。")


def last_day_to_confirm(dispute: Matter) -> date | None:
    """The last day on which both may ask for confirmation; None before the agreement is in effect."""
    limit = dispute.deadlines.filter(limit=CONFIRM).order_by("-started_at", "-pk").first()
    return limit.legal_on if limit else None


def pending(dispute: Matter) -> Confirmation:
    """The application that is before the court."""
    found: Confirmation = dispute.confirmations.get(refusal="", result="")
    return found


@transaction.atomic
def court_answer(
    dispute: Matter,
    *,
    by: User,
    answered_on: date,
    refusal: str = "",
    note: str = "",
    seen: int | None = None,
) -> Matter:
    """The court took it, or did not, and why (MD-33)."""
    fresh = perform(dispute, "court_answer", by=by, note=note, seen=seen)
    asked = pending(fresh)
    if not asked.applied_on <= answered_on <= clock.today():
        raise MoveDenied(f"答复的日期要在 {asked.applied_on:%Y-%m-%d}（申请）到今天之间。")
    asked.refusal, asked.accepted_on = refusal, None if refusal else answered_on
    asked.save(update_fields=["refusal", "accepted_on"])
    return fresh


@transaction.atomic
def ruling(
    dispute: Matter,
    *,
    by: User,
    result: str,
    ruled_on: date,
    number: str,
    rejection: str = "",
    note: str = "",
    seen: int | None = None,
) -> Matter:
    """The court ruled: the agreement may be enforced, or is to be mediated anew or sued over (MD-32)."""
    fresh = perform(dispute, "ruling", by=by, note=note, seen=seen)
    asked = pending(fresh)
    first = asked.accepted_on or asked.applied_on
    if not first <= ruled_on <= clock.today():
        raise MoveDenied(f"裁定的日期要在 {first:%Y-%m-%d}（受理）到今天之间。")
    if (result == Ruling.REJECTED) != bool(rejection):
        raise MoveDenied("法院没有确认的选原因，确认了的不选。")
    asked.result, asked.ruled_on, asked.number, asked.rejection = result, ruled_on, number, rejection
    asked.save(update_fields=["result", "ruled_on", "number", "rejection"])
    return fresh


@transaction.atomic
def renegotiate(dispute: Matter, *, note: str, by: User, **step: Any) -> Matter:
    """Confirmation was rejected: back to the table, to change the agreement or make a new one (MD-32).

    What was done of the old one stands in the history, for the new items take its place.
    """
    done = [f"{item}：{item.stands}" for item in dispute.items.all() if item.paid or item.done_on]
    said = "\n".join([note, *(["原协议已履行：", *done] if done else [])])
    again: dict[str, Any] = {"agreed_at": None, "performed_at": None, "visited_at": None}
    fresh = perform(dispute, "renegotiate", by=by, note=said, **step, **again)
    Agreement.objects.filter(matter=fresh).update(effective_on=None)
    return stand_still(fresh, by=by)
