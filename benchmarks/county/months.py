"""The figures of past months, rolled up as every five minutes."""

from casework.clocks import months_later
from figures import services
from figures.periods import months_between
from figures.selectors.board import MONTHS
from security import clock

YEARS = 3  # of cases that the county has


def roll_up_lately() -> None:
    """This month and all before it of which a board may ask."""
    today = clock.today()
    first = months_later(today.replace(day=1), -12 * YEARS - MONTHS)
    for some in services.together(months_between(first, today)):
        services.roll_up(*some)
