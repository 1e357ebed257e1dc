"""The life of a grid case (domain.md 3.5): 上报 → 派单 → 接单 → 办理 → 核查 → 办结.

On its way it may be put off to a day, handed on, handed back twice at most, or go along with another.
"""

from typing import Any

from django.db import models

from accounts.models import Role
from casework.guards import (
    asked_by_another,
    meant_for_them,
    not_returned_yet,
    not_supervised,
    other_is_open,
    put_it_themselves,
    returned_once,
)
from casework.workflow import Move, Workflow
from grids.limits import ACCEPT, CHECK, CLOSE, DISPATCH, HANDLE, TOTAL, limit_of


class CaseStatus(models.TextChoices):
    REPORTED = "reported", "待分派"
    INCOMPLETE = "incomplete", "待补充"
    DECLINED = "declined", "不立案"
    DISPATCHED = "dispatched", "待接单"
    HANDLING = "handling", "办理中"
    REFERRED = "referred", "待兜底"
    POSTPONING = "postponing", "暂缓待批"
    POSTPONED = "postponed", "暂缓"
    FINISHED = "finished", "待核查"
    CHECKED = "checked", "待结案"
    CLOSED = "closed", "办结"
    MERGED = "merged", "并案"


S = CaseStatus
TOWN = frozenset({Role.TOWN})
DISPATCHERS = frozenset({Role.TOWN, Role.CENTER})
SUPERVISORS = frozenset({Role.LEADING_GROUP, Role.OFFICE, Role.TOWN})
CLOSERS = frozenset({Role.TOWN, Role.CENTER, Role.OFFICE})
REPORTERS = frozenset({Role.GRID, Role.VILLAGE, Role.WINDOW, Role.TOWN, Role.CENTER})
SETTLERS = frozenset({Role.GRID, Role.VILLAGE, Role.TOWN})
HANDLERS = frozenset(
    {
        Role.COMPETENT_ORG,
        Role.MEMBER_UNIT,
        Role.JUDICIAL,
        Role.MEDIATOR,
        Role.XF_OFFICE,
        Role.CENTER,
        Role.TOWN,
        Role.VILLAGE,
        Role.GRID,
    }
)
NEW, WITH_UNIT = frozenset({S.REPORTED}), frozenset({S.DISPATCHED, S.HANDLING})
SENT, WORKED = frozenset({S.DISPATCHED}), frozenset({S.HANDLING})
DONE, FOUND_GOOD = frozenset({S.FINISHED}), frozenset({S.CHECKED})
ENDED = frozenset({S.CLOSED, S.DECLINED})
REFERRED, ASKED, PUT_OFF = frozenset({S.REFERRED}), frozenset({S.POSTPONING}), frozenset({S.POSTPONED})
OPEN = frozenset(S) - ENDED - {S.MERGED}


def theirs_to_decide(matter: Any, by: Any) -> str:
    """What was returned twice waits for one person; before that, whoever has it is in nobody's way."""
    return meant_for_them(matter, by) if matter.status == S.REFERRED else ""


# What the resident sees of it, in plain words (ux.md 7.3); the moves add theirs.
RESIDENT: dict[str, str] = {
    S.REPORTED: "正在安排",
    S.INCOMPLETE: "已收到，还要补充一些情况",
    S.DECLINED: "这件事不在网格办理的范围里",
    S.DISPATCHED: "正在办",
    S.HANDLING: "正在办",
    S.REFERRED: "正在安排",
    S.POSTPONING: "正在办",
    S.POSTPONED: "暂时办不了",
    S.FINISHED: "办好了，正在核实",
    S.CHECKED: "办好了",
    S.CLOSED: "已结束",
    S.MERGED: "和另一件一起办，有变化也通知您",
}

accept_limit, handle_limit, check_limit, close_limit, dispatch_limit, total_limit = (
    limit_of(key) for key in (ACCEPT, HANDLE, CHECK, CLOSE, DISPATCH, TOTAL)
)

CASE_FLOW = Workflow(
    CaseStatus,
    initial=S.REPORTED,
    closed={S.CLOSED, S.DECLINED, S.MERGED},
    starts=(dispatch_limit, total_limit),
    resident=RESIDENT,
    moves=[
        Move(
            "dispatch",
            "派单",
            NEW,
            S.DISPATCHED,
            DISPATCHERS,
            turn=TOWN,
            main=True,
            meets=(DISPATCH,),
            starts=(accept_limit, handle_limit),
        ),
        Move("settle", "当场办好", NEW, S.FINISHED, SETTLERS, meets=(DISPATCH,), starts=(check_limit,)),
        Move("query", "退回补充", NEW, S.INCOMPLETE, DISPATCHERS),
        Move(
            "supplement",
            "补充",
            frozenset({S.INCOMPLETE}),
            S.REPORTED,
            REPORTERS,
            turn=REPORTERS,
            main=True,
        ),
        Move(
            "decline",
            "不立案",
            NEW | REFERRED,
            S.DECLINED,
            DISPATCHERS,
            guards=(theirs_to_decide,),
            meets=(DISPATCH, TOTAL),
        ),
        Move(
            "accept",
            "接单",
            SENT,
            S.HANDLING,
            HANDLERS,
            in_unit=True,
            turn=HANDLERS,
            main=True,
            meets=(ACCEPT,),
        ),
        Move(
            "hand_back",
            "退回",
            WITH_UNIT,
            S.REPORTED,
            HANDLERS,
            in_unit=True,
            guards=(not_returned_yet,),
            meets=(ACCEPT,),
            drops=(HANDLE,),
            starts=(dispatch_limit,),
        ),
        Move(
            "refer",
            "再次退回",
            WITH_UNIT,
            S.REFERRED,
            HANDLERS,
            in_unit=True,
            guards=(returned_once,),
            meets=(ACCEPT,),
            drops=(HANDLE,),
            starts=(dispatch_limit,),
        ),
        Move(
            "decide",
            "定承办单位",
            REFERRED,
            S.DISPATCHED,
            DISPATCHERS,
            turn=DISPATCHERS,
            guards=(theirs_to_decide,),
            main=True,
            meets=(DISPATCH,),
            starts=(accept_limit, handle_limit),
        ),
        Move(
            "transfer",
            "转办",
            WITH_UNIT,
            S.DISPATCHED,
            HANDLERS,
            in_unit=True,
            also=DISPATCHERS,
            meets=(ACCEPT,),
            starts=(accept_limit,),
        ),
        Move(
            "recall",
            "撤回",
            WITH_UNIT,
            S.REPORTED,
            DISPATCHERS,
            drops=(ACCEPT, HANDLE),
            starts=(dispatch_limit,),
        ),
        Move("handle", "写进展", WORKED, S.HANDLING, HANDLERS, in_unit=True),
        Move(
            "finish",
            "办结上报",
            WORKED,
            S.FINISHED,
            HANDLERS,
            in_unit=True,
            turn=HANDLERS,
            main=True,
            meets=(HANDLE,),
            starts=(check_limit,),
        ),
        Move("postpone", "申请暂缓", WORKED, S.POSTPONING, HANDLERS, in_unit=True),
        Move(
            "approve",
            "同意暂缓",
            ASKED,
            S.POSTPONED,
            CLOSERS,
            turn=TOWN,
            guards=(asked_by_another,),
            main=True,
        ),
        Move(
            "refuse",
            "不同意暂缓",
            ASKED,
            S.HANDLING,
            CLOSERS,
            guards=(asked_by_another,),
        ),
        Move(
            "resume",
            "恢复办理",
            PUT_OFF,
            S.HANDLING,
            HANDLERS,
            in_unit=True,
            also=DISPATCHERS,
            turn=HANDLERS,
            itself=True,
            main=True,
        ),
        Move("rework", "返工", DONE, S.HANDLING, DISPATCHERS, meets=(CHECK,), starts=(handle_limit,)),
        Move(
            "check",
            "核查通过",
            DONE,
            S.CHECKED,
            DISPATCHERS,
            turn=TOWN,
            main=True,
            meets=(CHECK,),
            starts=(close_limit,),
        ),
        Move(
            "close",
            "办结",
            FOUND_GOOD,
            S.CLOSED,
            CLOSERS,
            turn=TOWN,
            main=True,
            meets=(CLOSE, TOTAL),
        ),
        Move("reopen", "重新办理", ENDED, S.REPORTED, CLOSERS, starts=(dispatch_limit, total_limit)),
        Move(
            "merge",
            "并案",
            NEW | REFERRED | WITH_UNIT,
            S.MERGED,
            DISPATCHERS,
            guards=(theirs_to_decide,),
            meets=(DISPATCH,),
            drops=(ACCEPT, HANDLE, TOTAL),
        ),
        Move(
            "split",
            "拆开",
            frozenset({S.MERGED}),
            S.REPORTED,
            DISPATCHERS,
            guards=(other_is_open,),
            starts=(dispatch_limit, total_limit),
        ),
        Move("supervise", "督办", OPEN, "", SUPERVISORS, guards=(not_supervised,)),
        Move("lift", "解除督办", OPEN, "", SUPERVISORS, guards=(put_it_themselves,)),
        Move("link", "关联", OPEN | ENDED, "", DISPATCHERS),
    ],
)
