"""The life of a stability risk assessment (domain.md 6, RA-06): 列入 → 方案 → 听取意见 → 论证 → 定级 →
报告 → 集体研究 → 备案 → 决策 → 跟踪. High never goes ahead: the plan is adjusted and assessed again (RA-08).
"""

from typing import Any

from django.db import models

from accounts.models import Role
from casework.guards import not_supervised, put_it_themselves
from casework.workflow import Move, Workflow
from stability.guards import (
    another_than_set_the_level,
    does_not_go_ahead,
    goes_ahead,
    is_at_its_end,
    is_medium,
    may_be_decided_anew,
    nothing_lacks,
)
from stability.limits import CONSULT, FILE, LEGALITY, TRACK, limit_of


class StabilityStatus(models.TextChoices):
    LISTED = "listed", "已列入"
    PLANNED = "planned", "方案定了"
    CONSULTING = "consulting", "听取意见"
    ANALYSED = "analysed", "待定等级"
    LEVEL_SET = "level_set", "待编报告"
    REPORTED = "reported", "待集体研究"
    REVIEWED = "reviewed", "待备案"
    FILED = "filed", "待决策"
    DECIDED = "decided", "已决策"
    TRACKING = "tracking", "跟踪中"
    ADJUSTED = "adjusted", "调整重评"
    CLOSED = "closed", "已结束"


S = StabilityStatus
UNDERTAKERS = frozenset({Role.MEMBER_UNIT, Role.COMPETENT_ORG, Role.TOWN})
OFFICE = frozenset({Role.OFFICE})
LEADERS = frozenset({Role.LEADING_GROUP})
DECIDERS = OFFICE | LEADERS
REGISTRARS = OFFICE
CONCERNED = UNDERTAKERS | DECIDERS | {Role.KEEPER}
ENDED = frozenset({S.CLOSED})
OPEN = frozenset(S) - ENDED
BEFORE_LEVEL = frozenset({S.LISTED, S.PLANNED, S.CONSULTING, S.ANALYSED})
BEFORE_DECISION = frozenset({S.LEVEL_SET, S.REPORTED, S.REVIEWED, S.FILED, S.DECIDED})
LEVELLED = BEFORE_DECISION | {S.ANALYSED}
AFTER = frozenset({S.TRACKING, S.CLOSED})

# What residents may read of a status, in plain words (ux.md 7.3): they are heard, and told what was decided.
RESIDENT: dict[str, str] = {
    S.LISTED: "准备评估",
    S.PLANNED: "准备评估",
    S.CONSULTING: "正在听取意见",
    S.ANALYSED: "正在评估",
    S.LEVEL_SET: "正在评估",
    S.REPORTED: "正在评估",
    S.REVIEWED: "正在评估",
    S.FILED: "等待决策",
    S.DECIDED: "已经决策",
    S.TRACKING: "正在跟踪",
    S.ADJUSTED: "正在调整方案",
    S.CLOSED: "已经结束",
}


def at(*statuses: str) -> frozenset[str]:
    return frozenset(statuses)


def by_unit(name: str, label: str, sources: frozenset[str], target: str, **more: Any) -> Move:
    """A step of the unit that undertakes the decision (决策承办单位)."""
    return Move(name, label, sources, target, UNDERTAKERS, in_unit=True, **more)


def turn_of_unit(name: str, label: str, sources: frozenset[str], target: str, **more: Any) -> Move:
    """The unit's next step."""
    return by_unit(name, label, sources, target, turn=UNDERTAKERS, main=True, **more)


ASSESSING: list[Move] = [
    turn_of_unit("plan", "定评估方案", at(S.LISTED), S.PLANNED),
    by_unit("exempt", "不重复评估", at(S.LISTED, S.PLANNED), S.CLOSED, also=OFFICE),
    Move("drop", "撤销", BEFORE_LEVEL | {S.LEVEL_SET, S.ADJUSTED}, S.CLOSED, OFFICE),
    turn_of_unit(
        "consult", "开始听取意见", at(S.PLANNED, S.ADJUSTED), S.CONSULTING, starts=(limit_of(CONSULT),)
    ),
    by_unit("hear", "记听取意见", at(S.CONSULTING), ""),
    by_unit("ask_expert", "记专家论证", at(S.CONSULTING, S.ANALYSED), ""),
    by_unit("examine", "记分析论证", at(S.CONSULTING), ""),
    by_unit("identify", "记风险点", at(S.CONSULTING), ""),
    by_unit("prevent", "记防范措施", at(S.CONSULTING, S.ANALYSED, S.LEVEL_SET), ""),
    turn_of_unit(
        "analyse",
        "完成分析论证",
        at(S.CONSULTING),
        S.ANALYSED,
        needs=(nothing_lacks("analyse"),),
        meets=(CONSULT,),
    ),
    turn_of_unit("set_level", "定风险等级", at(S.ANALYSED), S.LEVEL_SET),
    turn_of_unit(
        "report",
        "报告编好",
        at(S.LEVEL_SET),
        S.REPORTED,
        needs=(nothing_lacks("report"),),
        starts=(limit_of(FILE),),
    ),
    by_unit("send_legality", "送合法性审查", at(S.REPORTED), "", starts=(limit_of(LEGALITY),)),
    by_unit("legality", "记合法性审查意见", at(S.REPORTED), "", meets=(LEGALITY,)),
    by_unit("fulfil", "记措施落实", LEVELLED | {S.TRACKING}, "", needs=(nothing_lacks("fulfil"),)),
    by_unit(
        "reevaluate",
        "措施后再评估",
        BEFORE_DECISION,
        "",
        needs=(is_medium, another_than_set_the_level, nothing_lacks("reevaluate")),
    ),
    by_unit(
        "adjust",
        "调整方案",
        BEFORE_DECISION,
        S.ADJUSTED,
        also=OFFICE,
        needs=(does_not_go_ahead,),
        drops=(LEGALITY, FILE),
    ),
]
DECIDING: list[Move] = [
    Move(
        "review",
        "集体研究",
        at(S.REPORTED),
        S.REVIEWED,
        DECIDERS,
        turn=LEADERS,
        main=True,
        needs=(nothing_lacks("review"),),
    ),
    Move("file", "备案", at(S.REVIEWED), S.FILED, OFFICE, turn=OFFICE, main=True, meets=(FILE,)),
    Move(
        "decide",
        "决策",
        at(S.FILED, S.DECIDED),
        S.DECIDED,
        DECIDERS,
        turn=LEADERS,
        main=True,
        needs=(another_than_set_the_level, may_be_decided_anew),
    ),
]
FOLLOWING: list[Move] = [
    turn_of_unit(
        "track",
        "开始跟踪",
        at(S.DECIDED),
        S.TRACKING,
        needs=(goes_ahead,),
        starts=(limit_of(TRACK),),
    ),
    turn_of_unit(
        "check_up",
        "记季度跟踪",
        at(S.TRACKING),
        "",
        meets=(TRACK,),
        starts=(limit_of(TRACK),),
    ),
    by_unit("reopen", "重新评估", AFTER, S.ADJUSTED, also=OFFICE, drops=(TRACK,)),
    by_unit("post_assess", "记决策后评估", AFTER, "", also=OFFICE),
    Move("account", "记责任追究", frozenset(S) - {S.LISTED}, "", OFFICE),
    by_unit(
        "close",
        "办结",
        at(S.DECIDED, S.TRACKING),
        S.CLOSED,
        also=OFFICE,
        needs=(is_at_its_end,),
        drops=(TRACK,),
    ),
]

STABILITY_FLOW = Workflow(
    StabilityStatus,
    initial=S.LISTED,
    closed=ENDED,
    resident=RESIDENT,
    moves=[
        *ASSESSING,
        *DECIDING,
        *FOLLOWING,
        Move("supervise", "督办", OPEN, "", DECIDERS, guards=(not_supervised,)),
        Move("lift", "解除督办", OPEN, "", DECIDERS, guards=(put_it_themselves,)),
        Move("link", "关联", OPEN | ENDED, "", CONCERNED - {Role.KEEPER}),
    ],
)
