from casework.models.access import Accusation, Grant
from casework.models.calendar import HolidayNotice, SpecialDay
from casework.models.codes import QueryCode
from casework.models.extensions import Extension
from casework.models.feeds import Feed
from casework.models.files import Attachment, Original, OriginalLook
from casework.models.joining import Joining
from casework.models.limits import LimitRule, OfficeTime
from casework.models.matter import Matter, MatterQuerySet
from casework.models.messages import Message, Notice
from casework.models.nudges import Nudge
from casework.models.people import DataKey, Person, Reveal, Sealed
from casework.models.records import Deadline, Event, Link
from casework.models.saved import SavedFilter
from casework.models.search import SearchText
from casework.models.standing import Merger, Postponement, Supervision
from casework.models.tellings import Telling
from casework.models.texts import StandardText
from casework.models.undo import UNDO_FOR, Undo
from casework.models.uploads import NoticeUpload

__all__ = [
    "UNDO_FOR",
    "Accusation",
    "Attachment",
    "DataKey",
    "Deadline",
    "Event",
    "Extension",
    "Feed",
    "Grant",
    "HolidayNotice",
    "Joining",
    "LimitRule",
    "Link",
    "Matter",
    "MatterQuerySet",
    "Merger",
    "Message",
    "Notice",
    "NoticeUpload",
    "Nudge",
    "OfficeTime",
    "Original",
    "OriginalLook",
    "Person",
    "Postponement",
    "QueryCode",
    "Reveal",
    "SavedFilter",
    "Sealed",
    "SearchText",
    "SpecialDay",
    "StandardText",
    "Supervision",
    "Telling",
    "Undo",
]
