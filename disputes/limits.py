"""Time limits of a dispute by its type, each with its article (domain.md 0.5, 2). Counties may set theirs."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from django.utils import timezone

from accounts.models import Role
from casework.clocks import Calendar, Limit, TimeUnit
from casework.rules import Extension, Length, Rule, enrol, rules
from casework.workflow import LimitOf
from disputes.dictionaries import BodySort, JusticeType, Way

ACCEPT, MEDIATE, TIER, REPORT, CONFIRM, VISIT, WAY, FILE = (
    "dispute.accept",
    "dispute.mediate",
    "dispute.tier",
    "dispute.report",
    "dispute.confirm",
    "dispute.visit",
    "dispute.way",
    "dispute.file",
)
KIND = "矛盾纠纷"
OURS = "平台默认期限（矛盾纠纷），县里可以改"
GRADES = {value: label for value, label in JusticeType.choices}  # noqa: C416 - a plain mapping
THIRTY: Length = (30, TimeUnit.DAYS)
# How long mediation may take, where a norm says otherwise than thirty days.
MEDIATION: Mapping[str, Length] = {
    JusticeType.MEDICAL: (30, TimeUnit.WORKING_DAYS),
    JusticeType.WAGES: (15, TimeUnit.DAYS),
    JusticeType.LABOUR: (15, TimeUnit.DAYS),
    "": THIRTY,
}
# How long each tier tries before it goes up (MD-41).
TIERS: Mapping[str, Length] = {
    BodySort.VILLAGE: (7, TimeUnit.DAYS),
    BodySort.TOWN: (15, TimeUnit.DAYS),
    BodySort.COUNTY: THIRTY,
    "": THIRTY,
}
# Until when each other way is open to the parties (domain.md 0.5, 2.6).
CLOCKED: Mapping[str, Length] = {
    Way.ARBITRATION: (12, TimeUnit.MONTHS),
    Way.LAND_ARBITRATION: (24, TimeUnit.MONTHS),
    Way.RECONSIDERATION: (60, TimeUnit.DAYS),
    Way.COURT: (36, TimeUnit.MONTHS),
}
REGISTRATION = Limit("body.register", 30, "医疗纠纷预防和处理条例 32", TimeUnit.WORKING_DAYS, "备案")
# Both parties agree, and it is no mediator who grants it to themselves (MD-18).
LONGER = Extension(
    approvers=frozenset({Role.JUDICIAL, Role.TOWN, Role.CENTER}), consent="双方当事人都同意延长"
)


def article(key: str, label: str, text: str, basis: str, lengths: Mapping[str, Length], **more: Any) -> None:
    enrol(Rule(key, label, KIND, text, basis, lengths, **{"grades": GRADES} | more))


article(ACCEPT, "受理", "从登记到受理或不受理。", OURS, {"": (3, TimeUnit.WORKING_DAYS)})
article(
    MEDIATE,
    "调解",
    "从受理到协议生效或终止。到期双方同意才能延长，否则终止并告诉当事人其他途径。",
    "一般 30 日；医疗纠纷 30 个工作日（医疗纠纷预防和处理条例 38）；劳动争议 15 日（调解仲裁法 14）",
    MEDIATION,
    extension=LONGER,
    suspension="医疗纠纷的鉴定时间不计入（医疗纠纷预防和处理条例 38）；别的纠纷照走",
)
article(
    TIER,
    "本级调解",
    "从受理起，村 7 日、镇 15 日、县 30 日还没有调成的，建议报上一级；紧急的立即报。只是建议，不算超期。",
    OURS,
    TIERS,
    grades=dict(BodySort.choices),
    advice="调不下来的，建议“报上一级”。",
)
article(
    REPORT,
    "回报委托单位",
    "法院、公安、信访等委托移送的，在约定的日期以前回报结果。约定的日期写在那件上。",
    "委托单位和调委会的约定",
    {"": THIRTY},
)
article(
    CONFIRM,
    "申请司法确认",
    "双方当事人自协议生效之日起 30 日内共同申请。",
    "人民调解法 33；民事诉讼法 205",
    {"": THIRTY},
    of_citizen=True,
    warns=(20, 25),
)
article(VISIT, "回访", "协议生效后 30 日内第一次回访。", OURS, {"": THIRTY})
article(
    WAY,
    "走其他途径",
    "没有调成的，当事人在这个期限以内走别的途径；从知道权利被侵害、或收到决定的那天起算。",
    "劳动争议调解仲裁法 27；土地承包仲裁法 18；行政复议法 20；民法典 188",
    {**CLOCKED, "": CLOCKED[Way.COURT]},
    grades={way: str(Way(way).label) for way in CLOCKED},
    of_citizen=True,
)
article(FILE, "立卷", "从回访、或告知其他途径，到卷宗立好。", OURS, {"": (10, TimeUnit.WORKING_DAYS)})


def register_by(body: Any, calendar: Calendar) -> date | None:
    """The last day for a committee to register: thirty working days from when it was set up (MD-06)."""
    if body.registered_on or body.retired_on or not body.is_committee or not body.term_from:
        return None
    zone = timezone.get_default_timezone()
    start = datetime.combine(body.term_from, time.min, tzinfo=zone)
    return REGISTRATION.due(start, calendar, zone).legal_on


def limit_of(key: str) -> LimitOf:
    """The limit of this key for a given matter: of its type, or the default."""

    def find(matter: Any) -> Limit:
        limit: Limit = matter.own.limit(key)
        return limit

    return find


def limit_of_tier(matter: Any) -> Limit | None:
    """How long this tier tries (MD-41); none where there is no tier above, or the body is of no tier."""
    limit: Limit | None = matter.own.tier_limit(TIER)
    return limit


def limit_of_report(matter: Any) -> Limit | None:
    """To the day by which whoever entrusted it wants to hear."""
    sent = matter.referral
    return Limit(REPORT, (sent.report_by - sent.sent_on).days, str(sent.sender), label="回报委托单位")


def limit_of_way(way: str) -> Limit:
    """Until when the way is open. The law's own length: no county changes a limitation."""
    amount, unit = CLOCKED[way]
    return Limit(WAY, amount, rules()[WAY].basis, unit, f"走其他途径：{Way(way).label}")


def limit_of_own_way(matter: Any) -> Limit | None:
    """The clock of the way that the parties were told of; some have none."""
    return limit_of_way(matter.own.way) if matter.own.way in CLOCKED else None
