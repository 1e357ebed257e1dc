"""The acts of a task. Each takes a task's matter and returns it fresh, its own row with it."""

from casework.services import lift, supervise
from pilot.services.finishing import cancel, confirm, keep, reopen, send_back, submit
from pilot.services.giving import accept, assign, hand_back, recall, register
from pilot.services.working import approve, ask_cancel, postpone, refuse, report, resume

__all__ = [
    "accept",
    "approve",
    "ask_cancel",
    "assign",
    "cancel",
    "confirm",
    "hand_back",
    "keep",
    "lift",
    "postpone",
    "recall",
    "refuse",
    "register",
    "reopen",
    "report",
    "resume",
    "send_back",
    "submit",
    "supervise",
]
