"""The life of a petition (domain.md 1.7): 登记 → 分类 → 转送 → 受理 → 办理 → 答复 → 复查 → 复核 → 终结.

What is for another procedure is guided there; an accusation is sent on, and no more is seen of it.
"""

from casework.workflow import Workflow
from petitions.limits import COUNTY_ROUTE, OFFICE_ROUTE, limit_of, limit_of_upward
from petitions.moves.answering import ANSWERING_MOVES
from petitions.moves.desk import DESK_MOVES
from petitions.moves.handling import HANDLING_MOVES
from petitions.moves.making import CONCERNED, ENDED, INTAKE, OPEN
from petitions.statuses import RESIDENT, PetitionStatus

PETITION_FLOW = Workflow(
    PetitionStatus,
    initial=PetitionStatus.REGISTERED,
    closed=ENDED,
    starts=(limit_of(OFFICE_ROUTE), limit_of(COUNTY_ROUTE), limit_of_upward),
    resident=RESIDENT,
    moves=[*DESK_MOVES, *HANDLING_MOVES, *ANSWERING_MOVES],
)

__all__ = ["CONCERNED", "ENDED", "INTAKE", "OPEN", "PETITION_FLOW", "RESIDENT", "PetitionStatus"]
