"""Forms of the ledger: its lines, what is added to them, what narrows its lists."""

from activities.forms.adding import AcceptForm, CheckForm, SchemeForm, StepForm, WithdrawForm
from activities.forms.entries import (
    ActivityForm,
    CharterForm,
    ContactForm,
    CreationForm,
    EntryForm,
    OrganisationForm,
    PurchaseForm,
    ResolutionForm,
)
from activities.forms.lists import LedgerFilterForm

__all__ = [
    "AcceptForm",
    "ActivityForm",
    "CharterForm",
    "CheckForm",
    "ContactForm",
    "CreationForm",
    "EntryForm",
    "LedgerFilterForm",
    "OrganisationForm",
    "PurchaseForm",
    "ResolutionForm",
    "SchemeForm",
    "StepForm",
    "WithdrawForm",
]
