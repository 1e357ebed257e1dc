from disputes.models.agreements import Agreement, Item, Visit
from disputes.models.bodies import Body, Mediator
from disputes.models.confirming import Confirmation
from disputes.models.dispute import Dispute, Session
from disputes.models.parties import Party, Recusal

__all__ = [
    "Agreement",
    "Body",
    "Confirmation",
    "Dispute",
    "Item",
    "Mediator",
    "Party",
    "Recusal",
    "Session",
    "Visit",
]
