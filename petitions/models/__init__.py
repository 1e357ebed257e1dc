from petitions.models.hearings import FollowUp, Hearing
from petitions.models.imported import ImportedRow
from petitions.models.opinions import Delivery, Execution, Opinion
from petitions.models.papers import Paper, Series
from petitions.models.petition import Petition
from petitions.models.petitioners import Petitioner, Recusal
from petitions.models.planned import HearingPlan
from petitions.models.profiles import Profile, Topic
from petitions.models.receptions import Charge, ReceptionDay
from petitions.models.routing import Objection, Refusal, Routing
from petitions.models.supervising import Measure, Recommendation
from petitions.models.voicing import Rating, Unsolved

__all__ = [
    "Charge",
    "Delivery",
    "Execution",
    "FollowUp",
    "Hearing",
    "HearingPlan",
    "ImportedRow",
    "Measure",
    "Objection",
    "Opinion",
    "Paper",
    "Petition",
    "Petitioner",
    "Profile",
    "Rating",
    "ReceptionDay",
    "Recommendation",
    "Recusal",
    "Refusal",
    "Routing",
    "Series",
    "Topic",
    "Unsolved",
]
