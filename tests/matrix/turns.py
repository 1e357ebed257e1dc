"""Who has the turn, where all of the actors together ask for everything, and each for a share."""

from zlib import crc32

from tests.matrix.asking import METHODS
from tests.matrix.seen import EVERYBODY
from tests.turn import is_due

SHARE = 12  # of what is refused, each asks a twelfth in a run
TRIERS = len(METHODS)  # who try the methods that an address has not: of these one does
ORDER = [*sorted(METHODS), *(actor for actor in EVERYBODY if actor not in METHODS)]


def has_turn(actor: str, what: str, share: int = SHARE) -> bool:
    """Whether this actor asks for it in this run. Of so many that stand side by side one does, and in so many
    runs on end each of them.
    """
    return is_due(crc32(what.encode()) + ORDER.index(actor), share)
