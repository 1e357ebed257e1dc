"""The day by which a unit's return of a quarter is due: working days after its end; the county may set it."""

from casework.clocks import TimeUnit
from casework.rules import Rule, enrol

DUE = "progress.due"

enrol(
    Rule(
        DUE,
        "报送",
        "季度报送",
        "从季度最后一天的第二天起，到成员单位负责人签报。",
        "平台默认期限（季度报送），县里可以改",
        {"": (5, TimeUnit.WORKING_DAYS)},
    )
)
