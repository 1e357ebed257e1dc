"""The acts of an assessment."""

from assessment.services.appealing import answer, appeal, confirm, correct
from assessment.services.calculating import calculate, calculate_all
from assessment.services.filling import fill, return_entries, sign
from assessment.services.moving import decide, notice, open_run, propose, publish, send_back, show_by_score
from assessment.services.schemes import adopt, bring_in, discard, draft

__all__ = [
    "adopt",
    "answer",
    "appeal",
    "bring_in",
    "calculate",
    "calculate_all",
    "confirm",
    "correct",
    "decide",
    "discard",
    "draft",
    "fill",
    "notice",
    "open_run",
    "propose",
    "publish",
    "return_entries",
    "send_back",
    "show_by_score",
    "sign",
]
