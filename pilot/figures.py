"""The figures over tasks; what is cancelled with somebody's approval is in none of them."""

from django.db.models import Q

from casework.figures import Figure, Measure, Standing, declare, declare_standings, due_soon, overdue
from pilot.workflow import TaskStatus as S

BASIS = "县里的年度工作清单（平台口径）"
COUNTED = ~Q(status=S.CANCELLED)
HANDED_IN = Q(task__submitted_at__isnull=False)

declare(
    [
        Figure(
            "tasks.assigned",
            "交办任务",
            "task",
            "task__assigned_at",
            BASIS,
            "交办时间在期内的任务，不含取消的。",
            population=COUNTED,
        ),
        Figure(
            "tasks.finished",
            "完成任务",
            "task",
            "task__finished_at",
            BASIS,
            "审核通过的时间在期内的任务。",
            population=Q(status=S.DONE),
        ),
        Figure(
            "tasks.on_time",
            "按时提交率",
            "task",
            "task__submitted_at",
            BASIS,
            "期内提交的任务里，在完成日期以前提交的占比；退回修改的，按最后一次提交算。",
            population=COUNTED & HANDED_IN,
            hit=Q(task__on_time=True),
            measure=Measure.RATE,
            counter="tasks.returned",
            better="up",
        ),
        Figure(
            "tasks.returned",
            "退回修改率",
            "task",
            "task__submitted_at",
            BASIS,
            "期内提交的任务里，退回修改过的占比。",
            population=COUNTED & HANDED_IN,
            hit=Q(task__returned__gt=0),
            measure=Measure.RATE,
            counter="tasks.on_time",
            better="down",
        ),
    ]
)
declare_standings(
    [
        Standing("overdue", "超期任务", "task", "没有完成、已经过了期限的任务。", overdue, tone="late"),
        Standing("soon", "3 日内到期", "task", "3 个工作日以内到期的任务。", due_soon),
    ]
)
