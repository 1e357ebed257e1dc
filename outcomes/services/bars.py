"""Until when a unit may not be named, worked out from its measures by the county's own clocks."""

from datetime import date

from accounts.models import Unit
from outcomes.limits import RECTIFY, VETO, last_day
from outcomes.models import Measure, OrganDecision
from outcomes.vetoes import Bar, Held, all_bars
from outcomes.workflow import STANDING, UNISSUED, Level


def bars_on(unit: Unit, today: date) -> list[Bar]:
    """What bars the unit that day; nothing where it may be named."""
    issued = Measure.objects.filter(unit=unit).exclude(state__in=UNISSUED)
    decided = {row.measure_id: row for row in OrganDecision.objects.filter(measure__unit=unit)}
    return all_bars([held_of(row, decided.get(row.pk)) for row in issued], today)


def held_of(measure: Measure, decision: OrganDecision | None) -> Held:
    """What one measure says, with the ends of its periods (T-02)."""
    listed = measure.level == Level.LISTING and measure.issued_on is not None
    since, due = measure.issued_on, measure.due_on
    return Held(
        number=f"{since:%Y-%m-%d} " if since else "",
        standing=measure.state in STANDING,
        due_on=due,
        submitted_on=measure.submitted_on,
        passed=measure.passed,
        listed_until=last_day(RECTIFY, since, grade=Level.LISTING) if listed and since else None,
        late_until=last_day(VETO, due) if listed and due else None,
        severe_until=last_day(VETO, measure.happened_on) if measure.severe else None,
        veto_until=last_day(VETO, decision.decided_on) if decision and decision.vetoed else None,
    )
