"""How it stands with 催办 on a matter (T5)."""

from dataclasses import dataclass
from datetime import date, timedelta

from casework.models import Matter, Nudge, SpecialDay
from security import clock


@dataclass(frozen=True)
class Nudging:
    """What the page says of 催办: who did so last, when; and why it cannot be done now, or from when."""

    last: Nudge | None
    refusal: str
    next_on: date | None

    @property
    def open(self) -> bool:
        return not self.refusal and self.next_on is None


def nudging(matter: Matter, refusal: str) -> Nudging:
    """How it stands with 催办, for whoever may do so, or may not for the reason given."""
    last = matter.nudges.select_related("by").first()
    calendar = SpecialDay.shown_calendar()
    done = last is not None and last.day >= calendar.roll_forward(clock.today())
    return Nudging(
        last, refusal, calendar.roll_forward(last.day + timedelta(days=1)) if last and done else None
    )
