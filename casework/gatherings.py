"""What people come together for on a day: beside the ends of limits it stands in the calendar and the feed.

An app above enrols where it keeps its own; whoever sees the matter sees when they meet.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.utils import timezone

if TYPE_CHECKING:
    from casework.models import Matter


@dataclass(frozen=True)
class Gathering:
    """One of them: of which matter, what for, from when until when. `where` is a public room's name or ""."""

    key: str  # the same each time it is read
    matter: "Matter"
    what: str
    begins: datetime
    ends: datetime
    changed: datetime
    where: str = ""

    @property
    def day(self) -> date:
        return timezone.localdate(self.begins)


# Of these matters (a queryset that the user may see), those that begin in this span, in their order.
Gatherings = Callable[[Any, datetime, datetime], Iterable[Gathering]]

_sources: list[Gatherings] = []


def gatherings_from(source: Gatherings) -> Gatherings:
    """Let the calendar ask this function, too."""
    _sources.append(source)
    return source


def gatherings(matters: Any, first: datetime, end: datetime) -> list[Gathering]:
    """All of these matters that begin in the span. One query for each source."""
    found = [one for source in _sources for one in source(matters, first, end)]
    return sorted(found, key=lambda one: (one.begins, one.key))
