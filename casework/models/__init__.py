from casework.models.access import Accusation, Grant
from casework.models.calendar import HolidayNotice, SpecialDay
from casework.models.extensions import Extension
from casework.models.feeds import Feed
from casework.models.limits import LimitRule, OfficeTime
from casework.models.matter import Matter, MatterQuerySet
from casework.models.messages import Message, Notice
from casework.models.people import DataKey, Person, Reveal, Sealed
from casework.models.records import Attachment, Deadline, Event, Link
from casework.models.uploads import NoticeUpload

__all__ = [
    "Accusation",
    "Attachment",
    "DataKey",
    "Deadline",
    "Event",
    "Extension",
    "Feed",
    "Grant",
    "HolidayNotice",
    "LimitRule",
    "Link",
    "Matter",
    "MatterQuerySet",
    "Message",
    "Notice",
    "NoticeUpload",
    "OfficeTime",
    "Person",
    "Reveal",
    "Sealed",
    "SpecialDay",
]
