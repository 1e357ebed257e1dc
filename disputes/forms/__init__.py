from disputes.forms.applying import ApplicationForm
from disputes.forms.intake import CANNOT_LOG, DisputeForm, may_register
from disputes.forms.lists import DisputeFilterForm
from disputes.forms.moves import MOVE_FORMS, REASONS

__all__ = [
    "CANNOT_LOG",
    "MOVE_FORMS",
    "REASONS",
    "ApplicationForm",
    "DisputeFilterForm",
    "DisputeForm",
    "may_register",
]
