"""Grid cases on the intake page."""

from casework.models import Matter
from casework.triage import Triage, enrol
from grids import services
from grids.forms import MOVE_FORMS
from grids.selectors import alike, likely_units
from grids.workflow import CASE_FLOW


def words(matter: Matter) -> str:
    """What happened, as it was written."""
    return str(matter.own.text)


CASE_TRIAGE = Triage(
    forms=MOVE_FORMS,
    services={name: getattr(services, name) for name in CASE_FLOW.moves},
    suggest=likely_units,
    alike=alike,
    words=words,
    sends=("dispatch", "decide"),
)
enrol("case", CASE_TRIAGE)
