"""Time limits of a case by category and urgency (domain.md 3.5, D). A county may set its own in a table."""

from collections.abc import Mapping
from typing import Any

from accounts.models import Role
from casework.clocks import Limit, TimeUnit
from casework.rules import Extension, Length, Rule, enrol
from casework.workflow import LimitOf

TOTAL, DISPATCH, ACCEPT, HANDLE, CHECK, CLOSE = (
    "grid.total",
    "grid.dispatch",
    "grid.accept",
    "grid.handle",
    "grid.check",
    "grid.close",
)
BASIS = "平台默认期限（网格案件），县里可以改"
GRADES = {"urgent": "紧急", "general": "一般", "complex": "复杂", "major": "重大"}
A_DAY: Length = (1, TimeUnit.WORKING_DAYS)

# By urgency, the time to put it right, and the whole: that, and a day each to send, to check and to close.
DISPOSAL: Mapping[str, Length] = {
    "urgent": (24, TimeUnit.HOURS),
    "general": (3, TimeUnit.WORKING_DAYS),
    "complex": (7, TimeUnit.WORKING_DAYS),
    "major": (15, TimeUnit.WORKING_DAYS),
}
WHOLE: Mapping[str, Length] = {
    "urgent": (5, TimeUnit.WORKING_DAYS),
    "general": (6, TimeUnit.WORKING_DAYS),
    "complex": (10, TimeUnit.WORKING_DAYS),
    "major": (18, TimeUnit.WORKING_DAYS),
}
# What is urgent is answered within two hours: half an hour to send it, the rest to take it in hand.
SENDING: Mapping[str, Length] = {"urgent": (30, TimeUnit.MINUTES), "": (4, TimeUnit.WORKING_HOURS)}
TAKING: Mapping[str, Length] = {"urgent": (90, TimeUnit.MINUTES), "": A_DAY}

# Not the one who asks (casework.services.extensions): the township, the county's centre or its office.
LONGER = Extension(approvers=frozenset({Role.TOWN, Role.CENTER, Role.OFFICE}))


def article(key: str, label: str, text: str, lengths: Mapping[str, Length], **more: Any) -> Rule:
    return enrol(
        Rule(key, label, "网格案件", text, BASIS, lengths, grades=GRADES, catalogue="grids.Category", **more)
    )


article(TOTAL, "全程", "从登记到办结，一件事一共不超过这么久。各环节的期限都在它里面走。", WHOLE, total=True)
article(DISPATCH, "分派", "从登记（或退回、撤回、重新办理）到派单。", SENDING)
article(ACCEPT, "接单", "从派单到承办单位接单或退回。", TAKING)
article(
    HANDLE, "处置", "从派单（不是从接单）到办结上报；返工从返工那一刻重新算。", DISPOSAL, extension=LONGER
)
article(CHECK, "核查", "从办结上报到核查通过或返工。", {"": A_DAY})
article(CLOSE, "结案", "从核查通过到办结。", {"": A_DAY})


def limit_of(key: str) -> LimitOf:
    """The limit of this key for a given matter: its category's own, or a wider one's, or the default."""

    def find(matter: Any) -> Limit:
        limit: Limit = matter.own.limit(key)
        return limit

    return find
