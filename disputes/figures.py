"""The figures over disputes (domain.md 2.5): each a filter, so that it opens its rows."""

from typing import Any

from django.db.models import BigIntegerField, F, Q
from django.db.models.functions import Cast

from casework.figures import Figure, Measure, Period, Rows, Standing, declare, declare_standings, within
from disputes.court import CourtWay, Ruling
from disputes.dictionaries import AgreementForm
from disputes.models import Confirmation
from disputes.workflow import DisputeStatus as S

BASIS = "人民调解统计"
ACCEPTED, IN_EFFECT = "dispute__accepted_at", "agreement__effective_on"
CENTS = Cast(F("dispute__amount") * 100, BigIntegerField())
CRIME, PETITION = "dispute__crime_prevented", "dispute__petition_prevented"


def before_court(day: str, **also: object) -> Rows:
    """Confirmation was asked of a court, or ruled on, in the period. Asked twice, it is one dispute: so it is
    looked up, not joined.
    """

    def rows(period: Period) -> Q:
        days = {f"{day}__gte": period.start, f"{day}__lt": period.end}
        asked = Confirmation.objects.filter(way=CourtWay.CONFIRMATION, **days, **also)
        return Q(pk__in=asked.values("matter"))

    return rows


def ended(period: Period) -> Q:
    """Mediation came to its end in the period: by an agreement in effect, or without one."""
    without = within("dispute__ended_at", period) & Q(agreement__effective_on=None)
    return within(IN_EFFECT, period) | without


def settled(period: Period) -> Q:
    return within(IN_EFFECT, period)


def figure(key: str, name: str, definition: str, when: str | Rows, **more: Any) -> Figure:
    return Figure(f"disputes.{key}", name, "dispute", when, BASIS, definition, **more)


def heads(path: str) -> dict[str, Any]:
    """The sum of a number of people."""
    return {"measure": Measure.AMOUNT, "total": F(path), "unit": "人", "population": Q(**{f"{path}__gt": 0})}


COUNTS = (
    figure("accepted", "受理", "受理时间在期内的纠纷。", ACCEPTED),
    figure("closed", "调解结束", "期内协议生效，或者期内没有调成的纠纷。", ended, once=True),
    figure("succeeded", "调解成功", "协议在期内生效的纠纷。没有签成的协议不算。", IN_EFFECT),
    figure(
        "written",
        "书面协议",
        "调解成功里书面的。",
        IN_EFFECT,
        population=Q(agreement__form=AgreementForm.WRITTEN),
    ),
    figure(
        "oral", "口头协议", "调解成功里口头的。", IN_EFFECT, population=Q(agreement__form=AgreementForm.ORAL)
    ),
    figure(
        "difficult", "疑难复杂", "受理里记为疑难复杂的。", ACCEPTED, population=Q(dispute__difficult=True)
    ),
    figure(
        "asked_court", "申请司法确认", "期内双方共同向法院申请司法确认的纠纷。", before_court("applied_on")
    ),
    figure(
        "confirmed",
        "司法确认有效",
        "法院在期内裁定调解协议有效的纠纷。",
        before_court("ruled_on", result=Ruling.VALID),
    ),
    figure("performed", "协议履行完", "期内全部履行的纠纷。", "dispute__performed_at"),
    figure(
        "money",
        "涉及金额",
        "受理的纠纷涉及的金额合计。",
        ACCEPTED,
        measure=Measure.AMOUNT,
        total=CENTS,
        parts=100,
        unit="元",
    ),
    figure(
        "heads",
        "涉及人数",
        "受理的纠纷涉及的人数合计。",
        ACCEPTED,
        measure=Measure.AMOUNT,
        total=F("dispute__heads"),
        unit="人",
    ),
    figure(
        "crime",
        "防止民转刑",
        "调解成功里记为防止了民转刑的。",
        IN_EFFECT,
        population=Q(**{f"{CRIME}__gt": 0}),
    ),
    figure("crime_heads", "防止民转刑涉及人数", "防止民转刑涉及的人数合计。", IN_EFFECT, **heads(CRIME)),
    figure(
        "petition",
        "防止群体性上访",
        "调解成功里记为防止了群体性上访的。",
        IN_EFFECT,
        population=Q(**{f"{PETITION}__gt": 0}),
    ),
    figure(
        "petition_heads",
        "防止群体性上访涉及人数",
        "防止群体性上访涉及的人数合计。",
        IN_EFFECT,
        **heads(PETITION),
    ),
)
# Success by both definitions, side by side: nobody has to guess which one a number is (domain.md 2.5).
RATES = (
    figure(
        "rate_of_closed",
        "成功率（成功 ÷ 调解结束）",
        "期内调解结束的纠纷里，协议生效的占比。",
        ended,
        hit=settled,
        once=True,
        measure=Measure.RATE,
        counter="disputes.default_share",
        better="up",
    ),
    figure(
        "rate_of_accepted",
        "成功率（成功 ÷ 受理）",
        "期内受理的纠纷里，至今调解成功的占比。刚受理、还在调的也在分母里。",
        ACCEPTED,
        hit=Q(agreement__effective_on__isnull=False),
        measure=Measure.RATE,
        counter="disputes.default_share",
        better="up",
    ),
    figure(
        "default_share",
        "没按期履行的占比",
        "协议在期内生效的纠纷里，现在记为没有按期履行的占比。",
        IN_EFFECT,
        hit=Q(status=S.DEFAULTED),
        measure=Measure.RATE,
        counter="disputes.rate_of_closed",
        better="down",
    ),
)
declare((*COUNTS, *RATES))

declare_standings(
    [
        Standing(
            "defaulted",
            "没按期履行",
            "dispute",
            "协议现在记为没有按期履行的。",
            lambda _: Q(closed_at=None, status=S.DEFAULTED),
            tone="late",
        )
    ]
)
