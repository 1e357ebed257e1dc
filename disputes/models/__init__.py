from disputes.models.agreements import Agreement, Item, Visit
from disputes.models.bodies import Body, Mediator
from disputes.models.dispute import Dispute, Session
from disputes.models.dossiers import Volume
from disputes.models.inquiries import Inquiry
from disputes.models.parties import Party, Recusal
from disputes.models.templates import Template

__all__ = [
    "Agreement",
    "Body",
    "Dispute",
    "Inquiry",
    "Item",
    "Mediator",
    "Party",
    "Recusal",
    "Session",
    "Template",
    "Visit",
    "Volume",
]
