"""What the papers of a file are made from: all that is known of a dispute, as plain values. Pure."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal


@dataclass(frozen=True)
class Who:
    """Somebody in the dispute, in full or masked as the reader may have it. `part` is what they are in it:
    申请人, 被申请人, 代理人; `legal` is a body.
    """

    part: str
    name: str
    phone: str = ""
    id_number: str = ""
    address: str = ""
    legal: bool = False


@dataclass(frozen=True)
class Talk:
    """A session, or an inquiry: when, where, with whom, what was said; who wrote it down."""

    at: datetime
    place: str
    others: str
    notes: str
    mediator: str
    writer: str
    closed_doors: bool = False


@dataclass(frozen=True)
class Duty:
    """One thing owed by the agreement. Amounts in yuan."""

    text: str
    due_on: date
    amount: Decimal | None = None
    manner: str = ""
    paid: Decimal = Decimal(0)
    done_on: date | None = None


@dataclass(frozen=True)
class Settled:
    """What was agreed. `effective_on` is None while it is a draft."""

    oral: bool
    facts: str
    duties: str
    content: str
    reached_on: date
    effective_on: date | None
    items: tuple[Duty, ...]


@dataclass(frozen=True)
class Visited:
    """Once asked after."""

    on: date
    performance: str
    satisfied: bool
    sued: bool
    escalating: bool
    notes: str
    by: str


@dataclass(frozen=True)
class Trial:
    """Once before a court: asked for what, where and why there, with what, and how far that is, in words.
    `confirms` where both asked to have the agreement confirmed.
    """

    on: date
    what: str
    court: str
    ground: str
    brought: str
    stands: str
    number: str
    confirms: bool


@dataclass(frozen=True)
class Opinion:
    """Once asked of an expert, from when until when. `still`: the time of mediation stood still for it."""

    organ: str
    subject: str
    asked_on: date
    ended_on: date | None
    finding: str
    still: bool


@dataclass(frozen=True)
class Scan:
    """A file that was added: a picture, a PDF, another. `pages` are those it takes in the bound file."""

    key: int
    name: str
    stage: str
    by: str
    on: date
    kind: str
    pages: int = 1


@dataclass(frozen=True)
class Record:
    """All of a dispute that its papers say. Words of a step that was not made are empty, its day is None."""

    number: str
    volume: str
    title: str
    committee: str
    place: str
    county: str
    justice_type: str
    source: str
    applied: bool
    request: str
    facts: str
    amount: Decimal | None
    heads: int
    registrar: str
    registered_on: date
    mediator: str
    selection: str
    today: date
    people: tuple[Who, ...] = ()
    accepted_on: date | None = None
    notified_on: date | None = None
    ended_on: date | None = None
    filed_on: date | None = None
    filed_by: str = ""
    declined_on: date | None = None
    refusal: str = ""
    refusal_note: str = ""
    ending: str = ""
    ending_note: str = ""
    way: str = ""
    way_note: str = ""
    identified: bool = False
    major: bool = False
    unconfirmed: str = ""
    sessions: tuple[Talk, ...] = ()
    inquiries: tuple[Talk, ...] = ()
    agreement: Settled | None = None
    visits: tuple[Visited, ...] = ()
    trials: tuple[Trial, ...] = ()
    opinions: tuple[Opinion, ...] = ()
    scans: tuple[Scan, ...] = ()

    def of(self, part: str) -> tuple[Who, ...]:
        """Those who are this in the dispute."""
        return tuple(who for who in self.people if who.part == part)

    @property
    def parties(self) -> tuple[Who, ...]:
        """Both sides, the applicants first."""
        return self.of("申请人") + self.of("被申请人")

    @property
    def effective(self) -> Settled | None:
        """The agreement, where it binds."""
        return self.agreement if self.agreement and self.agreement.effective_on else None

    @property
    def confirmed(self) -> bool:
        """Was a court asked to confirm the agreement?"""
        return any(one.confirms for one in self.trials)

    @property
    def copies(self) -> int:
        """One for each party and one for the committee (MD-24)."""
        return len(self.parties) + 1
