"""What results are used for: measures towards units, support by results, honours, signed papers of facts."""

from outcomes.models.awards import Allocation, AllocationShare, Award, AwardState
from outcomes.models.honours import HonourSort, Nomination, Roll, RollState
from outcomes.models.measures import Measure
from outcomes.models.objections import Objection
from outcomes.models.papers import Paper, PaperSeries, PaperSort
from outcomes.models.schemes import Reach, Scheme, SchemeItem, SchemeUnit
from outcomes.models.steps import OrganDecision, Step, Talk
from outcomes.models.vouchers import Voucher

__all__ = [
    "Allocation",
    "AllocationShare",
    "Award",
    "AwardState",
    "HonourSort",
    "Measure",
    "Nomination",
    "Objection",
    "OrganDecision",
    "Paper",
    "PaperSeries",
    "PaperSort",
    "Reach",
    "Roll",
    "RollState",
    "Scheme",
    "SchemeItem",
    "SchemeUnit",
    "Step",
    "Talk",
    "Voucher",
]
