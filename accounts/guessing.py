"""How many wrong tries at signing in are let through, and how long to wait for the next. Pure.

Three counters, none of which alone is right: by user and address a colleague behind the same address is
free, but one guess at each of forty users passes; by user alone, anybody locks anybody out; by address
alone, one clerk's bad morning shuts the whole office. So a device on which the user has signed in before
has a counter of its own that no stranger reaches, and all other tries pass the three together.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

NO_WAIT = timedelta(0)


class Outcome(StrEnum):
    """How a try ended. An open one is still being looked at, and counts as wrong until it is known."""

    OPEN = "open"
    RIGHT = "right"
    WRONG = "wrong"


@dataclass(frozen=True)
class Try:
    """One try, as it was let through: who was meant (a digest of what was typed), and how it ended."""

    at: datetime
    name: str
    outcome: Outcome


@dataclass(frozen=True)
class Pace:
    """So long after the first, second, … wrong try in a row within the window; the last for all further."""

    window: timedelta
    pauses: tuple[timedelta, ...]


@dataclass(frozen=True)
class Crowd:
    """So many users, and no more, may be failing from one address within the window; then it rests."""

    users: int
    window: timedelta
    rest: timedelta
    open_for: timedelta = timedelta(minutes=1)  # a try without an end after this: its process died
    breath: timedelta = timedelta(seconds=5)  # when only the tries under way fill the place


@dataclass(frozen=True)
class Rate:
    """So many within the window and no more, whatever became of them."""

    most: int
    window: timedelta


@dataclass(frozen=True)
class Limits:
    """What the settings say."""

    pace: Pace  # of one user from one address, and of one known device
    anywhere: Pace  # of one user from all unknown devices together
    crowd: Crowd


@dataclass(frozen=True)
class Tries:
    """What was tried before, oldest first. Of a known device its own tries; of another the three lists."""

    device: Sequence[Try] | None = None
    here: Sequence[Try] = ()
    anywhere: Sequence[Try] = ()
    address: Sequence[Try] = ()


def pace(failures: int, lock: timedelta) -> Pace:
    """Short pauses after the two last tries that are left, and after them the lock."""
    short = (timedelta(seconds=5), timedelta(seconds=15))[: failures - 1]
    free = (NO_WAIT,) * (failures - 1 - len(short))
    return Pace(window=lock, pauses=(*free, *short, lock))


def wait(tries: Tries, now: datetime, limits: Limits) -> timedelta:
    """How long to wait before the next try is let through; nothing, or the longest of what applies."""
    if tries.device is not None:
        return pause(since_right(tries.device), now, limits.pace)
    return max(
        pause(since_right(tries.here), now, limits.pace),
        # Not since the last right one: that the owner came in gives nobody else new guesses.
        pause(not_right(tries.anywhere), now, limits.anywhere),
        crowding(tries.address, now, limits.crowd),
    )


def since_right(tries: Iterable[Try]) -> list[Try]:
    """The wrong tries in a row: those after the last right one."""
    row: list[Try] = []
    for one in tries:
        row = [] if one.outcome is Outcome.RIGHT else [*row, one]
    return row


def not_right(tries: Iterable[Try]) -> list[Try]:
    return [one for one in tries if one.outcome is not Outcome.RIGHT]


def pause(wrong: Sequence[Try], now: datetime, pace: Pace) -> timedelta:
    """What is left of the pause after the last of these."""
    if not wrong:
        return NO_WAIT
    last = wrong[-1].at
    row = sum(1 for one in wrong if last - one.at < pace.window)
    until = last + pace.pauses[min(row, len(pace.pauses)) - 1]
    return max(NO_WAIT, until - now)


def crowding(tries: Iterable[Try], now: datetime, crowd: Crowd) -> timedelta:
    """What is left of the rest of an address where too many users failed and did not then come in."""
    ends: dict[str, Try] = {one.name: one for one in tries}  # the last try of each user
    failing = sorted((one.at for one in ends.values() if has_failed(one, now, crowd)), reverse=True)
    if len(failing) >= crowd.users and failing[0] - failing[crowd.users - 1] < crowd.window:
        return max(NO_WAIT, failing[0] + crowd.rest - now)
    waiting = (one for one in ends.values() if one.outcome is Outcome.OPEN)
    under_way = [one for one in waiting if not has_failed(one, now, crowd)]
    lately = [at for at in failing if now - at < crowd.window]
    return crowd.breath if under_way and len(lately) + len(under_way) >= crowd.users else NO_WAIT


def has_failed(one: Try, now: datetime, crowd: Crowd) -> bool:
    return one.outcome is Outcome.WRONG or (one.outcome is Outcome.OPEN and now - one.at >= crowd.open_for)


def too_many(moments: Sequence[datetime], now: datetime, rate: Rate) -> timedelta:
    """How long until one more is let through, after those at these moments, oldest first."""
    lately = [at for at in moments if now - at < rate.window]
    return lately[-rate.most] + rate.window - now if len(lately) >= rate.most else NO_WAIT
