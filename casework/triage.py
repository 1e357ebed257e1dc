"""How matters of a kind are triaged: each kind enrols its forms, services and suggestions."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from casework.kinds import kinds
from casework.workflow import Move


@dataclass(frozen=True)
class Triage:
    """What the intake page asks of a kind of matter.

    `sends` are the moves that give a matter to a unit, `returns` the one that asks whoever reported it,
    `joins` the one that puts it beside another. `suggest` gives likely units with reasons, `alike` matters
    that may be the same one; both take (matter, user=…, now=…) and see what the user sees.
    """

    forms: Mapping[str, Any]
    services: Mapping[str, Callable[..., Any]]
    suggest: Callable[..., list[Any]]
    alike: Callable[..., list[Any]]
    words: Callable[[Any], str]
    sends: tuple[str, ...] = ("dispatch",)
    returns: str = "query"
    joins: str = "merge"

    def move_for(self, act: str, matter: Any) -> Move | None:
        """The move by which this act is done on the matter as it stands: send, return or join."""
        names = {"send": self.sends, "return": (self.returns,), "join": (self.joins,)}[act]
        moves = [matter.flow.moves[name] for name in names if name in matter.flow.moves]
        return next((move for move in moves if matter.status in move.sources), moves[0] if moves else None)


_triages: dict[str, Triage] = {}


def enrol(kind: str, triage: Triage) -> None:
    """Let matters of this kind come to the intake page."""
    _triages[kind] = triage


def triage_of(kind: str) -> Triage:
    return _triages[kind]


def triaged() -> list[str]:
    """The kinds that come to the intake page: the others find their way by themselves."""
    return list(_triages)


def sending() -> list[tuple[str, Move]]:
    """Every move that gives a matter to a unit, with the kind it is of."""
    return [
        (kind, kinds()[kind].workflow.moves[name]) for kind, way in _triages.items() for name in way.sends
    ]


def arrived() -> Q:
    """Matters that wait to be given to a unit."""
    found = Q(pk__in=[])
    for kind, move in sending():
        found |= Q(kind=kind, status__in=sorted(move.sources))
    return found


def senders() -> frozenset[str]:
    """The roles that give matters to units."""
    return frozenset(role for _, move in sending() for role in move.roles)
