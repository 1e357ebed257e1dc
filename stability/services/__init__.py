from casework.services import lift, link, supervise
from stability.services.analysing import analyse, examine, fulfil, identify, prevent, set_level
from stability.services.consulting import ask_expert, consult, hear
from stability.services.deciding import (
    adjust,
    decide,
    file,
    legality,
    reevaluate,
    report,
    review,
    send_legality,
)
from stability.services.following import account, check_up, close, post_assess, reopen, track
from stability.services.listing import drop, exempt, plan, register

__all__ = [
    "account",
    "adjust",
    "analyse",
    "ask_expert",
    "check_up",
    "close",
    "consult",
    "decide",
    "drop",
    "examine",
    "exempt",
    "file",
    "fulfil",
    "hear",
    "identify",
    "legality",
    "lift",
    "link",
    "plan",
    "post_assess",
    "prevent",
    "reevaluate",
    "register",
    "reopen",
    "report",
    "review",
    "send_legality",
    "set_level",
    "supervise",
    "track",
]
