"""The acts of a case. Each takes a case's matter and returns it fresh, its own row with it."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F

from accounts.models import User
from areas.models import Area
from casework import services as casework
from casework.models import Attachment, Matter
from casework.services import attach_all, lift, link, perform, refuse_open_children, supervise
from casework.services.moves import MOMENT
from grids.limits import CHECK, HANDLE
from grids.models import Case, Category, Source
from grids.services.judging import can, judge, kept, tell, tell_unit
from grids.services.putting_off import approve, postpone, refuse, resume
from grids.services.sending import WITH_NOBODY, decide, dispatch, hand_back, refer, transfer
from grids.workflow import HANDLERS, REPORTERS
from security.uploads.checking import Checked

__all__ = ["approve", "decide", "dispatch", "hand_back", "lift", "link", "postpone", "refer", "refuse"]
__all__ += ["resume", "supervise", "transfer"]

TITLE_LENGTH = 60


@transaction.atomic
def register(
    *,
    text: str,
    category: Category,
    source: Source,
    area: Area,
    by: User,
    submission: UUID | None = None,
    files: tuple[Checked, ...] = (),
    reporter: Mapping[str, str] | None = None,
    settled: str = "",
    grown_from: Matter | None = None,
    at: datetime | None = None,
    **own_fields: Any,
) -> Matter:
    """Log a case; with `settled`, what was done on the spot, it goes straight to checking (G10).

    The same submission twice is one case with one set of files. `reporter` says who told of it: name,
    phone, address, id_number, which are kept sealed.
    """
    matter, new = casework.register(
        Case,
        title=title_of(text),
        area=area,
        by=by,
        submission=submission,
        grown_from=grown_from,
        at=at,
        text=text,
        category=category,
        source=source,
        **own_fields,
    )
    if not new:
        return matter
    if reporter:
        casework.add_person(matter, by=by, **reporter)
        if at is None:  # not what is loaded from elsewhere
            casework.tell_step(matter, "register", by=by)
    attach_all(matter, files, by=by, stage=Attachment.Stage.BEFORE)
    return settle(matter, result=settled, by=by, at=at) if settled else matter


def title_of(text: str) -> str:
    """The first sentence of what was written, short enough for a list; all of it where it has no words."""
    whole = " ".join(text.split())
    first = next((said for said in re.split("[。！？；]", whole) if said.strip()), whole).strip()
    return first if len(first) <= TITLE_LENGTH else f"{first[: TITLE_LENGTH - 1]}…"


def settle(case: Matter, *, result: str, by: User, at: datetime | None = None, **step: Any) -> Matter:
    """Say that it was put right on the spot."""
    return perform(
        case,
        "settle",
        by=by,
        at=at,
        **step,
        note=result,
        result=result,
        settled=True,
        finished_at=MOMENT,
        on_time=True,
    )


@transaction.atomic
def query(case: Matter, *, note: str, by: User, **step: Any) -> Matter:
    """Ask the reporter for what is missing. The time limit to dispatch runs on.

    Where the reporter can no longer answer (an import, an account that was closed, another post), it waits
    for whoever reports from there.
    """
    reporter = case.created_by if can(case.created_by, REPORTERS, case) else None
    fresh = perform(case, "query", by=by, note=note, **step, holder=reporter)
    tell(fresh, [reporter] if reporter else [], f"退回补充：{fresh}。{note}")
    return fresh


def supplement(case: Matter, *, note: str, by: User, files: tuple[Checked, ...] = (), **step: Any) -> Matter:
    """Add what was missing."""
    return with_files(
        lambda: perform(case, "supplement", by=by, note=note, **step, holder=None), files, by, "before"
    )


def decline(case: Matter, *, note: str, by: User, **step: Any) -> Matter:
    """Find that it is no case for the grids; the note says why."""
    return perform(case, "decline", by=by, note=note, **step)


def accept(case: Matter, *, by: User, at: datetime | None = None, **step: Any) -> Matter:
    """Take it in hand."""
    return perform(case, "accept", by=by, at=at, **step, holder=by, accepted_at=MOMENT)


def recall(case: Matter, *, note: str, by: User, **step: Any) -> Matter:
    """Take it back to be dispatched anew: the wrong unit, or one where nobody can act. The note says why."""
    return perform(case, "recall", by=by, note=note, **step, **WITH_NOBODY)


def handle(case: Matter, *, note: str, by: User, files: tuple[Checked, ...] = (), **step: Any) -> Matter:
    """Write down how far it is."""
    return with_files(lambda: perform(case, "handle", by=by, note=note, **step), files, by, "after")


def finish(
    case: Matter,
    *,
    result: str,
    by: User,
    files: tuple[Checked, ...] = (),
    at: datetime | None = None,
    **step: Any,
) -> Matter:
    """Say what was done, and give it to be checked."""

    def act() -> Matter:
        fresh = perform(
            case, "finish", by=by, at=at, note=result, **step, result=result, finished_at=MOMENT, holder=None
        )
        due = fresh.own.handle_due_at
        return judge(fresh, on_time=due is None or fresh.own.finished_at < due)

    return with_files(act, files, by, "after")


@transaction.atomic
def rework(case: Matter, *, note: str, by: User, at: datetime | None = None, **step: Any) -> Matter:
    """Send it back to whoever did it: it is not put right yet. Its time limit starts anew."""
    fresh = perform(
        case,
        "rework",
        by=by,
        note=note,
        at=at,
        **step,
        holder=who_does_it_again(case, by),
        finished_at=None,
        on_time=None,
        settled=False,
        checked_at=MOMENT,
        reworked=F("reworked") + 1,
    )
    text = f"核查没通过，要返工：{fresh}。{note}"
    tell(fresh, [fresh.holder], text) if fresh.holder else tell_unit(fresh, fresh.unit, text)
    return judge(
        fresh,
        checked_on_time=kept(fresh, CHECK),
        handle_due_at=fresh.deadlines.filter(limit=HANDLE).latest("pk").due_at,
    )


def who_does_it_again(case: Matter, by: User) -> User | None:
    """Whoever said that it was done, if they still can; else anybody in the unit; where it has none, `by`."""
    done = case.events.filter(move__in=["finish", "settle"]).select_related("by").order_by("pk").last()
    if done and can(done.by, HANDLERS, case):
        return done.by
    return None if case.unit_id else by


@transaction.atomic
def check(case: Matter, *, by: User, note: str = "", at: datetime | None = None, **step: Any) -> Matter:
    """Find on the spot that it was put right."""
    fresh = perform(case, "check", by=by, at=at, note=note, **step, checked_at=MOMENT, holder=None)
    return judge(fresh, checked_on_time=kept(fresh, CHECK))


@transaction.atomic
def close(
    case: Matter, *, by: User, note: str = "", unfinished: str = "", at: datetime | None = None, **step: Any
) -> Matter:
    """Put it away. What grew from it is closed, or `unfinished` says why that need not be done first (T6)."""
    refuse_open_children(case, by=by, why=unfinished)
    note = f"{note}\n子案没办结：{unfinished}".strip() if unfinished else note
    fresh = perform(case, "close", by=by, at=at, note=note, **step, holder=None)
    return judge(fresh, first_closed_at=fresh.own.first_closed_at or fresh.closed_at)


@transaction.atomic
def reopen(case: Matter, *, note: str, by: User, **step: Any) -> Matter:
    """Start it again: it came back, or was never put right. What was declined is not counted as reopened."""
    fresh = perform(
        case,
        "reopen",
        by=by,
        note=note,
        **step,
        **WITH_NOBODY,
        finished_at=None,
        on_time=None,
        settled=False,
    )
    return judge(fresh, reopened=fresh.own.reopened + 1) if fresh.own.first_closed_at else fresh


@transaction.atomic
def merge(case: Matter, *, into: Matter, by: User, note: str = "", **step: Any) -> Matter:
    """Let it go along with another open case. It leaves the rates that a limit decides (T7)."""
    return casework.merge(case, into=into, by=by, note=note, handle_due_at=None, **step)


def split(case: Matter, *, by: User, note: str, **step: Any) -> Matter:
    """Take it out again, to be dispatched by itself."""
    return casework.split(case, by=by, note=note, **step)


def with_files(act: Any, files: tuple[Checked, ...], by: User, stage: str) -> Matter:
    """Make the move and keep its files, or neither."""
    with transaction.atomic():
        fresh: Matter = act()
        attach_all(fresh, files, by=by, stage=stage)
        return fresh
