"""What waits for somebody and is no matter: a report to be made. An app above enrols what it knows of."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from casework.lights import Light

if TYPE_CHECKING:
    from accounts.models import User


@dataclass(frozen=True)
class Errand:
    """One thing to do: what, why, how it stands in time, and the page where it is done."""

    what: str
    where: str
    light: Light
    url: str
    label: str


Errands = Callable[["User", datetime], list[Errand]]

_sources: list[Errands] = []


def errands_from(source: Errands) -> Errands:
    """Let the to-do list ask this function, too, what waits for a user."""
    _sources.append(source)
    return source


def errands(user: "User", now: datetime) -> list[Errand]:
    """All that waits for this user and is no matter."""
    return [errand for source in _sources for errand in source(user, now)]
