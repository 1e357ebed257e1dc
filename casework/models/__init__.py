from casework.models.access import Accusation, Grant
from casework.models.calendar import HolidayNotice, SpecialDay
from casework.models.matter import Matter, MatterQuerySet
from casework.models.messages import Message, Notice
from casework.models.people import DataKey, Person, Reveal, Sealed
from casework.models.records import Attachment, Deadline, Event, Link
from casework.models.saved import SavedFilter
from casework.models.search import SearchText

__all__ = [
    "Accusation",
    "Attachment",
    "DataKey",
    "Deadline",
    "Event",
    "Grant",
    "HolidayNotice",
    "Link",
    "Matter",
    "MatterQuerySet",
    "Message",
    "Notice",
    "Person",
    "Reveal",
    "SavedFilter",
    "Sealed",
    "SearchText",
    "SpecialDay",
]
