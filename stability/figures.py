"""The figures over risk assessments: each number is a filter, so it opens its rows."""

from django.db.models import Q

from casework.figures import Period
from casework.metrics import Metric, Rate, Rows
from stability.dictionaries import GOING, Decision


def moment(field: str, **also: object) -> Rows:
    """The moment lies in the period, and the rest is so."""

    def rows(period: Period) -> Q:
        begin, over = period.moments
        return Q(**{f"{field}__gte": begin, f"{field}__lt": over}, **also)

    return rows


FILED, DECIDED, CHECKED = "stability__filed_at", "stability__decided_at", "stability__checked_at"
GOES = [str(one) for one in GOING]

METRICS = {
    one.key: one
    for one in (
        Metric("listed", "列入目录", "期内列入目录的。", moment("registered_at")),
        Metric("decided", "已决策", "期内作出决策的。", moment(DECIDED)),
        Metric(
            "going",
            "决定实施",
            "期内决定实施、部分实施的。",
            moment(DECIDED, stability__decision__in=GOES),
        ),
        Metric(
            "stopped",
            "不实施、暂缓",
            "期内决定不实施、暂缓的。",
            moment(DECIDED, stability__decision__in=[str(Decision.NO), str(Decision.WAIT)]),
        ),
        Metric(
            "high",
            "评出高风险",
            "期内第一次评为高风险的，后来调整了方案的也算。",
            moment("stability__high_at"),
        ),
        Metric("filed", "已备案", "期内备案的。", moment(FILED)),
        Metric(
            "filed_in_time",
            "按期备案",
            "期内备案的里面，报告编好以后在期限里备案的。",
            moment(FILED, stability__filed_in_time=True),
        ),
        Metric("checked", "做了跟踪", "期内做了最近一次季度跟踪的。", moment(CHECKED)),
        Metric(
            "checked_in_time",
            "跟踪都按期",
            "期内做了最近一次季度跟踪、没有一次晚了的。",
            moment(CHECKED, stability__checked_late=False),
        ),
    )
}
RATES = (
    Rate("filed_rate", "按期备案率", "filed_in_time", "filed"),
    Rate("checked_rate", "按期跟踪率", "checked_in_time", "checked"),
)
