"""What residents do without an account, kind by kind: each kind enrols its door and what its code opens."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Door:
    """One kind's way in: the button on the first page of residents, and the page that a code opens.

    `told` gives what that page shows, from the matter alone: it is asked in the portal's own name, and knows
    nothing of who looks but that they hold the code.
    """

    order: int
    words: str  # what it is for, in a sentence or two
    button: str
    url: str  # the name of the page that begins
    template: str
    told: Callable[[Any], Mapping[str, Any]]


@dataclass(frozen=True)
class Board:
    """What is made public on the first page of residents: a template, and what it shows."""

    template: str
    told: Callable[[], Mapping[str, Any]]


_doors: dict[str, Door] = {}
_boards: list[Board] = []


def enrol(kind: str, door: Door) -> None:
    """Let residents bring matters of this kind, and see by a code how they go."""
    _doors[kind] = door


def door_of(kind: str) -> Door | None:
    return _doors.get(kind)


def doors() -> list[Door]:
    """Every way in, in the order of the page."""
    return sorted(_doors.values(), key=lambda door: door.order)


def put_up(board: Board) -> None:
    """Let every resident read it on their first page."""
    _boards.append(board)


def boards() -> list[tuple[str, Mapping[str, Any]]]:
    """Each template with what it shows now."""
    return [(board.template, board.told()) for board in _boards]
