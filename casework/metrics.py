"""A number of the tables of one kind of matter, and a share of two of them, as the kinds declare them."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Q

from casework.figures import Period

Rows = Callable[[Period], Q]


@dataclass(frozen=True)
class Metric:
    """One number over matters: which of them, in a period. `amount` is the column that is added up instead of
    the rows, in `unit`.
    """

    key: str
    name: str
    definition: str
    rows: Rows
    amount: str = ""
    unit: str = "件"


@dataclass(frozen=True)
class Rate:
    """A share: the rows of `hits` of those of `whole`, both numbers of the tables."""

    key: str
    name: str
    hits: str
    whole: str
    better: str = "up"
