"""What the auditor's pages show."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Self

from django.db import connection
from django.utils import timezone

from accounts.models import User
from audit import chain
from audit.models import Anchor, Entry, EntryQuerySet, Seal
from audit.wording import Told, told

ROWS_ON_PAGE = 50
LATE = timedelta(minutes=10)


@dataclass(frozen=True)
class Asked:
    """Which entries: by person, by matter, by days, by table, by request. What is None or '' is any."""

    actors: list[int] | None = None
    matter: int | None = None
    first: str = ""
    last: str = ""
    relation: str = ""
    request: str = ""

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, given: dict[str, Any]) -> Self:
        return cls(**given)


@dataclass(frozen=True)
class Status:
    """How far the record is sealed, and whether the head of the chain left the house."""

    head: Seal | None
    late: bool
    anchor: Anchor | None

    @property
    def horizon(self) -> int:
        """Entries of transactions below this are sealed."""
        return self.head.horizon if self.head else 0


@dataclass(frozen=True)
class Page:
    """Some entries, and where the older ones begin; '' where there are none."""

    rows: list[Told]
    older: str


def status(now: datetime) -> Status:
    """Three queries. Late: an entry waits for longer than several sealings should take."""
    head = Seal.objects.head()
    waiting = Entry.objects.filter(xid__gte=head.horizon if head else 0, at__lt=now - LATE)
    return Status(head, waiting.exists(), Anchor.objects.first())


def entries(asked: Asked, *, user: User) -> EntryQuerySet:
    """The entries that were asked for, the newest first."""
    found = Entry.objects.visible_to(user)
    if asked.actors is not None:
        found = found.filter(actor__in=asked.actors)
    if asked.matter is not None:
        found = found.filter(matter=asked.matter)
    if asked.first:
        found = found.filter(at__gte=midnight(asked.first))
    if asked.last:
        found = found.filter(at__lt=midnight(asked.last, days=1))
    if asked.relation:
        found = found.filter(relation=asked.relation)
    if asked.request:
        found = found.filter(request=asked.request)
    return found.newest()


def midnight(day: str, days: int = 0) -> datetime:
    """The midnight with which this day begins, or one so many days later."""
    begun = date.fromisoformat(day) + timedelta(days=days)
    return datetime.combine(begun, time.min, tzinfo=timezone.get_default_timezone())


def page(asked: Asked, *, user: User, horizon: int, after: str = "") -> Page:
    """One page of them, after the entry that `after` names: no counting, so as fast at the end as at the
    beginning. Two queries.
    """
    found = entries(asked, user=user)
    if at_pk := place_of(after):
        found = found.before(*at_pk)
    rows = list(found[: ROWS_ON_PAGE + 1])
    shown = rows[:ROWS_ON_PAGE]
    older = f"{chain.micros(shown[-1].at)}~{shown[-1].pk}" if len(rows) > ROWS_ON_PAGE else ""
    return Page(in_words(shown, horizon), older)


def place_of(after: str) -> tuple[datetime, int] | None:
    """Time and id from an address; None for the first page, or for what makes no sense."""
    at, _, pk = after.partition("~")
    try:
        return chain.moment(int(at)), int(pk)
    except (ValueError, OverflowError):
        return None


def in_words(found: Iterable[Entry], horizon: int) -> list[Told]:
    """These entries in words, with the names of their people. One query."""
    found = list(found)
    people = names_of({entry.actor for entry in found if entry.actor})
    return [told(entry, people, horizon) for entry in found]


def names_of(people: set[int]) -> dict[int, tuple[str, str]]:
    """Name and username by id."""
    rows = User.objects.filter(pk__in=people).values_list("pk", "name", "username")
    return {pk: (name or username, username) for pk, name, username in rows}


def matter_of(number: str) -> int | None:
    """The id of the matter with this number, for the auditor, who does not see matters."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT portal.matter_of(%s)", [number])
        found: int | None = cursor.fetchone()[0]
    return found
