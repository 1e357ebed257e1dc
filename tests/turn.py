"""Which part is asked in this run: of requests that are answered alike each run asks some, in turn.

TURN in the environment names the part. `python -m stack` takes that of the day where none is named, and says
which, so that the same can be asked again; TURN=whole asks everything (docs/adr/0012).
"""

import os

NAMED = os.environ.get("TURN") or "0"
WHOLE = NAMED == "whole"
TURN = 0 if WHOLE else int(NAMED)


def is_due(number: int, share: int) -> bool:
    """Is what has this number asked in this run? One of so many is; in any so many runs on end each is."""
    return WHOLE or (number + TURN) % share == 0
