from casework.services.access import grant
from casework.services.calendar import import_holidays
from casework.services.files import attach_photo
from casework.services.joining import join
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
    "attach_photo",
    "change",
    "deliver_next_message",
    "free_held_by_leavers",
    "give_up_abandoned",
    "grant",
    "import_holidays",
    "import_matters",
    "join",
    "notify",
    "perform",
    "register",
    "remind_all",
    "reveal",
    "send_again",
]
