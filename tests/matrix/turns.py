"""Who has the turn, where all of the actors together ask for everything, and each for a share."""

from zlib import crc32

from tests.matrix.asking import METHODS
from tests.matrix.seen import EVERYBODY

SHARE = 3  # of what is refused, each asks a third
ORDER = [*sorted(METHODS), *(actor for actor in EVERYBODY if actor not in METHODS)]


def has_turn(actor: str, what: str) -> bool:
    """Whether this actor asks for it. Of any three that stand side by side, one does."""
    return (crc32(what.encode()) + ORDER.index(actor)) % SHARE == 0
