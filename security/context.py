"""In whose name the database is asked. Set once for each request, task and command; without it, any
query on a guarded table fails with an error.
"""

from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def acting(user: int, *, address: str = "", request: str = "", purpose: str = "") -> Iterator[None]:
    """Ask in this user's name: the database shows what their duties, grants and accusations allow."""
    yield


@contextmanager
def everything(purpose: str) -> Iterator[None]:
    """Ask in the portal's own name, for a purpose that goes into the record: a task, a command, a service."""
    yield
