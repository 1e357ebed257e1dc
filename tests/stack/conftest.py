"""A place of its own for each test; nothing here needs Django or its database."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from stack.place import Place
from stack.processes import Children


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    """A taken place in a temporary folder."""
    taken = Place(tmp_path / "run")
    taken.take()
    yield taken
    taken.release()


@pytest.fixture
def children(place: Place) -> Iterator[Children]:
    """Programs of the place, all stopped at the end of the test."""
    started = Children(place)
    yield started
    started.stop()
