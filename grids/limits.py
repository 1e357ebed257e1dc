"""Time limits of a case by category and urgency (domain.md 3.5, D). A county may set its own in a table."""

from typing import Any

from casework.clocks import Limit, TimeUnit
from casework.workflow import LimitOf

DISPATCH, ACCEPT, HANDLE, CHECK, CLOSE = (
    "grid.dispatch",
    "grid.accept",
    "grid.handle",
    "grid.check",
    "grid.close",
)
LABELS = {DISPATCH: "分派", ACCEPT: "接单", HANDLE: "处置", CHECK: "核查", CLOSE: "结案"}
BASIS = "平台默认期限（网格案件），县里可以改"

# urgency -> (amount, unit) of the time to put it right
DISPOSAL = {
    "urgent": (24, TimeUnit.HOURS),
    "general": (3, TimeUnit.WORKING_DAYS),
    "complex": (7, TimeUnit.WORKING_DAYS),
    "major": (15, TimeUnit.WORKING_DAYS),
}


def default_limit(key: str, urgency: str) -> Limit:
    """The limit where the county has set none. What is urgent is dispatched and accepted in 2 hours."""
    if key == HANDLE:
        amount, unit = DISPOSAL[urgency]
    elif urgency == "urgent" and key in {DISPATCH, ACCEPT}:
        amount, unit = 2, TimeUnit.HOURS
    else:
        amount, unit = 1, TimeUnit.WORKING_DAYS
    return Limit(key, amount, BASIS, unit, LABELS[key])


def limit_of(key: str) -> LimitOf:
    """The limit of this key for a given matter: its category's own, or a wider one's, or the default."""

    def find(matter: Any) -> Limit:
        case = matter.own
        own = case.limit_rule(key)
        return own.as_limit() if own else default_limit(key, case.urgency)

    return find
