"""Who may do what in which states, in sets; and how a step of the office, or of a unit, is made."""

from accounts.models import Role
from casework.workflow import Move
from petitions import guards as g
from petitions.limits import COUNTY_ROUTE, FEEDBACK, HANDLERS, OBJECTION, OFFICE_ROUTE, ORG_NOTIFY
from petitions.statuses import PetitionStatus

S = PetitionStatus
OFFICE = frozenset({Role.XF_OFFICE})
JOINT = frozenset({Role.XF_JOINT})
# Whoever stands at a window, and whoever may be written to (首接).
INTAKE = OFFICE | HANDLERS | {Role.WINDOW, Role.CENTER}
SUPERVISORS = OFFICE | JOINT | {Role.LEADING_GROUP, Role.OFFICE}
CONCERNED = INTAKE | SUPERVISORS | {Role.KEEPER}
ENDED = frozenset(
    {
        S.FINAL,
        S.LAPSED,
        S.NOT_ACCEPTED,
        S.GUIDED,
        S.TRANSFERRED,
        S.REPLIED,
        S.MEDIATED,
        S.WITHDRAWN,
        S.MERGED,
    }
)
OPEN = frozenset(S) - ENDED
NEW = frozenset({S.REGISTERED})
DESK = frozenset({S.CLASSIFIED})
AT_UNIT = frozenset({S.ROUTED})
WORKING = frozenset({S.ACCEPTED, S.INVESTIGATING})
UNANSWERED = WORKING | {S.HEARING, S.DRAFTED}
ANSWERED = frozenset(
    {S.ANSWERED, S.DELIVERED, S.REVIEW_ANSWERED, S.REVIEW_DELIVERED, S.RECHECK_ANSWERED, S.RECHECK_DELIVERED}
)
REVIEWED = frozenset(
    {
        S.REVIEWING,
        S.REVIEW_DRAFTED,
        S.RECHECKING,
        S.RECHECK_HEARING,
        S.RECHECK_DRAFTED,
    }
)
IN_UNIT = AT_UNIT | {S.DECLINING} | UNANSWERED | ANSWERED | REVIEWED
NOTICED = frozenset(OPEN - NEW - DESK) | {S.NOT_ACCEPTED, S.GUIDED, S.REPLIED, S.MEDIATED}
AFTER = frozenset({S.FINAL, S.LAPSED, S.MEDIATED, S.REPLIED, S.GUIDED, S.NOT_ACCEPTED})
UNDONE = frozenset({S.NOT_ACCEPTED, S.GUIDED, S.TRANSFERRED, S.WITHDRAWN, S.REPLIED})

ROUTING = (OFFICE_ROUTE, COUNTY_ROUTE)
AT_ORGAN = (ORG_NOTIFY, OBJECTION, FEEDBACK)


def at(*statuses: str) -> frozenset[str]:
    return frozenset(statuses)


def by_office(name: str, label: str, sources: frozenset[str], target: str, **more: object) -> Move:
    """A step of the petition office, for whichever petition of its area."""
    given = {"needs": (g.not_recused,)} | more
    return Move(name, label, sources, target, OFFICE, **given)  # type: ignore[arg-type]


def by_unit(name: str, label: str, sources: frozenset[str], target: str, **more: object) -> Move:
    """A step of whoever handles it in the unit that has it; never of one who stepped aside (XF-10)."""
    more["needs"] = (g.not_recused, *more.get("needs", ()))  # type: ignore[misc]
    return Move(name, label, sources, target, HANDLERS, in_unit=True, **more)  # type: ignore[arg-type]
