"""A year's invented petitions: who brings what, and how each goes on. Pure but for its acts."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from accounts.models import Unit, User
from areas.models import Area
from casework.models import Matter
from demo.texts.petitions import Plea

HEADCOUNTS = (5, 8, 12, 30)


@dataclass(frozen=True)
class Hands:
    """Who acts: two of the petition office; of each unit who handles and who heads it."""

    clerk: User
    colleague: User
    of: dict[int, tuple[User, User]]


@dataclass
class Tale:
    """One petition as it goes: whose, where, about what; `matter` from its first day on."""

    hands: Hands
    rng: random.Random
    plea: Plea
    words: dict[str, str]
    area: Area
    unit: Unit
    people: list[dict[str, Any]]
    channel: str
    by: User
    category: str = "claim"
    path: str = "p6"
    twin: "Tale | None" = None
    more: dict[str, Any] = field(default_factory=dict)
    matter: Matter | None = None

    @property
    def petition(self) -> Matter:
        assert self.matter is not None  # noqa: S101 - a tale begins with its registration
        return self.matter

    @property
    def hand(self) -> User:
        """Who handles it where it is now."""
        return self.hands.of[self.petition.unit_id or self.unit.pk][0]

    @property
    def head(self) -> User:
        return self.hands.of[self.petition.unit_id or self.unit.pk][1]

    def say(self, template: str) -> str:
        return template.format_map(self.words)

    def one_of(self, templates: tuple[str, ...]) -> str:
        return self.say(self.rng.choice(templates))


Act = Callable[[Tale, date], Matter | None]
Step = tuple[float, float, Act]  # so many days after the step before, at least and at most


@dataclass(order=True)
class Due:
    """The next act of a tale, and when it comes."""

    at: datetime
    place: int
    tale: Tale = field(compare=False)
    steps: tuple[Step, ...] = field(compare=False)
