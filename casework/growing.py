"""What may grow out of a matter (一码到底): an app that registers matters enrols its form here, so that the
page of every kind leads to all of them and no kind knows the others.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

if TYPE_CHECKING:
    from accounts.models import User
    from casework.models import Matter


@dataclass(frozen=True)
class Shoot:
    """A form in which a matter is registered: the button to it, its address by name, and whose part it is."""

    label: str
    form: str
    may: Callable[["User"], bool]


_shoots: list[Shoot] = []


def grows(label: str, form: str, may: Callable[["User"], bool]) -> None:
    """Let a matter of this form grow out of any other. The form takes the other's number as `from`."""
    _shoots.append(Shoot(label, form, may))


def shoots(matter: "Matter", user: "User") -> list[tuple[str, str]]:
    """The buttons that this user has on the matter's page: label and address."""
    return [(one.label, reverse(one.form, query={"from": matter.number})) for one in _shoots if one.may(user)]
