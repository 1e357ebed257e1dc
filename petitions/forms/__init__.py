from petitions.forms.intake import CANNOT_LOG, PetitionForm, may_register
from petitions.forms.lists import PetitionFilterForm
from petitions.forms.moves import MOVE_FORMS, REASONS

__all__ = ["CANNOT_LOG", "MOVE_FORMS", "REASONS", "PetitionFilterForm", "PetitionForm", "may_register"]
