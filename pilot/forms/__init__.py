"""Forms of tasks: written down one by one or by the year's list, looked for, moved."""

from pilot.forms.moves import MOVE_FORMS
from pilot.forms.tasks import ListForm, TaskFilterForm, TaskForm

__all__ = ["MOVE_FORMS", "ListForm", "TaskFilterForm", "TaskForm"]
