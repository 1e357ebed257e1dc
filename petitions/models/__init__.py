from petitions.models.hearings import FollowUp, Hearing
from petitions.models.imported import ImportedRow
from petitions.models.opinions import Delivery, Execution, Opinion
from petitions.models.petition import Petition
from petitions.models.petitioners import Petitioner, Recusal
from petitions.models.profiles import Profile, Topic
from petitions.models.routing import Objection, Refusal, Routing
from petitions.models.voicing import Rating, Unsolved

__all__ = [
    "Delivery",
    "Execution",
    "FollowUp",
    "Hearing",
    "ImportedRow",
    "Objection",
    "Opinion",
    "Petition",
    "Petitioner",
    "Profile",
    "Rating",
    "Recusal",
    "Refusal",
    "Routing",
    "Topic",
    "Unsolved",
]
