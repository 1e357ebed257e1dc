from disputes.models.agreements import Agreement, Item, Visit
from disputes.models.appointments import Appointment, Room
from disputes.models.appraising import Appraisal
from disputes.models.bodies import Body, Mediator
from disputes.models.confirming import Confirmation
from disputes.models.dispute import Dispute, Session
from disputes.models.dossiers import Volume
from disputes.models.findings import Fault, Found
from disputes.models.handing import HandOff, Referral
from disputes.models.inquiries import Inquiry
from disputes.models.parties import Declaration, Party, Recusal
from disputes.models.rewards import Claim, Objection, Publication, RewardRate
from disputes.models.sweeps import Sweep, SweepPlan
from disputes.models.templates import Template

__all__ = [
    "Agreement",
    "Appointment",
    "Appraisal",
    "Body",
    "Claim",
    "Confirmation",
    "Declaration",
    "Dispute",
    "Fault",
    "Found",
    "HandOff",
    "Inquiry",
    "Item",
    "Mediator",
    "Objection",
    "Party",
    "Publication",
    "Recusal",
    "Referral",
    "RewardRate",
    "Room",
    "Session",
    "Sweep",
    "SweepPlan",
    "Template",
    "Visit",
    "Volume",
]
