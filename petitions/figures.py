"""The figures over petitions (domain.md 1.9, XF-65, XF-74): each a filter, so that it opens its rows. A
petition that was merged into another is counted there alone.
"""

from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from casework.figures import Figure, Measure, Period, Rows, declare
from casework.models import Deadline, Supervision
from petitions import rating
from petitions.dictionaries import Channel, Document, Level, Rated, Result, Sending, Stage
from petitions.limits import HANDLE, ORG_NOTIFY
from petitions.models import Delivery, Opinion, Routing

COUNTED = ~Q(status="merged")
CROWD = 5  # so many visitors are a collective visit (XF-07)


def sent(sending: str) -> Rows:
    """It was sent on in this way on a day of the period. Sent twice, it is one petition."""

    def rows(period: Period) -> Q:
        days = Routing.objects.filter(sending=sending, sent_on__gte=period.start, sent_on__lt=period.end)
        return Q(Exists(days.filter(matter=OuterRef("pk"))))

    return rows


def opinion(**which: object) -> Rows:
    """Such an opinion was issued on a day of the period."""

    def rows(period: Period) -> Q:
        days = Opinion.objects.filter(issued_on__gte=period.start, issued_on__lt=period.end, **which)
        return Q(Exists(days.filter(matter=OuterRef("pk"))))

    return rows


def told(document: str) -> Rows:
    """This document reached the petitioner on a day of the period."""

    def rows(period: Period) -> Q:
        days = Delivery.objects.filter(document=document)
        days = days.filter(delivered_on__gte=period.start, delivered_on__lt=period.end)
        return Q(Exists(days.filter(matter=OuterRef("pk"))))

    return rows


def supervised(period: Period) -> Q:
    """It was put under supervision in the period."""
    begin, over = period.moments
    began = Supervision.objects.filter(matter=OuterRef("pk"), at__gte=begin, at__lt=over)
    return Q(Exists(began))


def fell_due(limit: str, **also: object) -> Rows:
    """Its limit ended in the period, and was not dropped: something was owed by then."""

    def rows(period: Period) -> Q:
        return Q(Exists(ended(limit, period)), **also)

    return rows


def in_time(limit: str, **also: object) -> Rows:
    """Of those whose limit ended in the period: it was kept, each time."""

    def rows(period: Period) -> Q:
        missed = ended(limit, period).filter(Q(met_at=None) | Q(met_at__gt=F("due_at")))
        return fell_due(limit, **also)(period) & ~Q(Exists(missed))

    return rows


def ended(limit: str, period: Period) -> QuerySet[Deadline]:
    begin, over = period.moments
    within = {"due_at__gte": begin, "due_at__lt": over}
    return Deadline.objects.filter(matter=OuterRef("pk"), limit=limit, dropped_at=None, **within)


# Whose name or address is not clear is owed no notice (XF-08).
TOLD = {"petition__anonymous": False, "petition__unreachable": False}


def ratable(period: Period) -> Q:
    """In scope of ratings, and the first answer reached the petitioner in the period (XF-72)."""
    return rating.IN_SCOPE & rating.answered_between(period.start, period.end)


def rated(**which: object) -> Rows:
    """Of those that may be rated: it was. No rating is no contentment (XF-73)."""

    def rows(period: Period) -> Q:
        return ratable(period) & rating.has_rating(**which)

    return rows


CONTENT = (Level.GOOD, Level.FAIR)
REGISTERED, ENDED, BASIS = "registered_at", "petition__ended_at", "《信访工作条例》"
NOTICE_DUE, OPINION_DUE = fell_due(ORG_NOTIFY, **TOLD), fell_due(HANDLE)
ANSWERED = opinion(stage=Stage.HANDLING)
BY_ORGAN, BY_OFFICE = rated(rated=Rated.ORGAN), rated(rated=Rated.OFFICE)
REVIEWED = Opinion.objects.filter(matter=OuterRef("pk"), stage=Stage.REVIEW, issued_on__isnull=False)


def figure(key: str, name: str, definition: str, when: str | Rows, **more: Any) -> Figure:
    """One over petitions; a moment of a petition that was merged into another is that one's."""
    if isinstance(when, str):
        more["population"] = COUNTED & more.get("population", Q())
    return Figure(f"petitions.{key}", name, "petition", when, BASIS, definition, **more)


def registered(key: str, name: str, definition: str, **which: object) -> Figure:
    """Such of those that were registered in the period."""
    return figure(key, name, definition, REGISTERED, population=Q(**which))


def concluded(key: str, name: str, definition: str, status: str) -> Figure:
    """Those that ended so in the period."""
    return figure(key, name, definition, ENDED, population=Q(status=status))


def rate(
    key: str, name: str, definition: str, when: str | Rows, hit: Q | Rows, counter: str, **more: Any
) -> Figure:
    """A share, exactly as domain.md 1.9 has it; nothing to divide by is "——"."""
    given = {"better": "up", **more}
    return figure(
        key, name, definition, when, hit=hit, measure=Measure.RATE, counter=f"petitions.{counter}", **given
    )


COUNTS = (
    registered("registered", "登记", "登记时间在期内的信访件。并案的只算并到的那一件。"),
    registered("first", "初次", "登记里初次的。", petition__is_repeat=False),
    registered("repeat", "重复", "登记里重复的。", petition__is_repeat=True),
    registered("joint", "多人共同提出", "登记里多人共同提出的。", petition__joint=True),
    figure(
        "people",
        "涉及人次",
        "登记的信访件写的人数合计。",
        REGISTERED,
        measure=Measure.AMOUNT,
        total=F("petition__headcount"),
        unit="人次",
    ),
    registered("visits", "来访", "登记里来访的。", petition__channel=Channel.VISIT),
    registered(
        "crowds",
        "集体访",
        f"来访里 {CROWD} 人以上的。",
        petition__channel=Channel.VISIT,
        petition__headcount__gte=CROWD,
    ),
    registered("skipped", "越级走访", "来访里记为越级的。", petition__skipped_level=True),
    figure("forwarded", "转送", "期内转送过的信访件。", sent(Sending.FORWARD)),
    figure("assigned", "交办", "期内交办过的信访件。", sent(Sending.ASSIGN)),
    figure("supervised", "督办", "期内开始督办的信访件。", supervised),
    figure("accepted", "受理", "受理时间在期内的。", "petition__accepted_at"),
    concluded("refused", "不予受理", "期内作出不予受理的。", "not_accepted"),
    concluded("guided", "告知其他途径", "期内告知走其他途径的。", "guided"),
    concluded("transferred", "转外单位和纪检监察等机关", "期内转给平台以外机关的。", "transferred"),
    figure("answered", "出具处理意见", "期内出具信访处理意见书的。", ANSWERED),
    figure(
        "supported",
        "支持请求",
        "处理意见里支持请求的。",
        opinion(stage=Stage.HANDLING, result=Result.SUPPORT),
    ),
    figure(
        "explained",
        "作解释",
        "处理意见里合理但缺乏依据、作解释的。",
        opinion(stage=Stage.HANDLING, result=Result.EXPLAIN),
    ),
    figure(
        "rejected",
        "不予支持",
        "处理意见里不予支持的。",
        opinion(stage=Stage.HANDLING, result=Result.REJECT),
    ),
    figure("extended", "延期", "期内延期告知书送达的。", told(Document.EXTENSION)),
    figure("reviewed", "复查", "期内出具复查意见的。", opinion(stage=Stage.REVIEW)),
    figure("rechecked", "复核", "期内出具复核意见的。", opinion(stage=Stage.RECHECK)),
    figure(
        "notice_due",
        "应告知受理",
        "告知是否受理的期限在期内到期的。姓名或地址不清、不用告知的不算。",
        NOTICE_DUE,
    ),
    figure("notice_kept", "按期告知受理", "应告知受理里按期告知的。", in_time(ORG_NOTIFY, **TOLD)),
    figure("opinion_due", "应出处理意见", "办理期限在期内到期的。", OPINION_DUE),
    figure("opinion_kept", "按期出处理意见", "应出处理意见里按期出具的。", in_time(HANDLE)),
    figure(
        "ratable",
        "可以评价",
        "第一份答复期内送达、初次登记、可以评价的。检举控告，走诉讼、仲裁、复议等的不评。",
        ratable,
        once=True,
    ),
    figure("rated", "参加评价", "可以评价里评过任一方的。", rated(), once=True),
    figure("rated_organ", "评过有权处理机关", "可以评价里评过的。", BY_ORGAN, once=True),
    figure(
        "content_organ",
        "对有权处理机关满意",
        "评过里满意和基本满意的。",
        rated(rated=Rated.ORGAN, level__in=CONTENT),
        once=True,
    ),
    figure("rated_office", "评过信访部门", "可以评价里评过的。", BY_OFFICE, once=True),
    figure(
        "content_office",
        "对信访部门满意",
        "评过里满意和基本满意的。",
        rated(rated=Rated.OFFICE, level__in=CONTENT),
        once=True,
    ),
)
RATES = (
    rate(
        "timely_accept",
        "及时受理率（按期告知 ÷ 应告知）",
        "应告知受理的里，按期告知的占比。",
        NOTICE_DUE,
        in_time(ORG_NOTIFY, **TOLD),
        "repeat_share",
    ),
    rate(
        "on_time_reply",
        "按期答复率（按期出意见 ÷ 应出意见）",
        "应出处理意见的里，按期出具的占比。",
        OPINION_DUE,
        in_time(HANDLE),
        "review_share",
    ),
    rate(
        "participation",
        "群众参评率（评过 ÷ 可评）",
        "可以评价的里，评过任一方的占比。",
        ratable,
        rated(),
        "satisfaction_organ",
        once=True,
    ),
    rate(
        "satisfaction_organ",
        "对有权处理机关的满意率（满意和基本满意 ÷ 评过）",
        "评过有权处理机关的里，满意和基本满意的占比。没评的不算满意（XF-73）。",
        BY_ORGAN,
        rated(rated=Rated.ORGAN, level__in=CONTENT),
        "participation",
        once=True,
    ),
    rate(
        "satisfaction_office",
        "对信访部门的满意率（满意和基本满意 ÷ 评过）",
        "评过信访部门的里，满意和基本满意的占比。没评的不算满意（XF-73）。",
        BY_OFFICE,
        rated(rated=Rated.OFFICE, level__in=CONTENT),
        "participation",
        once=True,
    ),
    rate(
        "repeat_share",
        "重复信访占比（重复 ÷ 登记）",
        "登记的里，重复的占比。",
        REGISTERED,
        Q(petition__is_repeat=True),
        "on_time_reply",
        better="down",
    ),
    rate(
        "review_share",
        "申请复查的占比（复查 ÷ 出意见）",
        "期内出具处理意见的里，后来出具过复查意见的占比。",
        ANSWERED,
        Q(Exists(REVIEWED)),
        "on_time_reply",
        better="",
    ),
)
declare((*COUNTS, *RATES))
