"""How long a unit has to mend what it is held to, how long a veto lasts, how long a list is put up.

The county may set each of them; the numbers here are the domain's defaults (domain.md 5.4, 5.6, 10).
"""

from datetime import date

from django.utils import timezone

from casework.clocks import TimeUnit
from casework.models import LimitRule, SpecialDay
from casework.rules import Rule, enrol
from outcomes.workflow import Level
from security import clock

RECTIFY, PLAN, VETO, PUBLICITY = "outcomes.rectify", "outcomes.plan", "outcomes.veto", "outcomes.publicity"
KIND, BASIS = "结果运用", "平台默认期限（结果运用），县里可以改"

enrol(
    Rule(
        RECTIFY,
        "整改",
        KIND,
        "从签发那天起，到整改应当完成的日期；挂牌督办的，也是挂牌的期限。",
        BASIS,
        {
            "": (1, TimeUnit.MONTHS),
            Level.REMINDER: (10, TimeUnit.WORKING_DAYS),
            Level.LISTING: (6, TimeUnit.MONTHS),
        },
        grades={level.value: level.label for level in Level if level != Level.VETO},
    )
)
enrol(
    Rule(
        PLAN,
        "报整改方案",
        KIND,
        "从签发那天起，到单位报来整改方案。",
        BASIS,
        {"": (5, TimeUnit.WORKING_DAYS)},
    )
)
enrol(
    Rule(
        VETO,
        "不得评先评优",
        KIND,
        "挂牌到期没有整改好的，从到期那天起；特别严重的，从发生那天起；一票否决的，从决定那天起。",
        BASIS,
        {"": (12, TimeUnit.MONTHS)},
    )
)
enrol(
    Rule(
        PUBLICITY,
        "公示",
        KIND,
        "从公示那天的第二天起，到公示结束；期间谁都可以提异议。",
        BASIS,
        {"": (5, TimeUnit.WORKING_DAYS)},
    )
)


def last_day(key: str, start: date, *, grade: str = "") -> date:
    """The last day of the limit that begins on this day, by the county's calendar (T-01 to T-05)."""
    limit = LimitRule.objects.limit(key, categories=[], grade=grade, on=start)
    begins = clock.day_begins(start)
    return limit.due(begins, SpecialDay.calendar(), timezone.get_default_timezone()).legal_on
