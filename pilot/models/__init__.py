"""The pilot programme: its leading group with all its versions."""

from pilot.models.group import GroupVersion
from pilot.models.parts import DutyItem, MemberUnit, Office, Post, SpecialGroup, SpecialUnit

__all__ = ["DutyItem", "GroupVersion", "MemberUnit", "Office", "Post", "SpecialGroup", "SpecialUnit"]
