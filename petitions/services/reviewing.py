"""A document reaches the petitioner, with proof; they go on, or do not; it ends (XF-54 to 58)."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from accounts.models import Duty, Role, Unit, User
from casework.exceptions import IllegalMove, MoveDenied
from casework.models import Matter
from casework.models.records import RUNNING
from casework.services.moves import MOMENT
from casework.workflow import ITSELF
from petitions.dictionaries import Document, Stage
from petitions.guards import citizens_days_are_over, nothing_is_left_to_do, somebody_is_above
from petitions.limits import HANDLERS, RECHECK_APPLY, RECHECK_DECIDE, REVIEW_APPLY, REVIEW_DECIDE
from petitions.models import Delivery, Execution, FollowUp, Opinion, Petition
from petitions.services.accusing import units_accused
from petitions.services.steps import refuse_names, step
from petitions.services.telling import officials, tell_unit
from security import clock
from security.clock import day_begins
from security.context import everything

APPLYING = (REVIEW_APPLY, RECHECK_APPLY)


def deliver(petition: Matter, **given: Any) -> Matter:
    """The opinion reached them: from the day after, their thirty days to ask for a review run."""
    return delivered(petition, "deliver", Stage.HANDLING, since=REVIEW_APPLY, **given)


def review_deliver(petition: Matter, **given: Any) -> Matter:
    """The review's opinion reached them; it goes back to the organ that handled it."""
    back = petition.own.organ
    return delivered(
        petition, "review_deliver", Stage.REVIEW, since=RECHECK_APPLY, unit=back, holder=None, **given
    )


def recheck_deliver(petition: Matter, **given: Any) -> Matter:
    """The last opinion reached them."""
    back = petition.own.organ
    return delivered(petition, "recheck_deliver", Stage.RECHECK, since="", unit=back, holder=None, **given)


@transaction.atomic
def delivered(
    petition: Matter,
    move: str,
    stage: str,
    *,
    by: User,
    way: str,
    delivered_on: date,
    proof: str,
    since: str,
    note: str = "",
    seen: int | None = None,
    itself: bool = False,
    **changes: Any,
) -> Matter:
    """With proof, or it was not delivered (XF-55); never before it was written, never on a day to come.

    It comes by `itself` where the petitioner took it by their code.
    """
    petition.flow.check(move, petition, by=ITSELF if itself else by)
    opinion = Opinion.objects.filter(matter=petition, stage=stage).first()
    if opinion is None or opinion.issued_on is None:
        raise IllegalMove("意见还没有批准，不能送达。刷新页面看看最新进展。")
    refuse_day(delivered_on, opinion.issued_on)
    refuse_names(petition, by, proof)
    counts = {since: day_begins(delivered_on)} if since else {}
    said = {"way": way, "delivered_on": delivered_on, "proof": proof}
    Delivery.objects.create(
        matter=petition, document=stage, opinion=opinion, document_on=opinion.issued_on, by=by, **said
    )
    return step(petition, move, by=by, note=note, seen=seen, itself=itself, since=counts, **changes)


def refuse_day(delivered_on: date, written_on: date) -> None:
    if delivered_on < written_on:
        raise MoveDenied(f"文书 {written_on:%Y-%m-%d} 才出具，送达日期不能比它早。")
    if delivered_on > clock.today():
        raise MoveDenied("送达日期还没到，送到了再记。")


@transaction.atomic
def hand_over(
    petition: Matter,
    *,
    by: User,
    document: str,
    document_on: date,
    way: str,
    delivered_on: date,
    proof: str,
    note: str = "",
    seen: int | None = None,
) -> Matter:
    """A notice reached them: accepted, refused, where to go, how much longer."""
    if document in {Document.HANDLING, Document.REVIEW, Document.RECHECK}:
        raise MoveDenied("意见书用“送达意见书”来记。")
    if not petition.own.told:
        raise MoveDenied("姓名或地址不清的，不用告知（信访工作条例 23）。")
    refuse_day(delivered_on, document_on)
    refuse_names(petition, by, proof)
    fresh = step(petition, "hand_over", by=by, note=note or Document(document).label, seen=seen)
    said = {"way": way, "delivered_on": delivered_on, "proof": proof}
    Delivery.objects.create(matter=fresh, document=document, document_on=document_on, by=by, **said)
    return fresh


def apply_review(petition: Matter, **given: Any) -> Matter:
    """They asked the next higher organ for a review."""
    return applied(petition, "apply_review", REVIEW_APPLY, REVIEW_DECIDE, **given)


def apply_recheck(petition: Matter, **given: Any) -> Matter:
    """They asked the organ above that for a recheck."""
    return applied(petition, "apply_recheck", RECHECK_APPLY, RECHECK_DECIDE, **given)


@transaction.atomic
def applied(
    petition: Matter,
    move: str,
    asking: str,
    deciding: str,
    *,
    to: Unit,
    applied_on: date,
    received_on: date,
    by: User,
    note: str = "",
    seen: int | None = None,
    itself: bool = False,
) -> Matter:
    """In time, and to the right organ: the one above whoever gave the opinion (XF-54).

    It comes by `itself` where the petitioner asked by their code: then nobody else asks the guards.
    """
    if itself and (reason := somebody_is_above(petition, by)):
        raise MoveDenied(reason)
    refuse_wrong_organ(petition, to)
    limit = petition.deadlines.filter(RUNNING, limit=asking).first()
    if limit and applied_on > limit.legal_on:
        raise MoveDenied(f"到 {limit.legal_on:%Y-%m-%d} 满期，{applied_on:%Y-%m-%d} 提出的过了期限。")
    if limit and applied_on < localdate(limit.started_at):
        raise MoveDenied("申请的日期早于送达，检查一下。")
    if not applied_on <= received_on <= clock.today():
        raise MoveDenied("收到的日期要在申请以后、今天以前，检查一下。")
    since = {deciding: day_begins(received_on)}
    given: dict[str, Any] = {"note": note, "seen": seen, "itself": itself}
    fresh = step(petition, move, by=by, unit=to, holder=None, since=since, **given)
    tell_unit(fresh, by=by, text=f"收到{'复查' if move == 'apply_review' else '复核'}申请：{fresh.number}")
    return fresh


def refuse_wrong_organ(petition: Matter, to: Unit) -> None:
    last = petition.opinions.filter(issued_on__isnull=False).select_related("unit__parent").last()
    if last and last.unit.parent and to.pk != last.unit.parent_id:
        raise MoveDenied(f"{to}不是{last.unit}的上一级，要向{last.unit.parent}申请（信访工作条例 35、36）。")
    if to.pk in units_accused(petition):
        raise MoveDenied("反映的就是这个单位或它的上级，请联席会议确定由谁复查。")
    if not Duty.objects.current().filter(unit=to, role__in=HANDLERS, area=None).exists():
        raise MoveDenied(f"{to}在平台上还没有承办的人。请安全管理员先给岗位。")


@transaction.atomic
def lapse(
    petition: Matter, *, by: User, itself: bool = False, note: str = "", seen: int | None = None
) -> Matter:
    """Their thirty days went by, and nothing is left to do: it ends. New facts begin a new one (36).

    Where it comes by itself nobody else asks the guards.
    """
    reason = citizens_days_are_over(petition, by) or nothing_is_left_to_do(petition, by)
    if itself and reason:
        raise MoveDenied(reason)
    return step(petition, "lapse", by=by, itself=itself, note=note, seen=seen, ended_at=MOMENT)


def lapse_all() -> int:
    """End those whose petitioner's days are over; how many. Safe to run twice, late, or beside itself."""
    flow, over = Petition.workflow, {"deadlines__limit__in": APPLYING, "deadlines__due_at__lte": clock.now()}  # type: ignore[attr-defined]
    ended = 0
    with everything("lapsed petitions"):
        waiting = Matter.objects.filter(kind="petition", status__in=flow.moves["lapse"].sources, **over)
        for petition in waiting.filter(deadlines__met_at=None, deadlines__dropped_at=None).distinct():
            try:
                office = officials(petition, {Role.XF_OFFICE})
                lapse(petition, by=office[0] if office else petition.created_by, itself=True)
                ended += 1
            except (IllegalMove, MoveDenied):  # something is left to do, or somebody was faster
                continue
    return ended


def conclude(petition: Matter, *, by: User, note: str = "", seen: int | None = None) -> Matter:
    """Three organs have spoken: it is over (36)."""
    return step(petition, "conclude", by=by, note=note, seen=seen, ended_at=MOMENT)


@transaction.atomic
def executed(petition: Matter, *, done_on: date, note: str, by: User, seen: int | None = None) -> Matter:
    """What was supported is done, and this shows it (XF-51)."""
    task = petition.own.task
    if task and not task.began_on <= done_on <= clock.today():
        raise MoveDenied(f"落实的日期要在 {task.began_on:%Y-%m-%d}（出具意见）到今天之间。")
    fresh = step(petition, "executed", by=by, note=note, seen=seen)
    Execution.objects.filter(pk=task.pk).update(done_on=done_on, evidence=note)
    return fresh


@transaction.atomic
def follow_up(
    petition: Matter, *, label: str, done_on: date, note: str, by: User, seen: int | None = None
) -> Matter:
    """What was done for them after the end (XF-57, XF-58)."""
    if done_on > clock.today():
        raise MoveDenied("这个日期还没到，做了再记。")
    fresh = step(petition, "follow_up", by=by, note=note, seen=seen, reason=label)
    FollowUp.objects.create(matter=fresh, label=label, note=note, done_on=done_on, by=by)
    return fresh
