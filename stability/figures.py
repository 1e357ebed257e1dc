"""The figures over risk assessments: each a filter, so that it opens its rows."""

from typing import Any

from django.db.models import Q

from casework.figures import Figure, Measure, declare
from stability.dictionaries import GOING, Decision

BASIS = "《重大行政决策程序暂行条例》和县里的规定"
LISTED, FILED, DECIDED = "registered_at", "stability__filed_at", "stability__decided_at"
CHECKED = "stability__checked_at"
GOES = [str(one) for one in GOING]
STOPPED = [str(Decision.NO), str(Decision.WAIT)]


def figure(key: str, name: str, definition: str, when: str, **more: Any) -> Figure:
    return Figure(f"stability.{key}", name, "stability", when, BASIS, definition, **more)


def share(key: str, name: str, definition: str, when: str, hit: Q, counter: str) -> Figure:
    return figure(
        key,
        name,
        definition,
        when,
        hit=hit,
        measure=Measure.RATE,
        counter=f"stability.{counter}",
        better="up",
    )


FIGURES = (
    figure("listed", "列入目录", "期内列入目录的。", LISTED),
    figure("decided", "已决策", "期内作出决策的。", DECIDED),
    figure(
        "going",
        "决定实施",
        "期内决定实施、部分实施的。",
        DECIDED,
        population=Q(stability__decision__in=GOES),
    ),
    figure(
        "stopped",
        "不实施、暂缓",
        "期内决定不实施、暂缓的。",
        DECIDED,
        population=Q(stability__decision__in=STOPPED),
    ),
    figure("high", "评出高风险", "期内第一次评为高风险的，后来调整了方案的也算。", "stability__high_at"),
    figure("filed", "已备案", "期内备案的。", FILED),
    figure("checked", "做了跟踪", "期内做了最近一次季度跟踪的。", CHECKED),
    share(
        "filed_rate",
        "按期备案率",
        "期内备案的里面，报告编好以后在期限里备案的占比。",
        FILED,
        Q(stability__filed_in_time=True),
        "checked_rate",
    ),
    share(
        "checked_rate",
        "按期跟踪率",
        "期内做了最近一次季度跟踪的里面，没有一次晚了的占比。",
        CHECKED,
        Q(stability__checked_late=False),
        "filed_rate",
    ),
)
declare(FIGURES)
