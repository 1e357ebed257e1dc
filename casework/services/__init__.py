from casework.services.access import grant
from casework.services.calendar import import_holidays
from casework.services.delivering import (
    confirm_sent,
    deliver_next_message,
    give_up_abandoned,
    send_again,
)
from casework.services.extensions import ask_extension, decide_extension
from casework.services.files import attach, attach_all
from casework.services.joining import join
from casework.services.linking import link, refuse_open_children
from casework.services.merging import merge, split
from casework.services.messages import notify
from casework.services.moves import perform
from casework.services.nudging import nudge
from casework.services.opening import import_matters, register
from casework.services.people import add_people, add_person, change, reveal
from casework.services.postponing import approve, postpone, refuse, resume, resume_due
from casework.services.reminders import free_held_by_leavers, remind_all
from casework.services.residents import tell_resident, tell_step, told_outside
from casework.services.standing_still import suspend
from casework.services.supervising import lift, supervise

__all__ = [
    "add_people",
    "add_person",
    "approve",
    "ask_extension",
    "attach",
    "attach_all",
    "change",
    "confirm_sent",
    "decide_extension",
    "deliver_next_message",
    "free_held_by_leavers",
    "give_up_abandoned",
    "grant",
    "import_holidays",
    "import_matters",
    "join",
    "lift",
    "link",
    "merge",
    "notify",
    "nudge",
    "perform",
    "postpone",
    "refuse",
    "refuse_open_children",
    "register",
    "remind_all",
    "resume",
    "resume_due",
    "reveal",
    "send_again",
    "split",
    "supervise",
    "suspend",
    "tell_resident",
    "tell_step",
    "told_outside",
]
