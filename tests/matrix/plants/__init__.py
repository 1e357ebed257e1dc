"""Leaks, planted one at a time: each undoes one line of what keeps the portal tight, and the matrix has to
find it. Then the same with the database's own lock on: most come to nothing.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any
from unittest import mock

from casework.models import MatterQuerySet
from tests.matrix.world import World

Planting = Callable[[World], AbstractContextManager[Any]]


@dataclass(frozen=True)
class Plant:
    """A leak: how it is planted, who walks which part of the portal then, and, where the database cannot
    stop it, why.
    """

    name: str
    planted: Planting
    actors: tuple[str, ...]
    parts: tuple[str, ...]
    beyond: str = ""


PLANTS: list[Plant] = []


def plant(actors: str, parts: str, beyond: str = "") -> Callable[[Planting], Planting]:
    """Make the function a leak; it is called with the world, and leaks until its block ends."""

    def enrol(planted: Planting) -> Planting:
        name = planted.__name__.replace("_", " ")
        PLANTS.append(Plant(name, planted, tuple(actors.split()), tuple(parts.split(", ")), beyond))
        return planted

    return enrol


def swap(where: Any, name: str, instead: Any) -> AbstractContextManager[Any]:
    """This, instead of what stands there."""
    return mock.patch.object(where, name, instead)


def everybodys(queryset: Any, user: Any) -> Any:
    """In place of visible_to: all rows."""
    return queryset.all()


def unscoped(
    where: Any, name: str, when: Callable[..., bool] = lambda *_: True
) -> AbstractContextManager[Any]:
    """While this function runs, visible_to lets everything through."""
    inner = getattr(where, name)

    def leaking(*args: Any, **named: Any) -> Any:
        if not when(*args):
            return inner(*args, **named)
        with swap(MatterQuerySet, "visible_to", everybodys):
            return inner(*args, **named)

    return swap(where, name, leaking)


@contextmanager
def both(*planted: AbstractContextManager[Any]) -> Iterator[None]:
    """Two lines at once, where one alone would leak nothing."""
    with ExitStack() as stack:
        for one in planted:
            stack.enter_context(one)
        yield


# Each file plants its own; the order is that of the report.
from tests.matrix.plants import disputes, doors, pages, people, petitions, rest, scope  # noqa: E402, F401
