"""What work there is. An app enrols a function by `@work("name")`; nobody else lists them."""

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jobs.models import Job

Work = Callable[["Job"], None]

_works: dict[str, Work] = {}


def work(name: str) -> Callable[[Work], Work]:
    """Make the function the work of this name. It is given its Job, and must be safe to run twice."""

    def enrol(function: Work) -> Work:
        _works[name] = function
        return function

    return enrol


def works() -> dict[str, Work]:
    """The functions by the name that Job.work holds."""
    return _works
