from casework.services.access import grant
from casework.services.calendar import import_holidays
from casework.services.extensions import ask_extension, decide_extension, resume, suspend
from casework.services.files import attach_photo
from casework.services.messages import (
    deliver_next_message,
    give_up_abandoned,
    notify,
    send_again,
)
from casework.services.moves import perform
from casework.services.opening import import_matters, register
from casework.services.people import add_people, add_person, change, reveal
from casework.services.reminders import free_held_by_leavers, remind_all

__all__ = [
    "add_people",
    "add_person",
    "ask_extension",
    "attach_photo",
    "change",
    "decide_extension",
    "deliver_next_message",
    "free_held_by_leavers",
    "give_up_abandoned",
    "grant",
    "import_holidays",
    "import_matters",
    "notify",
    "perform",
    "register",
    "remind_all",
    "resume",
    "reveal",
    "send_again",
    "suspend",
]
