"""The life of a dispute (domain.md 2.5): 登记 → 受理 → 告知 → 调解 → 协议 → 履行 → 回访 → 立卷.

Without an agreement it ends by telling the parties where else they may go, and in the file all the same.
"""

from django.db import models

from accounts.models import Role
from casework.guards import not_supervised, put_it_themselves
from casework.workflow import Move, Workflow
from disputes.guards import (
    agreement_is_whole,
    awaits_report,
    came_entrusted,
    court_has_it,
    court_is_free,
    court_took_it,
    ended_elsewhere,
    expert_was_asked,
    file_is_whole,
    has_parties,
    is_written,
    may_be_confirmed,
    mediator_serves,
    met_once,
    money_is_owed,
    no_expert_is_asked,
    not_in_effect,
    not_kept,
    nothing_is_owed,
    nothing_is_planned,
    reported_back,
    something_is_owed,
    something_is_planned,
    was_rejected,
)
from disputes.limits import (
    ACCEPT,
    CONFIRM,
    FILE,
    MEDIATE,
    REPORT,
    TIER,
    VISIT,
    WAY,
    limit_of,
    limit_of_own_way,
    limit_of_report,
    limit_of_tier,
)


class DisputeStatus(models.TextChoices):
    REGISTERED = "registered", "待受理"
    DECLINED = "declined", "不受理"
    ACCEPTED = "accepted", "待告知"
    NOTIFIED = "notified", "待调解"
    MEDIATING = "mediating", "调解中"
    ADJOURNED = "adjourned", "休会"
    AGREED = "agreed", "待签字"
    PERFORMING = "performing", "履行中"
    DEFAULTED = "defaulted", "未按期履行"
    PERFORMED = "performed", "待回访"
    VISITED = "visited", "待立卷"
    FAILED = "failed", "调解不成"
    REFUSED = "refused", "一方不同意调解"
    HANDED_OFF = "handed_off", "已告知其他途径"
    FILED = "filed", "已立卷"


S = DisputeStatus
MEDIATORS = frozenset({Role.MEDIATOR})
INTAKE = frozenset({Role.MEDIATOR, Role.VILLAGE, Role.WINDOW, Role.TOWN, Role.CENTER, Role.JUDICIAL})
ASSIGNERS = frozenset({Role.JUDICIAL, Role.TOWN, Role.CENTER})
SUPERVISORS = frozenset({Role.LEADING_GROUP, Role.OFFICE, Role.TOWN})
# Who works with disputes, or looks after those who do.
CONCERNED = INTAKE | SUPERVISORS | {Role.KEEPER}
NEW = frozenset({S.REGISTERED})
BEFORE_AGREEMENT = frozenset({S.ACCEPTED, S.NOTIFIED, S.MEDIATING, S.ADJOURNED})
UNSETTLED = NEW | BEFORE_AGREEMENT
AT_THE_TABLE = frozenset({S.NOTIFIED, S.MEDIATING, S.ADJOURNED})
SIGNING = frozenset({S.AGREED})
OWED = frozenset({S.PERFORMING, S.DEFAULTED})
IN_EFFECT = OWED | {S.PERFORMED, S.VISITED}
ELSEWHERE = frozenset({S.HANDED_OFF, S.FILED})
ENDED = frozenset({S.FILED, S.DECLINED})
OPEN = frozenset(S) - ENDED

# What the parties see of it, in plain words (ux.md 7.3).
RESIDENT: dict[str, str] = {
    S.REGISTERED: "正在安排",
    S.DECLINED: "这件事不适合人民调解",
    S.ACCEPTED: "已受理，正在安排调解",
    S.NOTIFIED: "正在安排调解",
    S.MEDIATING: "正在调解",
    S.ADJOURNED: "正在调解",
    S.AGREED: "已谈好，等双方签字",
    S.PERFORMING: "已达成协议，正在履行",
    S.DEFAULTED: "已达成协议，正在催促履行",
    S.PERFORMED: "协议已履行",
    S.VISITED: "协议已履行",
    S.FAILED: "没有谈成，正在告诉您别的办法",
    S.REFUSED: "有一方不同意调解，正在告诉您别的办法",
    S.HANDED_OFF: "已告诉您别的办法",
    S.FILED: "已结束",
}

accept_limit, mediate_limit, confirm_limit, visit_limit, file_limit = (
    limit_of(key) for key in (ACCEPT, MEDIATE, CONFIRM, VISIT, FILE)
)


def by_mediator(name: str, label: str, sources: frozenset[str], target: str, **more: object) -> Move:
    """A step of whoever mediates, in the committee that has the dispute."""
    return Move(name, label, sources, target, MEDIATORS, in_unit=True, **more)  # type: ignore[arg-type]


DISPUTE_FLOW = Workflow(
    DisputeStatus,
    initial=S.REGISTERED,
    closed=ENDED,
    starts=(accept_limit,),
    resident=RESIDENT,
    moves=[
        by_mediator(
            "accept",
            "受理",
            NEW,
            S.ACCEPTED,
            turn=MEDIATORS,
            main=True,
            needs=(has_parties,),
            meets=(ACCEPT,),
            starts=(mediate_limit, limit_of_tier),
        ),
        by_mediator("decline", "不受理", NEW, S.DECLINED, also=ASSIGNERS, meets=(ACCEPT,)),
        Move("assign", "交给调委会", NEW, S.REGISTERED, ASSIGNERS, unplaced=ASSIGNERS),
        by_mediator(
            "notify",
            "权利义务告知",
            frozenset({S.ACCEPTED}),
            S.NOTIFIED,
            turn=MEDIATORS,
            main=True,
            needs=(mediator_serves,),
        ),
        by_mediator(
            "meet",
            "记一次调解",
            AT_THE_TABLE,
            S.MEDIATING,
            turn=MEDIATORS,
            main=True,
            needs=(mediator_serves,),
        ),
        by_mediator("adjourn", "休会", frozenset({S.MEDIATING}), S.ADJOURNED),
        by_mediator("plan", "约调解", BEFORE_AGREEMENT, "", needs=(mediator_serves, nothing_is_planned)),
        by_mediator("call_off", "取消约定", BEFORE_AGREEMENT, "", needs=(something_is_planned,)),
        by_mediator("appraise", "委托鉴定", BEFORE_AGREEMENT, "", needs=(no_expert_is_asked,)),
        by_mediator("appraised", "记鉴定意见", OPEN - NEW, "", needs=(expert_was_asked,)),
        by_mediator("replace", "换调解员", BEFORE_AGREEMENT, "", also=ASSIGNERS),
        by_mediator("inquire", "记一次调查", BEFORE_AGREEMENT, ""),
        by_mediator("declare", "申明利害关系", BEFORE_AGREEMENT, ""),
        by_mediator("bring_in", "补登当事人或代理人", UNSETTLED, ""),
        by_mediator("correct", "更正当事人", OPEN, ""),
        by_mediator("leave", "当事人退出", UNSETTLED, ""),
        by_mediator(
            "escalate",
            "报上一级",
            BEFORE_AGREEMENT,
            S.REGISTERED,
            drops=(MEDIATE, TIER),
            starts=(accept_limit,),
        ),
        by_mediator(
            "agree", "达成协议", frozenset({S.MEDIATING}), S.AGREED, needs=(met_once, mediator_serves)
        ),
        by_mediator(
            "take_effect",
            "签字生效",
            SIGNING,
            S.PERFORMING,
            turn=MEDIATORS,
            main=True,
            needs=(agreement_is_whole, mediator_serves),
            meets=(MEDIATE, TIER),
            starts=(confirm_limit, visit_limit),
        ),
        by_mediator("sign", "记签字", SIGNING, "", needs=(is_written,)),
        by_mediator("unsign", "没有签成", SIGNING, S.MEDIATING),
        by_mediator("turn_down", "一方不同意调解", BEFORE_AGREEMENT, S.REFUSED, meets=(MEDIATE, TIER)),
        by_mediator("fail", "终止调解", BEFORE_AGREEMENT, S.FAILED, meets=(MEDIATE, TIER)),
        by_mediator(
            "hand_off",
            "告知其他途径",
            frozenset({S.FAILED, S.REFUSED}),
            S.HANDED_OFF,
            turn=MEDIATORS,
            main=True,
            starts=(file_limit, limit_of_own_way),
        ),
        by_mediator(
            "entrusted", "记委托移送", UNSETTLED, "", needs=(came_entrusted,), starts=(limit_of_report,)
        ),
        by_mediator("report_back", "回报委托单位", OPEN | ENDED, "", needs=(awaits_report,), meets=(REPORT,)),
        by_mediator("outcome", "记其他途径的结果", ELSEWHERE, "", needs=(ended_elsewhere,), meets=(WAY,)),
        by_mediator("pay", "记履行", OWED, "", needs=(something_is_owed,)),
        by_mediator("follow_up", "履行中回访", OWED, "", meets=(VISIT,)),
        by_mediator("default", "未按期履行", frozenset({S.PERFORMING, S.PERFORMED}), S.DEFAULTED),
        by_mediator("urge", "催促履行", frozenset({S.DEFAULTED}), S.PERFORMING, turn=MEDIATORS, main=True),
        by_mediator(
            "perform",
            "已履行",
            OWED,
            S.PERFORMED,
            turn=MEDIATORS,
            main=True,
            needs=(nothing_is_owed,),
        ),
        by_mediator(
            "to_court",
            "转申请执行或起诉",
            OWED,
            S.HANDED_OFF,
            needs=(not_kept, court_is_free),
            drops=(VISIT, CONFIRM),
            starts=(file_limit,),
        ),
        by_mediator("confirm", "申请司法确认", IN_EFFECT, "", needs=(may_be_confirmed,), meets=(CONFIRM,)),
        by_mediator("order", "申请支付令", OWED, "", needs=(money_is_owed, court_is_free)),
        by_mediator("court_answer", "记法院答复", IN_EFFECT, "", needs=(court_has_it,)),
        by_mediator("ruling", "记法院裁定", IN_EFFECT, "", needs=(court_took_it,)),
        by_mediator(
            "renegotiate",
            "回到调解",
            IN_EFFECT,
            S.MEDIATING,
            needs=(was_rejected, court_is_free),
            drops=(VISIT, CONFIRM, FILE),
            starts=(mediate_limit,),
        ),
        by_mediator(
            "visit",
            "回访",
            frozenset({S.PERFORMED}),
            S.VISITED,
            turn=MEDIATORS,
            main=True,
            meets=(VISIT,),
            starts=(file_limit,),
        ),
        by_mediator(
            "file",
            "立卷",
            frozenset({S.VISITED, S.HANDED_OFF}),
            S.FILED,
            turn=MEDIATORS,
            main=True,
            needs=(file_is_whole, court_is_free, reported_back),
            meets=(FILE,),
            drops=(CONFIRM, WAY),
        ),
        by_mediator("mark", "记统计情况", OPEN - NEW, ""),
        by_mediator("alert", "报告公安", OPEN, "", also=ASSIGNERS),
        Move(
            "reopen",
            "重新调解",
            ENDED,
            S.REGISTERED,
            ASSIGNERS,
            needs=(not_in_effect,),
            starts=(accept_limit,),
        ),
        Move("supervise", "督办", OPEN, "", SUPERVISORS, guards=(not_supervised,)),
        Move("lift", "解除督办", OPEN, "", SUPERVISORS, guards=(put_it_themselves,)),
        Move("link", "关联", OPEN | ENDED, "", INTAKE),
    ],
)
