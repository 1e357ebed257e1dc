"""The life of a task (任务): 交办 → 接收 → 办理 → 提交 → 审核 → 完成 (LG-02).

Its unit alone reports on it (LG-03). On its way it may be sent back, put off to a day, or cancelled, which
somebody approves who did not ask for it (LG-04).
"""

from django.db import models

from accounts.models import Role
from casework.guards import asked_by_another, not_supervised, put_it_themselves
from casework.workflow import Move, Workflow
from pilot.guards import cancelling_asked_by_another, handed_in_by_another
from pilot.limits import CHECK, DUE, limit_of_check, limit_of_task


class TaskStatus(models.TextChoices):
    PLANNED = "planned", "待交办"
    ASSIGNED = "assigned", "待接收"
    UNDER_WAY = "under_way", "办理中"
    SUBMITTED = "submitted", "待审核"
    POSTPONING = "postponing", "暂缓待批"
    POSTPONED = "postponed", "暂缓"
    CANCELLING = "cancelling", "取消待批"
    DONE = "done", "完成"
    CANCELLED = "cancelled", "取消"


S = TaskStatus
OFFICE = frozenset({Role.OFFICE})
PROGRAMME = frozenset({Role.OFFICE, Role.LEADING_GROUP})
HANDLERS = frozenset(
    {
        Role.MEMBER_UNIT,
        Role.COMPETENT_ORG,
        Role.JUDICIAL,
        Role.XF_OFFICE,
        Role.TOWN,
        Role.CENTER,
    }
)
CONCERNED = PROGRAMME | HANDLERS
PLANNED, ASSIGNED, WORKED = frozenset({S.PLANNED}), frozenset({S.ASSIGNED}), frozenset({S.UNDER_WAY})
HANDED_IN, PUT_OFF = frozenset({S.SUBMITTED}), frozenset({S.POSTPONED})
ASKED_OFF, ASKED_OUT = frozenset({S.POSTPONING}), frozenset({S.CANCELLING})
ENDED = frozenset({S.DONE, S.CANCELLED})
OPEN = frozenset(S) - ENDED

# A task is the organs' own; should a resident ever read of one, these are the words (ux.md 7.3).
RESIDENT: dict[str, str] = {
    S.PLANNED: "正在安排",
    S.ASSIGNED: "正在安排",
    S.UNDER_WAY: "正在办",
    S.SUBMITTED: "正在办",
    S.POSTPONING: "正在办",
    S.POSTPONED: "暂时放一放",
    S.CANCELLING: "正在办",
    S.DONE: "办好了",
    S.CANCELLED: "不办了",
}

TASK_FLOW = Workflow(
    TaskStatus,
    resident=RESIDENT,
    initial=S.PLANNED,
    closed=ENDED,
    moves=[
        Move("assign", "交办", PLANNED, S.ASSIGNED, OFFICE, turn=OFFICE, main=True, starts=(limit_of_task,)),
        Move("accept", "接收", ASSIGNED, S.UNDER_WAY, HANDLERS, in_unit=True, turn=HANDLERS, main=True),
        Move("hand_back", "退回交办", ASSIGNED, S.PLANNED, HANDLERS, in_unit=True, drops=(DUE,)),
        Move("recall", "收回", ASSIGNED | WORKED, S.PLANNED, OFFICE, drops=(DUE,)),
        Move("report", "写进展", WORKED, S.UNDER_WAY, HANDLERS, in_unit=True),
        Move(
            "submit",
            "提交完成情况",
            WORKED,
            S.SUBMITTED,
            HANDLERS,
            in_unit=True,
            turn=HANDLERS,
            main=True,
            meets=(DUE,),
            starts=(limit_of_check,),
        ),
        Move(
            "send_back",
            "退回修改",
            HANDED_IN,
            S.UNDER_WAY,
            OFFICE,
            meets=(CHECK,),
            starts=(limit_of_task,),
        ),
        Move(
            "confirm",
            "审核通过",
            HANDED_IN,
            S.DONE,
            OFFICE,
            turn=OFFICE,
            needs=(handed_in_by_another,),
            main=True,
            meets=(CHECK,),
        ),
        Move("postpone", "申请暂缓", WORKED, S.POSTPONING, HANDLERS, in_unit=True),
        Move(
            "approve",
            "同意暂缓",
            ASKED_OFF,
            S.POSTPONED,
            PROGRAMME,
            turn=OFFICE,
            guards=(asked_by_another,),
            main=True,
        ),
        Move("refuse", "不同意暂缓", ASKED_OFF, S.UNDER_WAY, PROGRAMME, guards=(asked_by_another,)),
        Move(
            "resume",
            "恢复办理",
            PUT_OFF,
            S.UNDER_WAY,
            HANDLERS,
            in_unit=True,
            also=OFFICE,
            turn=HANDLERS,
            itself=True,
            main=True,
        ),
        Move("ask_cancel", "申请取消", WORKED, S.CANCELLING, HANDLERS, in_unit=True, also=OFFICE),
        Move(
            "cancel",
            "同意取消",
            ASKED_OUT,
            S.CANCELLED,
            PROGRAMME,
            turn=OFFICE,
            needs=(cancelling_asked_by_another,),
            main=True,
            drops=(DUE,),
        ),
        Move(
            "keep",
            "不同意取消",
            ASKED_OUT,
            S.UNDER_WAY,
            PROGRAMME,
            needs=(cancelling_asked_by_another,),
        ),
        Move("reopen", "重新办理", ENDED, S.PLANNED, OFFICE),
        Move("supervise", "督办", OPEN, "", PROGRAMME, guards=(not_supervised,)),
        Move("lift", "解除督办", OPEN, "", PROGRAMME, guards=(put_it_themselves,)),
    ],
)
