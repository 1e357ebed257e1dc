"""The end of a dispute: its file put away; and begun once more."""

from typing import Any

from accounts.models import User
from casework.models import Matter
from casework.services import perform
from casework.services.moves import MOMENT
from disputes.services.taking import FROM_THE_START


def file(dispute: Matter, *, by: User, note: str = "", **step: Any) -> Matter:
    """Put the file away: no required paper is missing (domain.md 2.5)."""
    return perform(dispute, "file", by=by, note=note, **step, filed_at=MOMENT)


def reopen(dispute: Matter, *, note: str, by: User, **step: Any) -> Matter:
    """Begin anew: both want to talk after all, or it was for mediation. What was found before is history."""
    afresh = FROM_THE_START | {"holder": dispute.holder if dispute.confidential else None, "filed_at": None}
    return perform(dispute, "reopen", by=by, note=note, **step, **afresh)
