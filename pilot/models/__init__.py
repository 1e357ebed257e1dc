"""The pilot programme: its leading group with all its versions, its meetings, its tasks, its money."""

from pilot.models.funds import Fund, Plan, Spending
from pilot.models.group import GroupVersion
from pilot.models.letters import Letter, LetterSeries
from pilot.models.meetings import Decision, Meeting, MeetingSort
from pilot.models.parts import DutyItem, MemberUnit, Office, Post, SpecialGroup, SpecialUnit
from pilot.models.surveys import Method as SurveyMethod
from pilot.models.surveys import Question, Survey, SurveyResult
from pilot.models.tasks import Milestone, Support, Task, TaskSource

__all__ = [
    "Decision",
    "DutyItem",
    "Fund",
    "GroupVersion",
    "Letter",
    "LetterSeries",
    "Meeting",
    "MeetingSort",
    "MemberUnit",
    "Milestone",
    "Office",
    "Plan",
    "Post",
    "Question",
    "SpecialGroup",
    "SpecialUnit",
    "Spending",
    "Support",
    "Survey",
    "SurveyMethod",
    "SurveyResult",
    "Task",
    "TaskSource",
]
