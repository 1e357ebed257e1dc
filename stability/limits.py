"""Time limits of a risk assessment, each with its article (domain.md 0.5, RA-10, RA-11). Counties may set
theirs.
"""

from typing import Any

from casework.clocks import Limit, TimeUnit
from casework.rules import Rule, enrol
from casework.workflow import LimitOf

CONSULT, LEGALITY, FILE, TRACK = "ra.consult", "ra.legality", "ra.file", "ra.track"
ALL = (CONSULT, LEGALITY, FILE, TRACK)
KIND = "稳评"

enrol(
    Rule(
        CONSULT,
        "公开听取意见",
        KIND,
        "向社会公开征求意见，一般不少于 30 日；短的要说明理由。",
        "重大行政决策程序暂行条例 15",
        {"": (30, TimeUnit.DAYS)},
        advice="公开听取意见满了期限，可以“完成分析论证”。",
    )
)
enrol(
    Rule(
        LEGALITY,
        "合法性审查",
        KIND,
        "送合法性审查，给审查的时间一般不少于 7 个工作日。",
        "重大行政决策程序暂行条例 26",
        {"": (7, TimeUnit.WORKING_DAYS)},
        advice="合法性审查的时间满了，意见记下来以后可以集体研究。",
    )
)
enrol(
    Rule(
        FILE,
        "备案",
        KIND,
        "评估报告编好以后，报平安办（政法委）备案。",
        "平台默认期限（稳评），县里可以改",
        {"": (10, TimeUnit.WORKING_DAYS)},
    )
)
enrol(
    Rule(
        TRACK,
        "季度跟踪",
        KIND,
        "决定实施以后，每个季度跟踪一次风险和防范措施。",
        "平台默认期限（稳评），县里可以改",
        {"": (3, TimeUnit.MONTHS)},
    )
)


def limit_of(key: str) -> LimitOf:
    """The limit of this key: the county's own, or the platform's."""

    def find(matter: Any) -> Limit:
        limit: Limit = matter.own.limit(key)
        return limit

    return find
