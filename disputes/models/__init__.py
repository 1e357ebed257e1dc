from disputes.models.agreements import Agreement, Item, Visit
from disputes.models.bodies import Body, Mediator
from disputes.models.confirming import Confirmation
from disputes.models.dispute import Dispute, Session
from disputes.models.handing import HandOff, Referral
from disputes.models.parties import Declaration, Party, Recusal

__all__ = [
    "Agreement",
    "Body",
    "Confirmation",
    "Declaration",
    "Dispute",
    "HandOff",
    "Item",
    "Mediator",
    "Party",
    "Recusal",
    "Referral",
    "Session",
    "Visit",
]
