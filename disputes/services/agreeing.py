"""What was agreed: written or oral, signed, in effect (MD-20 to MD-24, MD-30)."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from casework.clocks import months_later
from casework.exceptions import MoveDenied
from casework.models import Matter
from casework.services import perform
from casework.services.moves import MOMENT
from disputes.amounts import differing
from disputes.dictionaries import WRITTEN_ONLY, AgreementForm
from disputes.limits import CONFIRM, VISIT
from disputes.models import Agreement, Item
from disputes.services.planning import let_go
from security import clock
from security.clock import day_begins
from security.context import admit

LIMITATION = 36  # months
UNSIGNED: dict[str, None] = {
    "parties_signed_on": None,
    "mediator_signed_on": None,
    "sealed_on": None,
    "effective_on": None,
}


@transaction.atomic
def agree(
    dispute: Matter,
    *,
    form: str,
    facts: str,
    duties: str,
    content: str,
    reached_on: date,
    items: Iterable[Mapping[str, Any]],
    by: User,
    **step: Any,
) -> Matter:
    """Write down what they agreed, and what each owes to which day. Raises MoveDenied.

    A draft that was not signed is written over. Labour, medical and land disputes want it in writing (MD-21).
    """
    items = list(items)
    refuse_unlawful(dispute, form, reached_on, items)
    refuse_differing(facts, duties, content, *(item["text"] for item in items))
    fresh = perform(dispute, "agree", by=by, **step, agreed_at=MOMENT)
    said = {"form": form, "facts": facts, "duties": duties, "content": content, "reached_on": reached_on}
    agreement, _ = Agreement.objects.update_or_create(matter=fresh, defaults={**said, **UNSIGNED, "by": by})
    agreement.items.all().delete()
    for item in items:
        Item.objects.create(matter=fresh, agreement=agreement, **item)
    let_go(fresh)
    fresh.agreement = agreement
    return fresh


def refuse_unlawful(dispute: Matter, form: str, reached_on: date, items: list[Mapping[str, Any]]) -> None:
    """Raise MoveDenied where the agreement could not stand as it is."""
    if form == AgreementForm.ORAL and dispute.own.justice_type in WRITTEN_ONLY:
        raise MoveDenied("这一类纠纷的协议法律要求书面。选“书面调解协议书”。")
    if not first_day(dispute) <= reached_on <= clock.today():
        raise MoveDenied(f"达成的日期要在 {first_day(dispute):%Y-%m-%d}（第一次调解）到今天之间。")
    if not items:
        raise MoveDenied("至少写一项履行事项：谁在哪天以前做什么。")
    if any(item["due_on"] < reached_on for item in items):
        raise MoveDenied("履行的日期不能早于达成协议的日期。")
    if any(item["due_on"] > (last := last_to_perform(reached_on)) for item in items):
        raise MoveDenied(too_late(last))


def last_to_perform(reached_on: date) -> date:
    """The last day that may be agreed on: in the three years in which a court may be asked (民法典 188)."""
    return months_later(reached_on, LIMITATION)


def too_late(last: date) -> str:
    return f"履行的日期最晚写到 {last:%Y-%m-%d}：起诉的时效是 3 年，再晚就难保护了。分期的写成几份协议。"


def refuse_differing(*texts: str) -> None:
    """Raise MoveDenied where an amount in figures is not the one in capitals beside it (M3)."""
    if odd := next(filter(None, map(differing, texts)), ""):
        raise MoveDenied(f"“{odd}”的数字和大写对不上，改成一样的。")


def first_day(dispute: Matter) -> date:
    """The first day on which an agreement could be reached: that of the first session, after acceptance."""
    first = dispute.sessions.order_by("held_at").first()
    moments = [dispute.own.accepted_at or dispute.registered_at, *([first.held_at] if first else [])]
    return max(timezone.localdate(at) for at in moments)


@transaction.atomic
def sign(
    dispute: Matter,
    *,
    by: User,
    parties_signed_on: date | None = None,
    mediator_signed_on: date | None = None,
    sealed_on: date | None = None,
    **step: Any,
) -> Matter:
    """Write down who has signed so far, and when. Raises MoveDenied for a day on which nobody can have."""
    days = {
        "parties_signed_on": parties_signed_on,
        "mediator_signed_on": mediator_signed_on,
        "sealed_on": sealed_on,
    }
    fresh = perform(dispute, "sign", by=by, **step)
    reached_on = fresh.agreement.reached_on
    if any(day and not reached_on <= day <= clock.today() for day in days.values()):
        raise MoveDenied(f"签字的日期要在 {reached_on:%Y-%m-%d}（达成协议）到今天之间。")
    Agreement.objects.filter(matter=fresh).update(**days)
    fresh.agreement = Agreement.objects.get(matter=fresh)
    return fresh


@transaction.atomic
def take_effect(dispute: Matter, *, by: User, note: str = "", **step: Any) -> Matter:
    """From the last signature on it binds (MD-23). The days to apply for confirmation, and those to the first
    visit, count from that day, not from the one on which somebody comes to write it down (MD-30).
    """
    admit(dispute.pk)
    dispute = Matter.objects.locked().get(pk=dispute.pk)
    agreement = Agreement.objects.filter(matter=dispute).first()
    since = day_begins(agreement.takes_effect_on) if agreement else clock.now()
    fresh = perform(dispute, "take_effect", by=by, note=note, **step, since={CONFIRM: since, VISIT: since})
    if agreement:
        agreement.effective_on = agreement.takes_effect_on
        agreement.save(update_fields=["effective_on"])
        fresh.agreement = agreement
    return fresh


def unsign(dispute: Matter, *, note: str, by: User, **step: Any) -> Matter:
    """They would not sign: back to the table. What was drafted stays to be written over."""
    return perform(dispute, "unsign", by=by, note=note, **step, agreed_at=None)
