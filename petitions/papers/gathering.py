"""From a petition's rows to what its papers are about. No name of a petitioner is read here."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from accounts.models import Duty, Role, Unit, User
from casework.clocks import Limit, TimeUnit
from casework.models import Matter
from casework.models.calendar import full_calendar
from papers.document.fields import said_day
from petitions.dictionaries import PATH_NAMES, PaperKind, Sending, Stage
from petitions.limits import HANDLE, OBJECTION, ORG_NOTIFY, RECHECK_APPLY, REPLY, REVIEW_APPLY
from petitions.papers.sheets import PETITIONER, Subject
from petitions.services.opining import remedy_of
from security import clock

SENDERS = (Role.XF_OFFICE, Role.XF_JOINT)
APPLIES = {Stage.HANDLING: REVIEW_APPLY, Stage.REVIEW: RECHECK_APPLY}
FINAL = "本意见是终结意见，没有再上一级的申请。"


def subjects(matter: Matter) -> list[Subject]:
    """All that can be written of a petition now, signed or not, in the order of its way."""
    known: tuple[Callable[[Matter], Iterator[Subject]], ...] = (
        refusals,
        sendings,
        acceptances,
        hearings,
        extensions,
        opinions,
        urgings,
    )
    return [subject for of in known for subject in of(matter)]


def common(matter: Matter) -> dict[str, str]:
    own = matter.own
    return {
        "编号": matter.number,
        "收到日期": said_day(own.received_on),
        "渠道": own.get_channel_display(),
    }


def about(kind: str, row: Any, organ: Unit | None, to: str, values: dict[str, str], **more: Any) -> Subject:
    pk = row.pk if row is not None else None
    return Subject(kind, pk, organ.pk if organ else None, str(organ or "（承办单位）"), to, values, **more)


def office_of(user: User) -> Unit | None:
    """The unit for which somebody sends petitions on and supervises them."""
    duties = Duty.objects.filter(user=user, role__in=SENDERS, unit__isnull=False)
    duty = duties.select_related("unit").order_by("pk").first()
    return duty.unit if duty else None


def deadline(matter: Matter, *keys: str) -> Any:
    """The last limit of one of these kinds."""
    found = [one for one in matter.deadlines.all() if one.limit in keys]
    return found[-1] if found else None


def last_day(matter: Matter, key: str) -> str:
    found = deadline(matter, key)
    return said_day(found.legal_on) if found else ""


def refusals(matter: Matter) -> Iterator[Subject]:
    """Ground, reason, where to go (XF-40); one that was turned down is no paper."""
    for row in matter.refusals.all():
        if row.agreed is not False:
            values = common(matter) | {
                "依据": row.get_ground_display(),
                "理由": row.reason,
                "该找哪里": row.elsewhere,
            }
            lacks = "" if row.agreed else "另一个人还没有审核同意。"
            organ = row.unit or office_of(row.by)
            by_head = row.unit_id is not None
            yield about(PaperKind.REFUSAL, row, organ, PETITIONER, values, lacks=lacks, by_head=by_head)


def sendings(matter: Matter) -> Iterator[Subject]:
    """To whom it was sent: to report back, or not (XF-30, XF-31); until when they may object (XF-34)."""
    for row in matter.routings.all():
        own = matter.own
        values = common(matter) | {"请求": own.request, "事实": own.facts}
        outside = not row.unit_id
        values |= {
            "告知期满": "收到之日起15日" if outside else last_day(matter, ORG_NOTIFY),
            "异议期满": "收到之日起5个工作日" if outside else last_day(matter, OBJECTION),
        }
        kind = PaperKind.FORWARD
        if row.sending == Sending.ASSIGN:
            kind, values["报告期限"] = PaperKind.ASSIGN, said_day(row.report_by)
        yield about(kind, row, office_of(row.by), str(row.unit or row.outside), values)


def acceptances(matter: Matter) -> Iterator[Subject]:
    """Which way it goes, from which day, to which day (XF-33, XF-53); a draft while the organ thinks."""
    accepted = [one for one in matter.events.all() if one.move == "accept"]
    if not accepted and matter.status != "routed":
        return
    own, running = matter.own, deadline(matter, HANDLE, REPLY)
    organ = own.organ or matter.unit
    values = common(matter) | {
        "受理日期": said_day(timezone.localdate(own.accepted_at)) if own.accepted_at else "",
        "承办单位": str(organ or ""),
        "途径": PATH_NAMES.get(own.path) or own.get_category_display(),
        "办理期限": f"{running.amount}{running.unit}" if running else "",
        "期满日期": said_day(running.legal_on) if running else "",
    }
    row = accepted[-1] if accepted else None
    lacks = "" if row else "还没有受理。先“受理”。"
    yield about(PaperKind.ACCEPTANCE, row, organ, PETITIONER, values, lacks=lacks)


def hearings(matter: Matter) -> Iterator[Subject]:
    """When and where; of that of a recheck the time does not count (XF-56)."""
    for row in matter.hearing_plans.all():
        if row.called_off:
            continue
        counts = row.stage != Stage.RECHECK
        values = common(matter) | {
            "哪一级": row.get_stage_display(),
            "听证日期": said_day(row.on) + (f" {row.begins:%H:%M}" if row.begins else ""),
            "听证地点": row.place,
            "听证时间": "听证的时间计入办理期限。" if counts else "听证所需时间不计算在复核期限内。",
        }
        organ = matter.own.organ if row.stage == Stage.HANDLING else matter.unit
        yield about(PaperKind.HEARING, row, organ, PETITIONER, values)


def extensions(matter: Matter) -> Iterator[Subject]:
    """Why, how much longer, granted by whom (XF-52): in time, or there is no notice to be signed."""
    for row in matter.extensions.all():
        limit = row.deadline
        if limit.limit != HANDLE or row.granted is False:
            continue
        decided = timezone.localdate(row.decided_at) if row.decided_at else None
        accepted = matter.own.accepted_at
        values = common(matter) | {
            "受理日期": said_day(timezone.localdate(accepted)) if accepted else "",
            "延期理由": row.reason,
            "批准日期": said_day(decided),
            "延长多久": f"{row.amount}{limit.unit}",
            "延长到": said_day(longer(limit, 0 if row.told_on else row.amount)),
        }
        lacks = "" if row.granted else "单位负责人还没有批准。"
        if row.granted and not row.told_on and clock.today() > nominal(limit):
            lacks = f"过了 {nominal(limit):%Y-%m-%d}（第 {limit.amount} 日）没有告知，这次延期不算。"
        organ = matter.own.organ or matter.unit
        yield about(PaperKind.EXTENSION, row, organ, PETITIONER, values, lacks=lacks, by_head=True)


def nominal(limit: Any) -> date:
    """Its last day as it was counted, holidays or not: the day by which an extension is told (XF-52)."""
    if limit.unit != TimeUnit.DAYS:
        return limit.legal_on
    return timezone.localdate(limit.started_at) + timedelta(days=limit.amount)


def longer(limit: Any, more: int) -> date:
    """The last day of this limit with so many more."""
    whole = Limit(limit.limit, limit.amount + limit.extended + more, limit.basis, TimeUnit(limit.unit))
    return whole.due(limit.started_at, full_calendar(), timezone.get_default_timezone()).legal_on


def opinions(matter: Matter) -> Iterator[Subject]:
    """Request, facts and reasons, opinion, legal basis (XF-50), the remedy, its last day (XF-54, 55)."""
    for row in matter.opinions.all():
        row.matter = matter
        values = common(matter) | {
            "请求": row.request,
            "事实和理由": row.findings,
            "结论": row.get_result_display(),
            "意见": with_task(row),
            "法律依据": row.legal_basis,
            "救济途径": row.remedy or remedy_of(row),
            "最后一天": last_day_to_apply(matter, row),
        }
        if row.verdict:
            values["对原意见"] = row.get_verdict_display()
        lacks = "" if row.issued_on else "负责人还没有批准。"
        yield about(row.stage, row, row.unit, PETITIONER, values, lacks=lacks, by_head=True)


def with_task(row: Any) -> str:
    """What it says, and what is done of it by when (XF-51)."""
    task = f"\n落实：{row.task}，{said_day(row.task_due_on)}以前。" if row.task else ""
    return f"{row.opinion}{task}"


def last_day_to_apply(matter: Matter, row: Any) -> str:
    """Counted from delivery; before that, what it would be if it were delivered today."""
    key = APPLIES.get(row.stage)
    if key is None:
        return FINAL
    where = str(row.unit.parent or "上一级机关、单位")
    given = [one for one in matter.deliveries.all() if one.opinion_id == row.pk]
    start = given[0].delivered_on if given else clock.today()
    limit = matter.own.limit(key)
    due = limit.due(clock.day_begins(start), full_calendar(), timezone.get_default_timezone())
    what = "复查" if key == REVIEW_APPLY else "复核"
    until = f"{said_day(due.legal_on)}以前向{where}申请{what}"
    return f"{said_day(start)}收到的，{until}；晚收到的，从收到那天起另算。"


def urgings(matter: Matter) -> Iterator[Subject]:
    """What is recommended to the unit, why, and until when it answers (XF-62, XF-63)."""
    for row in matter.recommendations.all():
        values = {
            "编号": matter.number,
            "督办情形": row.get_ground_display(),
            "哪种建议": row.get_kind_display(),
            "建议内容": row.words,
            "反馈期限": said_day(row.due_on),
        }
        yield about(PaperKind.URGING, row, office_of(row.by), str(row.unit), values)
