"""A matter's life as a table of moves. Pure Python: no query, no clock."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from django.db.models import TextChoices

from casework.clocks import Limit
from casework.exceptions import IllegalMove, MoveDenied


class Actor(Protocol):
    pk: Any

    def holds(self, roles: Collection[str], matter: Any) -> bool: ...
    def handles(self, roles: Collection[str], matter: Any) -> bool: ...


class Itself:
    """The portal, where a move comes by itself on its day."""

    pk = None

    def holds(self, roles: Collection[str], matter: Any) -> bool:
        return False

    handles = holds


ITSELF = Itself()
Guard = Callable[[Any, Any], str]
LimitOf = Callable[[Any], Limit | None]


@dataclass(frozen=True)
class Move:
    """One legal step. Its name is also the name of its service, form, url, template and event.

    `turn` are the roles that are waited for: they make the to-do lists. `in_unit` moves are for those who
    hold the matter or sit in the unit that has it; the others for whoever oversees its area too.
    `starts` are limits that run from this move, or functions that give this very matter's, or none.
    A move without a target leaves the matter in the status it has. `also` are roles that may make a unit's
    move from above, for whoever oversees the area. One that comes `itself` is the portal's, on its day.
    `needs` are guards that read other rows of the matter: a list does not ask them, the move itself does.
    `unplaced` are the roles that are waited for as long as no unit has the matter, so that it is on a desk.
    Whoever may make one that leads on may ask for the full details of people, unless it is made `unnamed`.
    """

    name: str
    label: str
    sources: frozenset[str]
    target: str  # "" where the status stays
    roles: frozenset[str]
    turn: frozenset[str] = frozenset()
    in_unit: bool = False
    also: frozenset[str] = frozenset()
    itself: bool = False
    guards: tuple[Guard, ...] = ()  # (matter, user) -> why not, or ""
    needs: tuple[Guard, ...] = ()
    meets: tuple[str, ...] = ()  # keys of limits that this move keeps
    drops: tuple[str, ...] = ()  # keys of limits that end with it, neither kept nor missed
    starts: tuple[Limit | LimitOf, ...] = ()
    main: bool = False  # the button that stands first
    unplaced: frozenset[str] = frozenset()
    unnamed: bool = False

    def leads_to(self, status: str) -> str:
        """The status after the move, from this one."""
        return self.target or status

    def allows(self, by: Actor, matter: Any) -> bool:
        """Has the user a duty for this move? A unit's own duties, or one above it that may as well."""
        if not self.in_unit:
            return by.holds(self.roles, matter)
        return by.handles(self.roles, matter) or bool(self.also and by.holds(self.also, matter))


class Workflow:
    """The table of one kind: its statuses, the first and the closed ones, and its moves."""

    def __init__(
        self,
        statuses: type[TextChoices],
        *,
        initial: str,
        closed: Collection[str],
        moves: Iterable[Move],
        starts: tuple[Limit | LimitOf, ...] = (),
        resident: Mapping[str, str] | None = None,
    ) -> None:
        self.statuses = statuses
        self.initial = initial
        self.closed = frozenset(closed)  # nothing more is owed, though a move may open it again
        self.starts = starts  # limits that run from the registration
        self.resident = dict(resident or {})  # what the resident sees of a status (ux.md 7.3)
        self.moves = {move.name: move for move in moves}

    def __iter__(self) -> Iterator[Move]:
        return iter(self.moves.values())

    def check(self, name: str, matter: Any, *, by: Actor, at_a_glance: bool = False) -> Move:
        """Return the move, or raise IllegalMove or MoveDenied with a sentence that says why.

        The portal itself asks nobody's leave for a move that comes by itself, and makes no other. For a list,
        `at_a_glance`, nothing is asked but the matter itself.
        """
        move = self.moves[name]
        if matter.status not in move.sources:
            now = self.statuses(matter.status).label
            raise IllegalMove(f"现在是“{now}”，不能“{move.label}”。刷新页面看看最新进展。")
        if by is ITSELF and move.itself:
            return move
        if by is ITSELF or not move.allows(by, matter):
            who = "、".join(role_label(role) for role in sorted(move.roles | move.also))
            raise MoveDenied(f"您可以看，不能“{move.label}”。这一步由{who}来做。")
        for guard in (*move.guards, *(() if at_a_glance else move.needs)):
            if reason := guard(matter, by):
                raise MoveDenied(reason)
        return move

    def open_to(self, user: Actor, matter: Any) -> list[Move]:
        """The moves that the user may make now: what the page shows as buttons, the main one first."""
        allowed = [move for move in self if self._allows(move, matter, user)]
        return sorted(allowed, key=lambda move: not stands_first(move, matter))

    def main_for(self, user: Actor, matter: Any) -> Move | None:
        """The one thing that this user can do next: what a list shows as its button."""
        main = (move for move in self if stands_first(move, matter))
        return next((move for move in main if self._allows(move, matter, user, at_a_glance=True)), None)

    @property
    def in_units(self) -> frozenset[str]:
        """Statuses in which a unit is waited for."""
        return frozenset(status for move in self if move.in_unit and move.turn for status in move.sources)

    def waited_for(self, status: str) -> str:
        """In words, who is waited for in a status: one role by its name, else the status itself."""
        turn = {role for move in self if status in move.sources for role in move.turn}
        return role_label(turn.pop()) if len(turn) == 1 else str(self.statuses(status).label)

    def turns(self, role: str, *, in_unit: bool) -> frozenset[str]:
        """Statuses in which a person of this role is waited for, in the matter's unit or its area."""
        return frozenset(
            status
            for move in self
            if role in move.turn and move.in_unit is in_unit
            for status in move.sources
        )

    def stands_in(self, role: str) -> dict[frozenset[str], frozenset[str]]:
        """Where this role may act though others are waited for: those others, and in which statuses."""
        found: dict[frozenset[str], frozenset[str]] = {}
        for move in self:
            if not move.in_unit and move.turn and role in move.roles - move.turn:
                found[move.turn] = found.get(move.turn, frozenset()) | move.sources
        return found

    def places(self, role: str) -> frozenset[str]:
        """Statuses in which this role is waited for while no unit has the matter."""
        return frozenset(status for move in self if role in move.unplaced for status in move.sources)

    def _allows(self, move: Move, matter: Any, user: Actor, *, at_a_glance: bool = False) -> bool:
        try:
            return self.check(move.name, matter, by=user, at_a_glance=at_a_glance) is move
        except (IllegalMove, MoveDenied):
            return False


def stands_first(move: Move, matter: Any) -> bool:
    """Is it the button that stands first? What puts a matter in its place is, until it has one."""
    return move.main or bool(move.unplaced and matter.unit_id is None)


def role_label(role: str) -> str:
    """The Chinese name of a role, where it has one."""
    return str(getattr(role, "label", role))
