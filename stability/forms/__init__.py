from stability.forms.listing import CANNOT_LOG, StabilityForm, may_register
from stability.forms.lists import StabilityFilterForm
from stability.forms.moves import MOVE_FORMS, REASONS

__all__ = ["CANNOT_LOG", "MOVE_FORMS", "REASONS", "StabilityFilterForm", "StabilityForm", "may_register"]
