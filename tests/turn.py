"""Which part is asked in this run: of requests that are answered alike each run asks some, in turn.

TURN in the environment names the part. `python -m stack` takes that of the commit's day where none is named,
and says which, so that one commit is asked the same wherever it is tested; TURN=whole asks everything
(docs/adr/0012).
"""

import os
from collections.abc import Collection, Iterable
from typing import Any

NAMED = os.environ.get("TURN") or "0"
WHOLE = NAMED == "whole"
TURN = 0 if WHOLE else int(NAMED)


def is_due(number: int, share: int) -> bool:
    """Is what has this number asked in this run? One of so many is; in any so many runs on end each is."""
    return WHOLE or (number + TURN) % share == 0


def in_turn(several: Iterable[Any], share: int, *, always: Collection[Any] = ()) -> list[Any]:
    """Of those that are alike the ones that are due, and those that always are."""
    return [one for number, one in enumerate(several) if one in always or is_due(number, share)]
