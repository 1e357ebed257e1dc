"""The ledger: what was held, bought, decided and created, each line with its place, unit and day."""

from activities.models.creating import Acceptance, Creation, Scheme, SelfCheck, Standard
from activities.models.entries import Correction, Entry
from activities.models.ledger import Activity, Contact, Organisation, Purchase
from activities.models.resolving import Charter, Resolution, Step

__all__ = [
    "Acceptance",
    "Activity",
    "Charter",
    "Contact",
    "Correction",
    "Creation",
    "Entry",
    "Organisation",
    "Purchase",
    "Resolution",
    "Scheme",
    "SelfCheck",
    "Standard",
    "Step",
]
