"""The life of a grid case (domain.md 3.5): 上报 → 派单 → 接单 → 办理 → 核查 → 办结."""

from django.db import models

from accounts.models import Role
from casework.workflow import Move, Workflow
from grids.limits import ACCEPT, CHECK, CLOSE, DISPATCH, HANDLE, TOTAL, limit_of


class CaseStatus(models.TextChoices):
    REPORTED = "reported", "待分派"
    INCOMPLETE = "incomplete", "待补充"
    DECLINED = "declined", "不立案"
    DISPATCHED = "dispatched", "待接单"
    HANDLING = "handling", "办理中"
    FINISHED = "finished", "待核查"
    CHECKED = "checked", "待结案"
    CLOSED = "closed", "办结"


S = CaseStatus
TOWN = frozenset({Role.TOWN})
DISPATCHERS = frozenset({Role.TOWN, Role.CENTER})
CLOSERS = frozenset({Role.TOWN, Role.CENTER, Role.OFFICE})
REPORTERS = frozenset({Role.GRID, Role.VILLAGE, Role.WINDOW, Role.TOWN, Role.CENTER})
SETTLERS = frozenset({Role.GRID, Role.VILLAGE, Role.TOWN})
HANDLERS = frozenset(
    {
        Role.COMPETENT_ORG,
        Role.MEMBER_UNIT,
        Role.JUDICIAL,
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

accept_limit, handle_limit, check_limit, close_limit, dispatch_limit, total_limit = (
    limit_of(key) for key in (ACCEPT, HANDLE, CHECK, CLOSE, DISPATCH, TOTAL)
)

CASE_FLOW = Workflow(
    CaseStatus,
    initial=S.REPORTED,
    closed={S.CLOSED, S.DECLINED},
    starts=(dispatch_limit, total_limit),
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
        Move("decline", "不立案", NEW, S.DECLINED, DISPATCHERS, meets=(DISPATCH, TOTAL)),
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
            meets=(ACCEPT,),
            drops=(HANDLE,),
            starts=(dispatch_limit,),
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
    ],
)
