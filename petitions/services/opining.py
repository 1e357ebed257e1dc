"""The three opinions: drafted by one hand, approved by a head's, the remedy filled in (XF-50, 54, 55)."""

from datetime import date
from typing import Any

from django.db import transaction

from accounts.models import User
from casework.exceptions import MoveDenied
from casework.models import Matter
from casework.services.moves import MOMENT
from petitions.dictionaries import Result, Stage
from petitions.limits import EXECUTE, RECHECK_APPLY, REVIEW_APPLY
from petitions.models import Execution, Opinion
from petitions.services.steps import refuse_names, step
from petitions.services.telling import tell_unit
from security import clock
from security.clock import day_begins

WRITTEN = ("request", "findings", "opinion", "legal_basis", "task")


def draft(petition: Matter, **given: Any) -> Matter:
    """The opinion of the organ that handled it."""
    return written(petition, "draft", Stage.HANDLING, **given)


def review_draft(petition: Matter, **given: Any) -> Matter:
    """The opinion of the next higher organ."""
    return written(petition, "review_draft", Stage.REVIEW, **given)


def recheck_draft(petition: Matter, **given: Any) -> Matter:
    """The opinion of the organ above that."""
    return written(petition, "recheck_draft", Stage.RECHECK, **given)


@transaction.atomic
def written(
    petition: Matter,
    move: str,
    stage: str,
    *,
    by: User,
    result: str,
    request: str,
    findings: str,
    opinion: str,
    legal_basis: str,
    verdict: str = "",
    task: str = "",
    task_due_on: date | None = None,
    note: str = "",
    seen: int | None = None,
) -> Matter:
    """What was asked, what is so, what follows, by which norm (XF-50). The next draft is written over it."""
    refuse_incomplete(legal_basis, result, task, task_due_on)
    said = {
        "result": result,
        "verdict": verdict,
        "request": request,
        "findings": findings,
        "opinion": opinion,
        "legal_basis": legal_basis,
        "task": task,
        "task_due_on": task_due_on,
    }
    refuse_names(petition, by, *(str(said[name]) for name in WRITTEN))
    fresh = step(petition, move, by=by, note=note, seen=seen)
    hand = {"drafted_by": by, "drafted_at": clock.now()}
    Opinion.objects.update_or_create(
        matter=fresh, stage=stage, defaults=said | hand, create_defaults=said | hand | {"unit": fresh.unit}
    )
    tell_unit(fresh, by=by, text=f"意见拟好了，等负责人批：{fresh.number}")
    return fresh


def refuse_incomplete(legal_basis: str, result: str, task: str, task_due_on: date | None) -> None:
    """Raise MoveDenied where what the law wants of an opinion is not there."""
    if not legal_basis.strip():
        raise MoveDenied("意见书要写依据哪部法律法规、政策的第几条（信访工作条例 32）。")
    supported = result == Result.SUPPORT
    if supported != bool(task and task_due_on):
        raise MoveDenied("支持请求的，写明要落实什么、哪天以前；别的不写。")
    if task_due_on and task_due_on <= clock.today():
        raise MoveDenied("落实的日期要在今天以后。")


def issue(petition: Matter, **given: Any) -> Matter:
    """The head of the organ approves it."""
    return issued(petition, "issue", Stage.HANDLING, **given)


def review_issue(petition: Matter, **given: Any) -> Matter:
    """The head of the reviewing organ approves it."""
    return issued(petition, "review_issue", Stage.REVIEW, **given)


def recheck_issue(petition: Matter, **given: Any) -> Matter:
    """The head of the rechecking organ approves it: the last word."""
    return issued(petition, "recheck_issue", Stage.RECHECK, **given)


@transaction.atomic
def issued(
    petition: Matter,
    move: str,
    stage: str,
    *,
    by: User,
    note: str = "",
    told: str = "",
    seen: int | None = None,
) -> Matter:
    """It stands from today, with the remedy in it; what it supports has to be done (XF-51, XF-55)."""
    petition.flow.check(move, petition, by=by)
    written = Opinion.objects.filter(matter=petition, stage=stage).select_related("unit__parent").first()
    if written is None or written.issued_on:
        raise MoveDenied("没有等批准的意见。刷新页面看看。")
    if written.task_due_on and written.task_due_on <= clock.today():
        raise MoveDenied("落实的日期已经过了。退回重拟，改一个以后的日子。")
    renew_task(petition, written)
    task = petition.own.task
    since = {EXECUTE: day_begins(task.began_on)} if task else {}
    moments = {"answered_at": MOMENT} if stage == Stage.HANDLING else {}
    written.remedy, written.issued_by, written.issued_on = remedy_of(written), by, clock.today()
    written.save(update_fields=["remedy", "issued_by", "issued_on"])
    return step(petition, move, by=by, note=note, told=told, seen=seen, since=since, **moments)


def renew_task(petition: Matter, written: Opinion) -> None:
    """What was to be done before is void where the opinion above says otherwise."""
    if written.verdict == "changed":
        Execution.objects.filter(matter=petition, done_on=None).update(void=True)
    if written.task_due_on and written.verdict != "upheld":
        Execution.objects.create(
            matter=petition,
            opinion=written,
            what=written.task,
            began_on=clock.today(),
            due_on=written.task_due_on,
        )


def remedy_of(written: Opinion) -> str:
    """The next remedy and its limit, in words (XF-55); the day itself is known once it was delivered."""
    if written.stage == Stage.RECHECK:
        return "本意见是终结意见。以同样的事实和理由再提出的，不再受理；有新的事实和理由，可以重新提出。"
    key, what = (REVIEW_APPLY, "复查") if written.stage == Stage.HANDLING else (RECHECK_APPLY, "复核")
    above = written.unit.parent
    limit = written.matter.own.limit(key)
    where = f"向{above}" if above else "向上一级机关、单位"
    return f"不服本意见的，可以自收到之日起 {limit}内{where}申请{what}。"


def rework(petition: Matter, *, note: str, by: User, seen: int | None = None) -> Matter:
    """Not like this: to be written anew."""
    return step(petition, "rework", by=by, note=note, seen=seen)


def review_rework(petition: Matter, *, note: str, by: User, seen: int | None = None) -> Matter:
    return step(petition, "review_rework", by=by, note=note, seen=seen)


def recheck_rework(petition: Matter, *, note: str, by: User, seen: int | None = None) -> Matter:
    return step(petition, "recheck_rework", by=by, note=note, seen=seen)
