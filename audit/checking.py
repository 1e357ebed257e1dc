"""Hold the entries against their seals, in one pass over both."""

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from audit import chain
from audit.findings import Kind

TOLERANCE = 1_000_000  # microseconds that a clock may be set back by


@dataclass(frozen=True)
class Kept:
    """A seal, as the check needs it. `next_xid` and `sealed_at` (microseconds) say what cannot be older."""

    number: int
    horizon: int
    next_xid: int
    sealed_at: int
    leaves: bytes


class Found(NamedTuple):
    """What is wrong with an entry: its ids (two where they were swapped), and in which seal, if sealed."""

    kind: Kind
    pks: tuple[int, ...]
    seal: int | None


class Leaf(NamedTuple):
    hash: bytes
    seal: int


class Entries:
    """Reads entries in the order in which they were sealed, and remembers what does not fit.

    What was sealed before `expiry` (microseconds) may have been let go of: its time is over.
    """

    def __init__(self, expiry: int = 0) -> None:
        self.expiry = expiry
        self.expired = 0
        self.low = 0  # the transaction from which on nothing is read yet
        self.count = 0
        self.unsealed = 0
        self.early: dict[int, tuple[int, int | None]] = {}  # id: the earliest it can be, its seal
        self._sealed: dict[int, Leaf] = {}
        self._now: dict[int, Leaf] = {}
        self._floor = 0
        self._floors: deque[tuple[int, int]] = deque()
        self._waiting: deque[Kept] = deque()
        self._leaves = bytearray()

    def against(self, seals: Sequence[Kept]) -> None:
        """Read what these seals hold, which follow on those before."""
        self._waiting.extend(seals)
        chain.read(self.low, seals[-1].horizon, self._take_sealed)
        while self._waiting:
            self._close()
        self.low = seals[-1].horizon

    def skip(self, seals: Sequence[Kept]) -> None:
        """Pass over what these seals hold; what they say of the times of later entries still counts."""
        self._floors.extend((seal.next_xid, seal.sealed_at) for seal in seals)
        self.low = seals[-1].horizon

    def rest(self) -> None:
        """Read what is not sealed yet: only its times can be judged."""
        chain.read(self.low, chain.BEYOND, self._take_unsealed)

    def _take_sealed(self, line: chain.Line) -> None:
        while line.xid >= self._waiting[0].horizon:
            self._close()
        self.count += 1
        self._judge_time(line, self._waiting[0].number)
        self._leaves += chain.LEAF.pack(line.pk, line.hash)

    def _take_unsealed(self, line: chain.Line) -> None:
        self.unsealed += 1
        self._judge_time(line, None)

    def _judge_time(self, line: chain.Line, seal: int | None) -> None:
        """An entry of a transaction that began after a seal cannot be older than that seal."""
        while self._floors and self._floors[0][0] <= line.xid:
            self._floor = max(self._floor, self._floors.popleft()[1])
        if line.at < self._floor - TOLERANCE:
            self.early[line.pk] = (self._floor, seal)

    def _close(self) -> None:
        """All entries of a seal are read."""
        seal = self._waiting.popleft()
        if self._leaves != seal.leaves and len(seal.leaves) % chain.LEAF.size == 0:
            sealed, now = chain.leaves_of(seal.leaves), chain.leaves_of(bytes(self._leaves))
            gone = differing(sealed, now)
            if seal.sealed_at < self.expiry:
                self.expired += len(gone - now.keys())
                gone &= now.keys()
            self._sealed |= {pk: Leaf(sealed[pk], seal.number) for pk in gone}
            self._now |= {pk: Leaf(now[pk], seal.number) for pk in differing(now, sealed)}
        self._leaves = bytearray()
        self._floors.append((seal.next_xid, seal.sealed_at))

    def found(self) -> Iterator[Found]:
        """What is wrong, each entry once, in order of id."""
        by_hash = {leaf.hash: pk for pk, leaf in self._sealed.items()}
        for pk in sorted({*self._sealed, *self._now, *self.early}):
            sealed, now = self._sealed.get(pk), self._now.get(pk)
            if sealed and now:
                other = by_hash.get(now.hash)
                if other is None or other not in self._now or self._now[other].hash != sealed.hash:
                    yield Found(Kind.BACKDATED if pk in self.early else Kind.EDITED, (pk,), sealed.seal)
                elif pk < other:
                    yield Found(Kind.SWAPPED, (pk, other), sealed.seal)
            elif sealed:
                yield Found(Kind.DELETED, (pk,), sealed.seal)
            elif now:
                yield Found(Kind.INSERTED, (pk,), now.seal)
            else:
                yield Found(Kind.BACKDATED, (pk,), self.early[pk][1])


def differing(these: dict[int, bytes], those: dict[int, bytes]) -> set[int]:
    """Ids whose hash is another among those, or that are not there."""
    return {pk for pk, hash_ in these.items() if those.get(pk) != hash_}
