"""How a petition may stand, and what the petitioner reads of each. Pure."""

from django.db import models


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
