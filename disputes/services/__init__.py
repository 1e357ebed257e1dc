"""The acts of a dispute. Each takes its matter and returns it fresh, its own row with it."""

from casework.services import lift, link, supervise
from disputes.services.agreeing import agree, sign, take_effect, unsign
from disputes.services.applying import apply
from disputes.services.appraising import appraise, appraised
from disputes.services.closing import file, reopen
from disputes.services.confirming import confirm, court_answer, order, renegotiate, ruling
from disputes.services.handing import entrusted, hand_off, outcome, report_back
from disputes.services.mediating import adjourn, alert, fail, inquire, mark, meet, notify, turn_down
from disputes.services.peopling import bring_in, correct, leave
from disputes.services.performing import default, follow_up, pay, perform, to_court, urge, visit
from disputes.services.planning import call_off, plan
from disputes.services.registering import register
from disputes.services.taking import accept, assign, declare, decline, escalate, replace

__all__ = [
    "accept",
    "adjourn",
    "agree",
    "alert",
    "apply",
    "appraise",
    "appraised",
    "assign",
    "bring_in",
    "call_off",
    "confirm",
    "correct",
    "court_answer",
    "declare",
    "decline",
    "default",
    "entrusted",
    "escalate",
    "fail",
    "file",
    "follow_up",
    "hand_off",
    "inquire",
    "leave",
    "lift",
    "link",
    "mark",
    "meet",
    "notify",
    "order",
    "outcome",
    "pay",
    "perform",
    "plan",
    "register",
    "renegotiate",
    "reopen",
    "replace",
    "report_back",
    "ruling",
    "sign",
    "supervise",
    "take_effect",
    "to_court",
    "turn_down",
    "unsign",
    "urge",
    "visit",
]
