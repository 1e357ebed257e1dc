"""The life of a petition (domain.md 1.7): 登记 → 分类 → 转送 → 受理 → 办理 → 答复 → 复查 → 复核 → 终结.

What is for another procedure is guided there; an accusation is sent on, and no more is seen of it.
"""

from django.db import models

from accounts.models import Role
from casework.guards import not_supervised, put_it_themselves
from casework.workflow import Move, Workflow
from petitions import guards as g
from petitions.limits import (
    ALL,
    COUNTY_ROUTE,
    EXECUTE,
    FEEDBACK,
    HANDLE,
    HANDLERS,
    OBJECTION,
    OFFICE_ROUTE,
    ORG_NOTIFY,
    RECHECK_APPLY,
    RECHECK_DECIDE,
    REPLY,
    REVIEW_APPLY,
    REVIEW_DECIDE,
    limit_after_change,
    limit_of,
    limit_of_execution,
    limit_of_guidance,
    limit_of_handling,
    limit_of_report,
)


class PetitionStatus(models.TextChoices):
    REGISTERED = "registered", "待分类"
    CLASSIFIED = "classified", "待转送"
    REFUSING = "refusing", "不予受理待审核"
    ROUTED = "routed", "待受理"
    OBJECTED = "objected", "有异议"
    DISPUTED = "disputed", "管辖待定"
    DECLINING = "declining", "不予受理待批准"
    ACCEPTED = "accepted", "已受理"
    INVESTIGATING = "investigating", "办理中"
    HEARING = "hearing", "听证中"
    DRAFTED = "drafted", "意见待批准"
    ANSWERED = "answered", "意见待送达"
    DELIVERED = "delivered", "已答复"
    REVIEWING = "reviewing", "复查中"
    REVIEW_DRAFTED = "review_drafted", "复查意见待批准"
    REVIEW_ANSWERED = "review_answered", "复查意见待送达"
    REVIEW_DELIVERED = "review_delivered", "复查已答复"
    RECHECKING = "rechecking", "复核中"
    RECHECK_HEARING = "recheck_hearing", "复核听证中"
    RECHECK_DRAFTED = "recheck_drafted", "复核意见待批准"
    RECHECK_ANSWERED = "recheck_answered", "复核意见待送达"
    RECHECK_DELIVERED = "recheck_delivered", "复核已答复"
    FINAL = "final", "终结"
    LAPSED = "lapsed", "期满未申请复查复核"
    NOT_ACCEPTED = "not_accepted", "不予受理"
    GUIDED = "guided", "已告知其他途径"
    TRANSFERRED = "transferred", "已转"
    REPLIED = "replied", "已回复建议"
    MEDIATED = "mediated", "已和解"
    WITHDRAWN = "withdrawn", "已撤回"
    MERGED = "merged", "已并案"


S = PetitionStatus
OFFICE = frozenset({Role.XF_OFFICE})
JOINT = frozenset({Role.XF_JOINT})
# Whoever stands at a window, and whoever may be written to (首接).
INTAKE = OFFICE | HANDLERS | {Role.WINDOW, Role.CENTER}
SUPERVISORS = OFFICE | JOINT | {Role.LEADING_GROUP, Role.OFFICE}
CONCERNED = INTAKE | SUPERVISORS | {Role.KEEPER}
ENDED = frozenset(
    {
        S.FINAL,
        S.LAPSED,
        S.NOT_ACCEPTED,
        S.GUIDED,
        S.TRANSFERRED,
        S.REPLIED,
        S.MEDIATED,
        S.WITHDRAWN,
        S.MERGED,
    }
)
OPEN = frozenset(S) - ENDED
NEW = frozenset({S.REGISTERED})
DESK = frozenset({S.CLASSIFIED})
AT_UNIT = frozenset({S.ROUTED})
WORKING = frozenset({S.ACCEPTED, S.INVESTIGATING})
UNANSWERED = WORKING | {S.HEARING, S.DRAFTED}
ANSWERED = frozenset(
    {S.ANSWERED, S.DELIVERED, S.REVIEW_ANSWERED, S.REVIEW_DELIVERED, S.RECHECK_ANSWERED, S.RECHECK_DELIVERED}
)
REVIEWED = frozenset(
    {
        S.REVIEWING,
        S.REVIEW_DRAFTED,
        S.RECHECKING,
        S.RECHECK_HEARING,
        S.RECHECK_DRAFTED,
    }
)
IN_UNIT = AT_UNIT | {S.DECLINING} | UNANSWERED | ANSWERED | REVIEWED
NOTICED = frozenset(OPEN - NEW - DESK) | {S.NOT_ACCEPTED, S.GUIDED, S.REPLIED, S.MEDIATED}
AFTER = frozenset({S.FINAL, S.LAPSED, S.MEDIATED, S.REPLIED, S.GUIDED, S.NOT_ACCEPTED})
UNDONE = frozenset({S.NOT_ACCEPTED, S.GUIDED, S.TRANSFERRED, S.WITHDRAWN, S.REPLIED})

# What the petitioner sees of it, in plain words (ux.md 7.3).
RESIDENT: dict[str, str] = {
    S.REGISTERED: "已登记，正在安排",
    S.CLASSIFIED: "已登记，正在安排",
    S.REFUSING: "已登记，正在安排",
    S.ROUTED: "已转给有权处理的单位，等它告诉您是否受理",
    S.OBJECTED: "正在确定由哪个单位办",
    S.DISPUTED: "正在确定由哪个单位办",
    S.DECLINING: "已转给有权处理的单位，等它告诉您是否受理",
    S.ACCEPTED: "已受理",
    S.INVESTIGATING: "正在办",
    S.HEARING: "正在听证",
    S.DRAFTED: "正在办，意见正在审批",
    S.ANSWERED: "已答复，正在送给您",
    S.DELIVERED: "已答复",
    S.REVIEWING: "正在复查",
    S.REVIEW_DRAFTED: "正在复查",
    S.REVIEW_ANSWERED: "复查意见正在送给您",
    S.REVIEW_DELIVERED: "复查意见已送达",
    S.RECHECKING: "正在复核",
    S.RECHECK_HEARING: "正在复核，举行听证",
    S.RECHECK_DRAFTED: "正在复核",
    S.RECHECK_ANSWERED: "复核意见正在送给您",
    S.RECHECK_DELIVERED: "复核意见已送达",
    S.FINAL: "已终结",
    S.LAPSED: "已结束",
    S.NOT_ACCEPTED: "不予受理，原因和该找的单位已经告诉您",
    S.GUIDED: "这件事走别的程序，已经告诉您找哪里、什么期限",
    S.TRANSFERRED: "已转给有权处理的机关",
    S.REPLIED: "已回复",
    S.MEDIATED: "已和解",
    S.WITHDRAWN: "您已撤回",
    S.MERGED: "和您以前反映的一起办",
}
ROUTING = (OFFICE_ROUTE, COUNTY_ROUTE)
AT_ORGAN = (ORG_NOTIFY, OBJECTION, FEEDBACK)


def at(*statuses: str) -> frozenset[str]:
    return frozenset(statuses)


def by_office(name: str, label: str, sources: frozenset[str], target: str, **more: object) -> Move:
    """A step of the petition office, for whichever petition of its area."""
    given = {"needs": (g.not_recused,)} | more
    return Move(name, label, sources, target, OFFICE, **given)  # type: ignore[arg-type]


def by_unit(name: str, label: str, sources: frozenset[str], target: str, **more: object) -> Move:
    """A step of whoever handles it in the unit that has it; never of one who stepped aside (XF-10)."""
    more["needs"] = (g.not_recused, *more.get("needs", ()))  # type: ignore[misc]
    return Move(name, label, sources, target, HANDLERS, in_unit=True, **more)  # type: ignore[arg-type]


def stage(prefix: str, label: str, source: str, limit: str, **apply: object) -> list[Move]:
    """The steps of a review or recheck: drafted by one hand, approved by a head's, handed over (XF-54)."""
    drafted, answered, delivered = (S(f"{prefix}_{name}") for name in ("drafted", "answered", "delivered"))
    return [
        by_unit(f"{prefix}_draft", f"拟{label}意见", at(source), drafted, turn=HANDLERS, main=True),
        by_unit(
            f"{prefix}_issue",
            f"批准{label}意见",
            at(drafted),
            answered,
            turn=HANDLERS,
            main=True,
            needs=(g.head_of_another_hand,),
            meets=(limit,),
            drops=(EXECUTE,),
            starts=(limit_of_execution,),
        ),
        by_unit(f"{prefix}_rework", f"退回重拟{label}意见", at(drafted), source, needs=(g.is_head,)),
        by_unit(
            f"{prefix}_deliver",
            f"送达{label}意见书",
            at(answered),
            delivered,
            also=OFFICE,
            turn=HANDLERS,
            main=True,
            **apply,
        ),
    ]


PETITION_FLOW = Workflow(
    PetitionStatus,
    initial=S.REGISTERED,
    closed=ENDED,
    starts=(limit_of(OFFICE_ROUTE), limit_of(COUNTY_ROUTE)),
    resident=RESIDENT,
    moves=[
        by_office("classify", "分类", NEW | DESK, S.CLASSIFIED, turn=OFFICE, main=True),
        by_office(
            "route",
            "转送或交办",
            DESK,
            S.ROUTED,
            turn=OFFICE,
            main=True,
            needs=(g.not_recused, g.may_be_routed),
            meets=ROUTING,
            starts=(limit_of(ORG_NOTIFY), limit_of(OBJECTION), limit_of_report),
        ),
        by_office(
            "send_out",
            "转送外单位",
            DESK,
            S.TRANSFERRED,
            needs=(g.not_recused, g.may_be_routed),
            meets=ROUTING,
        ),
        by_office(
            "transfer_discipline",
            "转纪检监察等机关",
            DESK,
            S.TRANSFERRED,
            needs=(g.not_recused, g.is_accusation),
            meets=ROUTING,
        ),
        by_unit(
            "guide",
            "告知其他途径",
            DESK | AT_UNIT | WORKING,
            S.GUIDED,
            also=OFFICE,
            needs=(g.goes_elsewhere,),
            meets=(*ROUTING, ORG_NOTIFY),
            drops=(OBJECTION, FEEDBACK, HANDLE),
        ),
        by_office("refuse", "拟不予受理", DESK, S.REFUSING, needs=(g.not_recused, g.may_be_routed)),
        by_office(
            "confirm_refusal",
            "审核不予受理",
            at(S.REFUSING),
            S.NOT_ACCEPTED,
            turn=OFFICE,
            main=True,
            needs=(g.not_recused, g.another_than_wrote_refusal),
            meets=ROUTING,
        ),
        by_office(
            "reject_refusal",
            "不同意不予受理",
            at(S.REFUSING),
            S.CLASSIFIED,
            needs=(g.not_recused, g.another_than_wrote_refusal),
        ),
        by_unit("object", "提异议", AT_UNIT, S.OBJECTED, needs=(g.objection_is_open,), meets=(OBJECTION,)),
        by_office(
            "sustain",
            "同意异议",
            at(S.OBJECTED),
            S.CLASSIFIED,
            turn=OFFICE,
            main=True,
            drops=AT_ORGAN,
            starts=(limit_of(OFFICE_ROUTE),),
        ),
        by_office("overrule", "不同意异议", at(S.OBJECTED), S.ROUTED),
        by_office(
            "to_joint",
            "提请联席会议定",
            DESK | {S.OBJECTED},
            S.DISPUTED,
            needs=(g.not_recused, g.may_be_routed),
        ),
        Move(
            "decide_competence",
            "确定承办单位",
            at(S.DISPUTED),
            S.ROUTED,
            JOINT | OFFICE,
            turn=JOINT,
            main=True,
            meets=ROUTING,
            drops=AT_ORGAN,
            starts=(limit_of(ORG_NOTIFY), limit_of_report),
        ),
        by_unit(
            "accept",
            "受理",
            AT_UNIT,
            S.ACCEPTED,
            turn=HANDLERS,
            main=True,
            needs=(g.is_ours_to_handle,),
            meets=(ORG_NOTIFY,),
            drops=(OBJECTION,),
            starts=(limit_of_handling,),
        ),
        by_unit("decline", "拟不予受理", AT_UNIT, S.DECLINING),
        by_unit(
            "confirm_decline",
            "批准不予受理",
            at(S.DECLINING),
            S.NOT_ACCEPTED,
            turn=HANDLERS,
            main=True,
            needs=(g.is_head, g.another_than_wrote_refusal),
            meets=(ORG_NOTIFY,),
            drops=(OBJECTION, FEEDBACK),
        ),
        by_unit(
            "reject_decline",
            "不同意不予受理",
            at(S.DECLINING),
            S.ROUTED,
            needs=(g.is_head, g.another_than_wrote_refusal),
        ),
        by_unit("assign", "交给承办人", IN_UNIT, ""),
        by_unit(
            "change_path",
            "改途径",
            AT_UNIT | WORKING,
            "",
            also=OFFICE,
            needs=(g.is_claim,),
            drops=(HANDLE,),
            starts=(limit_after_change, limit_of_guidance),
        ),
        by_unit("investigate", "调查核实", WORKING, S.INVESTIGATING, turn=HANDLERS, main=True),
        by_unit("hear", "举行听证", WORKING, S.HEARING, needs=(g.is_claim,)),
        by_unit("heard", "听证结束", at(S.HEARING), S.INVESTIGATING, turn=HANDLERS, main=True),
        by_unit(
            "mediate",
            "调解、和解",
            WORKING,
            S.MEDIATED,
            needs=(g.is_claim,),
            meets=(HANDLE,),
            drops=(FEEDBACK,),
        ),
        by_unit(
            "reply",
            "回复建议",
            WORKING,
            S.REPLIED,
            needs=(g.is_suggestion,),
            meets=(REPLY,),
            drops=(FEEDBACK,),
        ),
        by_unit("announce", "告知延期", UNANSWERED, "", needs=(g.more_time_is_granted,)),
        by_unit(
            "draft",
            "拟处理意见",
            WORKING,
            S.DRAFTED,
            turn=HANDLERS,
            main=True,
            needs=(g.handled_as_petition,),
        ),
        by_unit(
            "issue",
            "批准处理意见",
            at(S.DRAFTED),
            S.ANSWERED,
            turn=HANDLERS,
            main=True,
            needs=(g.head_of_another_hand,),
            meets=(HANDLE,),
            starts=(limit_of_execution,),
        ),
        by_unit("rework", "退回重拟处理意见", at(S.DRAFTED), S.INVESTIGATING, needs=(g.is_head,)),
        by_unit(
            "deliver",
            "送达处理意见书",
            at(S.ANSWERED),
            S.DELIVERED,
            also=OFFICE,
            turn=HANDLERS,
            main=True,
            starts=(limit_of(REVIEW_APPLY),),
        ),
        by_office(
            "apply_review",
            "收到复查申请",
            at(S.DELIVERED),
            S.REVIEWING,
            needs=(g.not_recused, g.somebody_is_above),
            meets=(REVIEW_APPLY,),
            starts=(limit_of(REVIEW_DECIDE),),
        ),
        *stage("review", "复查", S.REVIEWING, REVIEW_DECIDE, starts=(limit_of(RECHECK_APPLY),)),
        by_office(
            "apply_recheck",
            "收到复核申请",
            at(S.REVIEW_DELIVERED),
            S.RECHECKING,
            needs=(g.not_recused, g.somebody_is_above),
            meets=(RECHECK_APPLY,),
            starts=(limit_of(RECHECK_DECIDE),),
        ),
        *stage("recheck", "复核", S.RECHECKING, RECHECK_DECIDE),
        by_unit("recheck_hear", "举行复核听证", at(S.RECHECKING), S.RECHECK_HEARING),
        by_unit(
            "recheck_heard",
            "复核听证结束",
            at(S.RECHECK_HEARING),
            S.RECHECKING,
            turn=HANDLERS,
            main=True,
        ),
        by_office(
            "lapse",
            "期满终结",
            at(S.DELIVERED, S.REVIEW_DELIVERED),
            S.LAPSED,
            turn=OFFICE,
            main=True,
            itself=True,
            needs=(g.citizens_days_are_over, g.nothing_is_left_to_do),
            drops=(REVIEW_APPLY, RECHECK_APPLY),
        ),
        by_unit(
            "conclude",
            "终结",
            at(S.RECHECK_DELIVERED),
            S.FINAL,
            also=OFFICE,
            turn=HANDLERS,
            main=True,
            needs=(g.nothing_is_left_to_do,),
            drops=(FEEDBACK,),
        ),
        by_unit(
            "executed",
            "记落实情况",
            ANSWERED,
            "",
            also=OFFICE,
            needs=(g.something_is_left_to_do,),
            meets=(EXECUTE,),
        ),
        by_unit("report_back", "报办理结果", IN_UNIT, "", needs=(g.report_is_awaited,), meets=(FEEDBACK,)),
        by_unit("hand_over", "送达告知书", NOTICED, "", also=OFFICE),
        by_unit("follow_up", "记后续工作", AFTER, "", also=OFFICE),
        by_unit("recuse", "回避", OPEN, "", also=OFFICE),
        by_office(
            "recall",
            "收回",
            AT_UNIT | WORKING,
            S.CLASSIFIED,
            drops=(*AT_ORGAN, HANDLE, REPLY),
            starts=(limit_of(OFFICE_ROUTE),),
        ),
        by_unit("withdraw", "信访人撤回", OPEN, S.WITHDRAWN, also=OFFICE, drops=ALL),
        by_office("merge", "并案", NEW | DESK, S.MERGED, drops=ALL),
        by_office("split", "拆开", at(S.MERGED), S.REGISTERED, starts=(limit_of(OFFICE_ROUTE),)),
        by_office("reopen", "重新办理", UNDONE, S.REGISTERED, starts=(limit_of(OFFICE_ROUTE),)),
        by_office("accuse", "记被反映的单位或人", OPEN, ""),
        by_office("veil", "隐去信访人", OPEN, "", needs=(g.not_recused, g.not_veiled)),
        by_office("unveil", "不再隐去信访人", OPEN, "", needs=(g.not_recused, g.may_be_unveiled)),
        by_office("correct", "更正信访人", OPEN, ""),
        Move("urge", "紧急情况报告", OPEN, "", INTAKE, guards=(g.not_reported_yet,)),
        Move("supervise", "督办", OPEN, "", SUPERVISORS, guards=(not_supervised,)),
        Move("lift", "解除督办", OPEN, "", SUPERVISORS, guards=(put_it_themselves,)),
        by_office("link", "关联", OPEN | ENDED, ""),
    ],
)
