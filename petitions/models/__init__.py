from petitions.models.hearings import FollowUp, Hearing
from petitions.models.opinions import Delivery, Execution, Opinion
from petitions.models.petition import Petition
from petitions.models.petitioners import Petitioner, Recusal
from petitions.models.profiles import Profile, Topic
from petitions.models.routing import Objection, Refusal, Routing

__all__ = [
    "Delivery",
    "Execution",
    "FollowUp",
    "Hearing",
    "Objection",
    "Opinion",
    "Petition",
    "Petitioner",
    "Profile",
    "Recusal",
    "Refusal",
    "Routing",
    "Topic",
]
