"""The days of an appeal (domain.md 5.7): for the unit to object, for the office to answer."""

from datetime import date, timedelta

from django.utils import timezone

from casework.clocks import TimeUnit
from casework.models import LimitRule, SpecialDay
from casework.rules import Rule, enrol
from security import clock

OBJECT, ANSWER = "assessment.object", "assessment.answer"
BASIS = "平台默认期限（考核申诉），县里可以改"

enrol(
    Rule(
        OBJECT,
        "申诉",
        "考核申诉",
        "从征求意见的第二天起，到被考核单位提出申诉。",
        BASIS,
        {"": (5, TimeUnit.WORKING_DAYS)},
    )
)
enrol(
    Rule(
        ANSWER,
        "答复申诉",
        "考核申诉",
        "从提出申诉的第二天起，到办公室答复。",
        BASIS,
        {"": (5, TimeUnit.WORKING_DAYS)},
    )
)


def last_day(key: str, since: date) -> date:
    """The last day of so many working days after this one."""
    limit = LimitRule.objects.limit(key, categories=[], grade="", on=since)
    begun = clock.day_begins(since) + timedelta(hours=12)
    return limit.due(begun, SpecialDay.calendar(), timezone.get_default_timezone()).legal_on
