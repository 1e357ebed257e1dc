"""What waits to be given to a unit, and what one needs to decide where (ux.md 5.4)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case, IntegerField, Q, Value, When
from django.utils import timezone

from accounts.models import User
from casework.clocks import Due, Limit
from casework.models import Matter, SpecialDay
from casework.selectors import Row, rows
from casework.selectors.history import BACK
from casework.selectors.todo import arrivals, last_move, with_notes
from casework.triage import triage_of
from casework.workflow import Move

MOST = 100  # rows


@dataclass(frozen=True)
class Arrived:
    """The list: what is new, then what came back, as far as it is shown; and how many there are in all."""

    new: tuple[Row, ...]
    back: tuple[Row, ...]
    found: int  # under the filter
    count: int

    @property
    def rows(self) -> tuple[Row, ...]:
        return (*self.new, *self.back)

    def place(self, number: str) -> int | None:
        """Where the matter of this number stands."""
        numbers = [row.matter.number for row in self.rows]
        return numbers.index(number) if number in numbers else None

    def beside(self, number: str) -> str:
        """The number of the row after this one, else of that before: where to go on when it has left."""
        place, numbers = self.place(number), [row.matter.number for row in self.rows]
        if place is None:
            return numbers[0] if numbers else ""
        rest = [*numbers[place + 1 : place + 2], *reversed(numbers[:place])]
        return rest[0] if rest else ""


@dataclass(frozen=True)
class Promise:
    """A limit that a move would start now, and when it would end."""

    limit: Limit
    due: Due


def arrived(*, user: User, now: datetime, q: str = "") -> Arrived:
    """What waits on this user's desk to be given to a unit. The same rows as the menu counts."""
    waits = arrivals(user)
    narrowed = waits.filter(Q(title__icontains=q) | Q(number=q)) if q else waits
    returned = Case(
        When(last_move__in=sorted(BACK), then=Value(1)), default=Value(0), output_field=IntegerField()
    )
    listed = narrowed.annotate(last_move=last_move()).annotate(block=Value(""), returned=returned).for_list()
    shown = with_notes(rows(listed.order_by("returned", "due_at", "pk")[:MOST], user=user, now=now))
    count = waits.count()
    return Arrived(
        new=tuple(row for row in shown if not vars(row.matter)["returned"]),
        back=tuple(row for row in shown if vars(row.matter)["returned"]),
        found=narrowed.count() if q else count,
        count=count,
    )


def promises(matter: Matter, move: Move, now: datetime) -> list[Promise]:
    """The limits that would run from this move if it were made now, by the rules of this very matter."""
    calendar, zone = SpecialDay.calendar(), timezone.get_default_timezone()
    limits = list(filter(None, (each if isinstance(each, Limit) else each(matter) for each in move.starts)))
    return [Promise(limit, limit.due(now, calendar, zone)) for limit in limits]


def pane(matter: Matter, *, user: User, now: datetime) -> dict[str, Any]:
    """What stands beside the list: what happened, who usually does it, what it may be the same as."""
    way = triage_of(matter.kind)
    send = way.move_for("send", matter)
    return {
        "matter": matter,
        "words": way.words(matter),
        "likely": way.suggest(matter, user=user, now=now),
        "alike": way.alike(matter, user=user, now=now),
        "promises": promises(matter, send, now) if send else [],
    }
