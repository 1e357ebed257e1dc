"""Time limits of a task (任务): its own day is the county's; the office answers within five working days."""

from typing import Any

from accounts.models import Role
from casework.clocks import Limit, TimeUnit
from casework.rules import Extension, Rule, enrol, rules

DUE, CHECK = "task.due", "task.check"
BASIS = "县里的年度工作清单和会议议定"
LONGEST = 180  # days: by how much at most a task may be made longer, at once

# Never by whoever asked (LG-04): casework.services.extensions.may_decide.
LONGER = Extension(approvers=frozenset({Role.OFFICE, Role.LEADING_GROUP}), times=3, most=LONGEST)

enrol(
    Rule(
        DUE,
        "任务",
        "试点任务",
        "从交办到单位提交完成情况，到清单或会议写明的日期；退回修改的，还是那一天。",
        BASIS,
        {"": (90, TimeUnit.DAYS)},
        extension=LONGER,
    )
)
enrol(
    Rule(
        CHECK,
        "审核",
        "试点任务",
        "从单位提交到办公室审核通过或者退回。",
        "平台默认期限（试点任务），县里可以改",
        {"": (5, TimeUnit.WORKING_DAYS)},
    )
)


def limit_of_task(matter: Any) -> Limit:
    """To the day that is written on it; where that is today or over, by tomorrow."""
    return Limit(DUE, max(matter.own.days_left, 1), BASIS, label=rules()[DUE].label)


def limit_of_check(matter: Any) -> Limit:
    limit: Limit = matter.own.limit(CHECK)
    return limit
