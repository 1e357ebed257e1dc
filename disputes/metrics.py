"""What the tables of disputes count (domain.md 2.5): each number is a filter, so that it opens its rows."""

from django.db.models import Q

from casework.figures import Period
from casework.metrics import Metric, Rows
from disputes.court import CourtWay, Ruling
from disputes.dictionaries import AgreementForm
from disputes.models import Confirmation


def moment(field: str, **also: object) -> Rows:
    """The moment lies in the period, and the rest is so."""

    def rows(period: Period) -> Q:
        begin, over = period.moments
        return Q(**{f"dispute__{field}__gte": begin, f"dispute__{field}__lt": over}, **also)

    return rows


def in_effect(**also: object) -> Rows:
    """Its agreement took effect in the period (MD-23): one that nobody signed is no success."""

    def rows(period: Period) -> Q:
        return Q(agreement__effective_on__gte=period.start, agreement__effective_on__lt=period.end, **also)

    return rows


def before_court(day: str, **also: object) -> Rows:
    """Confirmation was asked of a court, or ruled on, in the period. Asked twice, it is one dispute: so it is
    looked up, not joined.
    """

    def rows(period: Period) -> Q:
        days = {f"{day}__gte": period.start, f"{day}__lt": period.end}
        asked = Confirmation.objects.filter(way=CourtWay.CONFIRMATION, **days, **also)
        return Q(pk__in=asked.values("matter"))

    return rows


def closed(period: Period) -> Q:
    """Mediation came to its end in the period: by an agreement in effect, or without one."""
    return in_effect()(period) | moment("ended_at", agreement__effective_on=None)(period)


accepted = moment("accepted_at")
succeeded = in_effect()

METRICS: dict[str, Metric] = {
    metric.key: metric
    for metric in (
        Metric("accepted", "受理", "受理时间在期内的纠纷。", accepted),
        Metric("closed", "调解结束", "期内协议生效，或者期内没有调成的纠纷。", closed),
        Metric("succeeded", "调解成功", "协议在期内生效的纠纷。没有签成的协议不算。", succeeded),
        Metric("written", "书面协议", "调解成功里书面的。", in_effect(agreement__form=AgreementForm.WRITTEN)),
        Metric("oral", "口头协议", "调解成功里口头的。", in_effect(agreement__form=AgreementForm.ORAL)),
        Metric(
            "difficult", "疑难复杂", "受理里记为疑难复杂的。", moment("accepted_at", dispute__difficult=True)
        ),
        Metric(
            "asked_court",
            "申请司法确认",
            "期内双方共同向法院申请司法确认的纠纷。",
            before_court("applied_on"),
        ),
        Metric(
            "confirmed",
            "司法确认有效",
            "法院在期内裁定调解协议有效的纠纷。",
            before_court("ruled_on", result=Ruling.VALID),
        ),
        Metric("performed", "协议履行完", "期内全部履行的纠纷。", moment("performed_at")),
        Metric("money", "涉及金额", "受理的纠纷涉及的金额合计。", accepted, "dispute__amount", "元"),
        Metric("heads", "涉及人数", "受理的纠纷涉及的人数合计。", accepted, "dispute__heads", "人"),
        Metric(
            "crime",
            "防止民转刑",
            "调解成功里记为防止了民转刑的。",
            in_effect(dispute__crime_prevented__gt=0),
        ),
        Metric(
            "crime_heads",
            "防止民转刑涉及人数",
            "防止民转刑涉及的人数合计。",
            in_effect(dispute__crime_prevented__gt=0),
            "dispute__crime_prevented",
            "人",
        ),
        Metric(
            "petition",
            "防止群体性上访",
            "调解成功里记为防止了群体性上访的。",
            in_effect(dispute__petition_prevented__gt=0),
        ),
        Metric(
            "petition_heads",
            "防止群体性上访涉及人数",
            "防止群体性上访涉及的人数合计。",
            in_effect(dispute__petition_prevented__gt=0),
            "dispute__petition_prevented",
            "人",
        ),
    )
}
