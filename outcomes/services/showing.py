"""公示: put up for working days; who sees it may object, somebody else answers (domain.md 5.6)."""

from datetime import date
from typing import Any

from django.db import transaction

from accounts.models import User
from outcomes.exceptions import refuse
from outcomes.limits import PUBLICITY, last_day
from outcomes.models import Allocation, Nomination, Objection
from outcomes.models.measures import answers, keeps_outcomes
from security import clock


def span() -> dict[str, date]:
    """From today to the end of the days that a list is put up."""
    today = clock.today()
    return {"shown_from": today, "shown_until": last_day(PUBLICITY, today)}


def is_up(shown: Any) -> bool:
    """Is it put up today, so that anybody may object?"""
    return shown.state == "public" and shown.shown_from <= clock.today() <= shown.shown_until


def open_objections(shown: Any) -> int:
    """How many objections to its lines wait for an answer."""
    waiting = Objection.objects.filter(upheld=None)
    of = {"Award": "allocation__award", "Roll": "nomination__roll"}[type(shown).__name__]
    return waiting.filter(**{of: shown}).count()


def hold_shown(shown: Any) -> None:
    """Raises OutcomesDenied unless its days are over and nothing said against it is open."""
    refuse(shown.state == "public", "先公示，公示期满再定。")
    refuse(clock.today() > shown.shown_until, f"公示到 {shown.shown_until:%Y-%m-%d}，过了再定。")
    refuse(not open_objections(shown), "还有异议没有答复，先答复。")


def object_to(line: Allocation | Nomination, *, by: User, text: str) -> Objection:
    """Write down what is said against a line while it is up. Raises OutcomesDenied."""
    shown = line.award if isinstance(line, Allocation) else line.roll
    refuse(is_up(shown), "现在不在公示期，不能记异议。")
    refuse(not line.struck, "这一条已经取消了。")
    of = {"allocation" if isinstance(line, Allocation) else "nomination": line}
    return Objection.objects.create(text=text, by=by, **of)


def may_answer(user: User, objection: Objection) -> bool:
    """Somebody of the office or the group who neither took it down nor sits in the unit it is about."""
    own = answers(user, objection.line.unit_id)
    return keeps_outcomes(user) and user.pk != objection.by_id and not own


@transaction.atomic
def answer(objection: Objection, *, by: User, upheld: bool, words: str) -> Objection:
    """What was found; where it is upheld, the line falls. Raises OutcomesDenied."""
    rows = Objection.objects.select_related("allocation", "nomination").select_for_update(of=("self",))
    fresh = rows.get(pk=objection.pk)
    refuse(may_answer(by, fresh), "异议由办公室或者领导小组的另一个人来查，自己记的不能自己答复。")
    refuse(fresh.upheld is None, "这条异议已经答复过了。")
    fresh.upheld, fresh.answer, fresh.answered_by = upheld, words, by
    fresh.save(update_fields=["upheld", "answer", "answered_by"])
    if upheld and fresh.allocation:
        Allocation.objects.filter(pk=fresh.allocation.pk).update(struck=True)
    if upheld and fresh.nomination:
        told = f"异议成立：{words}"[:200]
        Nomination.objects.filter(pk=fresh.nomination.pk, struck=False).update(struck=True, why_struck=told)
    return fresh
