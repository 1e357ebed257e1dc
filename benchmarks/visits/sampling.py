"""Visits taken in turns, so that a machine that slows down slows all of them."""

import random
import time
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from benchmarks.apparatus.rows import percentile
from benchmarks.visits.visiting import Server, Visit
from stack.console import Refusal

ROUNDS = 120
FEWEST = 10  # rounds of a page, however slow
PATIENCE = 10.0  # seconds for one page, all its servers together
WARM_UP = 3
SEED = 7
THOUSAND = 1000  # milliseconds


@dataclass(frozen=True)
class Page:
    """A page, who opens it, and what is sent. The address is drawn anew in each round."""

    name: str
    cookie: str
    address: Callable[[random.Random], str]
    form: Callable[[random.Random], dict[str, str]] | None = None
    status: int = 200
    floor: str = ""  # the page of the floor beside which it is held
    times: float = 0.0  # how many times its p50 may be as long; 0 is not asked
    hello: float = 0.0  # how many times the processor's time of an empty page it may cost; 0 is not asked


@dataclass
class Samples:
    """What one page cost at one server."""

    visits: list[Visit] = field(default_factory=list)

    def at(self, share: float) -> float:
        """The milliseconds that this share of the visits did not exceed."""
        return percentile([visit.seconds for visit in self.visits], share) * THOUSAND

    @property
    def processor(self) -> float:
        """Milliseconds of the web process's own processor time: the middle one."""
        return percentile([visit.cpu for visit in self.visits], 0.5) * THOUSAND

    @property
    def asking(self) -> float:
        """Milliseconds that it waited for the database's answers: the middle one."""
        return percentile([visit.asking for visit in self.visits], 0.5) * THOUSAND

    @property
    def sql(self) -> int:
        """Statements: the middle number. A new connection, once a minute, costs a few more."""
        return sorted(visit.sql for visit in self.visits)[len(self.visits) // 2]


Found = dict[str, dict[str, Samples]]


def sample(pages: Sequence[tuple[Page, Mapping[str, Server]]], rounds: int = ROUNDS) -> Found:
    """Open each page at each of its servers, again and again: samples by page and server.

    In one round all servers get the same address, and another of them goes first each time.
    """
    rng = random.Random(SEED)
    found: Found = defaultdict(lambda: defaultdict(Samples))
    spent: dict[str, float] = defaultdict(float)
    for turn in range(-WARM_UP, rounds):
        for page, servers in pages:
            if turn >= FEWEST and spent[page.name] > PATIENCE:
                continue
            began = time.monotonic()
            address, names = page.address(rng), list(servers)
            for name in names[turn % len(names) :] + names[: turn % len(names)]:
                visit = opened(page, servers[name], address, rng)
                if turn >= 0:
                    found[page.name][name].visits.append(visit)
            spent[page.name] += time.monotonic() - began
    return found


def opened(page: Page, server: Server, address: str, rng: random.Random) -> Visit:
    """One visit. Raises Refusal where the answer is not the one that is measured."""
    visit = server.visit(address, page.cookie, page.form(rng) if page.form else None)
    if visit.status != page.status:
        words = f"“{page.name}”（{server.name} {address}）的回答是 {visit.status}，应是 {page.status}"
        raise Refusal(f"{words}：\n{visit.body[:2000]}")
    return visit
