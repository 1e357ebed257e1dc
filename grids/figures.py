"""The figures over grid cases (domain.md 3.6, GB/T 30428.4 and CJ/T 292 family), declared once."""

from django.db.models import BigIntegerField, F, Q
from django.db.models.functions import Cast, Extract, Now

from casework.figures import (
    Figure,
    Measure,
    Standing,
    declare,
    declare_standings,
    due_soon,
    due_today,
    overdue,
)
from grids.models import Urgency
from grids.workflow import CaseStatus as S

SECONDS = Cast(Extract(F("case__finished_at") - F("registered_at"), "epoch"), BigIntegerField())
IN_HAND = Extract(F("case__finished_at") - F("case__dispatched_at"), "epoch") / 86400.0
DUE = "case__handle_due_at"
# What is not due yet is no miss: it counts once its limit is over, or once it was finished before that.
# What is put off with somebody's approval is left out as long as it is (domain.md 3.6, 缓办); its limit of
# the law runs on all the same (T-09), and it counts again from the day it comes back.
OWED = Q(case__handle_due_at__lte=Now()) | Q(case__finished_at__isnull=False)
SHOULD, PUT_OFF = OWED & ~Q(status=S.POSTPONED), OWED & Q(status=S.POSTPONED)
ON_TIME = Q(case__on_time=True)
# A case that was handed back or reopened waits again, but it was filed.
FILED_ONCE = Q(case__dispatched_at__isnull=False) | Q(case__first_closed_at__isnull=False)
# What goes along with another was found to be reported already: neither filed nor declined.
DECIDED = (~Q(status__in=[S.REPORTED, S.INCOMPLETE]) | FILED_ONCE) & ~Q(status=S.MERGED)

GB = "GB/T 30428.4 / CJ/T 292"

declare(
    [
        Figure(
            "cases.reported",
            "上报案件",
            "case",
            "registered_at",
            GB,
            "登记时间在期内的案件。",
        ),
        Figure(
            "cases.urgent",
            "紧急案件",
            "case",
            "registered_at",
            GB,
            "登记时间在期内、紧急程度为“紧急”的案件。",
            population=Q(case__urgency=Urgency.URGENT),
        ),
        Figure(
            "cases.filed",
            "立案率",
            "case",
            "registered_at",
            GB,
            "期内登记并已作出决定的案件里，立案的占比。并案的不算。",
            population=DECIDED,
            hit=~Q(status=S.DECLINED),
            measure=Measure.RATE,
            counter="cases.dispatched_right",
            version=2,
        ),
        Figure(
            "cases.reported_on_time",
            "按期处置率（按登记月）",
            "case",
            "registered_at",
            GB,
            "期内登记、已有处置结论的案件里，在处置期限前办结上报的占比。",
            population=Q(case__on_time__isnull=False),
            hit=ON_TIME,
            measure=Measure.RATE,
            counter="cases.reopened",
            better="up",
        ),
        Figure(
            "cases.handled",
            "处置率",
            "case",
            DUE,
            GB,
            "处置期限在期内、已经到期或提前办结上报的案件里，已办结上报的占比。经批准暂缓的，暂缓期间不算。",
            population=SHOULD,
            left_out=PUT_OFF,
            hit=Q(case__finished_at__isnull=False),
            measure=Measure.RATE,
            counter="cases.rework",
            better="up",
            version=2,
        ),
        Figure(
            "cases.on_time",
            "按期处置率",
            "case",
            DUE,
            GB,
            "处置期限在期内、已经到期或提前办结上报的案件里，在期限前办结上报的占比。经批准暂缓的，暂缓期间不算。",
            population=SHOULD,
            left_out=PUT_OFF,
            hit=ON_TIME,
            measure=Measure.RATE,
            counter="cases.reopened",
            better="up",
            version=2,
        ),
        Figure(
            "cases.closed_rate",
            "结案率",
            "case",
            DUE,
            GB,
            "处置期限在期内、已经到期或提前办结上报的案件里，已核查办结的占比。经批准暂缓的，暂缓期间不算。",
            population=SHOULD,
            left_out=PUT_OFF,
            hit=Q(status=S.CLOSED),
            measure=Measure.RATE,
            counter="cases.reopened",
            better="up",
            version=2,
        ),
        Figure(
            "cases.closed",
            "办结案件",
            "case",
            "closed_at",
            GB,
            "办结时间在期内的案件，不含不立案和并案的。",
            population=Q(status=S.CLOSED),
        ),
        Figure(
            "cases.hours",
            "平均处置时长",
            "case",
            "case__finished_at",
            GB,
            "期内办结上报的案件，从登记到办结上报的平均小时数。",
            total=SECONDS,
            parts=3600,
            measure=Measure.HOURS,
            counter="cases.rework",
            better="down",
        ),
        Figure(
            "cases.in_hand",
            "承办用时（中位数）",
            "case",
            "case__finished_at",
            GB,
            "期内办结上报、由单位承办的案件，从派单到办结上报的天数，取中间的一个。",
            # What came back and was then settled on the spot was dispatched too, but no unit has it.
            population=Q(case__dispatched_at__isnull=False, unit__isnull=False),
            total=IN_HAND,
            measure=Measure.MEDIAN,
            counter="cases.rework",
            better="down",
        ),
        Figure(
            "cases.rework",
            "返工率",
            "case",
            "case__finished_at",
            GB,
            "期内办结上报的案件里，被返工过的占比。",
            hit=Q(case__reworked__gt=0),
            measure=Measure.RATE,
            counter="cases.hours",
            better="down",
        ),
        Figure(
            "cases.dispatched_on_time",
            "按时派单率",
            "case",
            "case__dispatched_at",
            GB,
            "期内派单的案件里，在分派期限前派出的占比。",
            population=Q(case__dispatched_on_time__isnull=False),
            hit=Q(case__dispatched_on_time=True),
            measure=Measure.RATE,
            counter="cases.dispatched_right",
            better="up",
        ),
        Figure(
            "cases.dispatched_right",
            "准确派单率",
            "case",
            "case__dispatched_at",
            GB,
            "期内派单的案件里，没有被承办单位退回过的占比。",
            hit=Q(case__returned=0),
            measure=Measure.RATE,
            counter="cases.dispatched_on_time",
            better="up",
        ),
        Figure(
            "cases.checked_on_time",
            "按时核查率",
            "case",
            "case__checked_at",
            GB,
            "期内核查的案件里，在核查期限前核查的占比。",
            population=Q(case__checked_on_time__isnull=False),
            hit=Q(case__checked_on_time=True),
            measure=Measure.RATE,
            counter="cases.rework",
            better="up",
        ),
        Figure(
            "cases.reopened",
            "重新办理率",
            "case",
            "case__first_closed_at",
            GB,
            "期内首次办结的案件里，后来又重新办理的占比。",
            hit=Q(case__reopened__gt=0),
            measure=Measure.RATE,
            counter="cases.closed_rate",
            better="down",
        ),
        Figure(
            "cases.settled",
            "当场办好占比",
            "case",
            "registered_at",
            GB,
            "期内登记的案件里，网格员当场办好的占比。",
            hit=Q(case__settled=True),
            measure=Measure.RATE,
            counter="cases.rework",
        ),
    ]
)

OPEN = Q(closed_at=None)

declare_standings(
    [
        Standing("overdue", "超期", "case", "最近一个期限已过、还没办结的。", overdue, tone="late"),
        Standing("today", "今天到期", "case", "最近一个期限到今天为止的。", due_today, tone="today"),
        Standing(
            "soon", "3 个工作日内到期", "case", "最近一个期限在今后 3 个工作日内的，含今天到期的。", due_soon
        ),
        Standing(
            "returned",
            "退回 2 次以上",
            "case",
            "被承办单位退回过 2 次或更多、还没办结的。",
            lambda _: OPEN & Q(case__returned__gte=2),
        ),
        Standing("to_dispatch", "待分派", "case", "等着派单的。", lambda _: OPEN & Q(status=S.REPORTED)),
        Standing(
            "to_check", "待核查", "case", "已办结上报、等着核查的。", lambda _: OPEN & Q(status=S.FINISHED)
        ),
    ]
)
