from casework.models.access import Accusation, Grant
from casework.models.calendar import HolidayNotice, SpecialDay
from casework.models.joining import Joining
from casework.models.matter import Matter, MatterQuerySet
from casework.models.messages import Message, Notice
from casework.models.people import DataKey, Person, Reveal, Sealed
from casework.models.records import Attachment, Deadline, Event, Link

__all__ = [
    "Accusation",
    "Attachment",
    "DataKey",
    "Deadline",
    "Event",
    "Grant",
    "HolidayNotice",
    "Joining",
    "Link",
    "Matter",
    "MatterQuerySet",
    "Message",
    "Notice",
    "Person",
    "Reveal",
    "Sealed",
    "SpecialDay",
]
