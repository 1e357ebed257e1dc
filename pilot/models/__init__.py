"""The pilot programme: its leading group with all its versions, and its tasks."""

from pilot.models.group import GroupVersion
from pilot.models.parts import DutyItem, MemberUnit, Office, Post, SpecialGroup, SpecialUnit
from pilot.models.tasks import Milestone, Support, Task, TaskSource

__all__ = [
    "DutyItem",
    "GroupVersion",
    "MemberUnit",
    "Milestone",
    "Office",
    "Post",
    "SpecialGroup",
    "SpecialUnit",
    "Support",
    "Task",
    "TaskSource",
]
