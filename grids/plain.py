"""What a status is called for whoever may not see the case itself (ux.md 7.3)."""

from grids.workflow import CaseStatus

PLAIN = {
    CaseStatus.REPORTED.value: "正在安排",
    CaseStatus.INCOMPLETE.value: "正在核实情况",
    CaseStatus.DECLINED.value: "已结束",
    CaseStatus.DISPATCHED.value: "正在办",
    CaseStatus.HANDLING.value: "正在办",
    CaseStatus.FINISHED.value: "办好了，正在核查",
    CaseStatus.CHECKED.value: "办好了，正在核查",
    CaseStatus.CLOSED.value: "已结束",
}
