"""Who mediates a dispute: taken, not taken, given to another committee or mediator (MD-12, MD-17, MD-18b)."""

from typing import Any

from django.db import transaction

from accounts.models import User
from casework.exceptions import MoveDenied
from casework.models import Accusation, Matter
from casework.services import perform
from casework.services.moves import MOMENT
from disputes.dictionaries import Recusing, Ties
from disputes.models import Body, Declaration, Mediator, Recusal
from disputes.selectors import answers_for, is_party, upper_committee
from disputes.services.appraising import stand_still
from disputes.services.planning import let_go
from disputes.services.telling import tell, tell_unit
from security import clock

# Who gives way for these reasons is not chosen again for the same dispute.
GIVES_WAY = frozenset({Recusing.PARTY, Recusing.RELATIVE, Recusing.INTEREST, Recusing.ASKED})
# A dispute that begins anew has none of what was found out before.
FROM_THE_START: dict[str, Any] = {
    "mediator": None,
    "selection": "",
    "accepted_at": None,
    "notified_at": None,
    "identified": False,
    "agreed_at": None,
    "ended_at": None,
    "refusal": "",
    "ending": "",
    "way": "",
}


@transaction.atomic
def accept(
    dispute: Matter, *, mediator: Mediator, selection: str, by: User, ties: str = Ties.NONE, **step: Any
) -> Matter:
    """Take it; the mediator, appointed or chosen, has it from now on (MD-12). What they declared of their
    ties to the parties is kept (MD-18b).
    """
    refuse_unfit(dispute, mediator)
    refuse_tied(mediator, ties)
    fresh = perform(
        dispute,
        "accept",
        by=by,
        **step,
        holder=mediator.user,
        mediator=mediator,
        selection=selection,
        accepted_at=MOMENT,
    )
    Declaration.objects.create(matter=fresh, mediator=mediator, ties=ties, by=by)
    stand_still(fresh, by=by)
    return told_mediator(fresh, mediator, by)


def refuse_tied(mediator: Mediator, ties: str) -> None:
    """Raise MoveDenied where the mediator stands near one side (MD-18b)."""
    if ties != Ties.NONE:
        raise MoveDenied(f"{mediator}{Ties(ties).label}，要回避。换一位调解员。")


@transaction.atomic
def declare(dispute: Matter, *, ties: str, by: User, note: str = "", **step: Any) -> Matter:
    """Ties of the mediator came up later: they stand on record, and another goes on (MD-18b)."""
    fresh = perform(dispute, "declare", by=by, note=note, **step)
    Declaration.objects.create(matter=fresh, mediator=fresh.own.mediator, ties=ties, by=by)
    return fresh


def refuse_unfit(dispute: Matter, mediator: Mediator) -> None:
    """Raise MoveDenied where the mediator is not in office here, gave way before, or is a party (MD-18b)."""
    in_office = Mediator.objects.active(clock.today()).filter(pk=mediator.pk, body=dispute.unit_id)
    if not in_office.exists():
        raise MoveDenied(f"{mediator}现在不在这个调委会任职。换一位调解员。")
    if dispute.recusals.filter(mediator=mediator).exists():
        raise MoveDenied(f"{mediator}在这件纠纷里回避过。换一位调解员。")
    if is_party(mediator, dispute):
        raise MoveDenied(f"{mediator}的手机号和一位当事人的一样：当事人自己不能调解。换一位调解员。")


def told_mediator(dispute: Matter, mediator: Mediator, by: User) -> Matter:
    """Let the mediator know, where it was somebody else who said so."""
    if mediator.user_id != by.pk:
        tell(dispute, [mediator.user], f"由您来调解：{dispute}")
    return dispute


def decline(dispute: Matter, *, refusal: str, note: str, by: User, **step: Any) -> Matter:
    """Not for people's mediation; why stands on it, and in words whose it is (MD-10, MD-17)."""
    return perform(dispute, "decline", by=by, note=note, **step, refusal=refusal)


@transaction.atomic
def assign(dispute: Matter, *, to: Body, by: User, note: str = "", **step: Any) -> Matter:
    """Give it to another committee before anybody has taken it. Its limit runs on."""
    refuse_accused(dispute, to)
    fresh = perform(dispute, "assign", by=by, note=note, **step, unit=to.unit, holder=holder(dispute, to))
    tell_unit(fresh, by=by, text=f"交来一件纠纷：{fresh}")
    return fresh


def refuse_accused(dispute: Matter, to: Body) -> None:
    """Raise MoveDenied where the dispute accuses the body's unit or a superior of it (R8)."""
    if dispute.pk in Accusation.objects.against([to.pk]):
        raise MoveDenied(f"这件反映的就是{to}或它的上级，不能交给它。换一个调委会。")


def holder(dispute: Matter, body: Body) -> User | None:
    """What is confidential is always in somebody's hands; all else waits for the whole committee.

    Raises MoveDenied where nobody is there to have it.
    """
    if not dispute.confidential:
        return None
    if found := answers_for(body, on=clock.today()):
        return found
    raise MoveDenied(f"{body}现在没有在任的调解员，涉隐私的要交到一个人手里。换一个调委会。")


@transaction.atomic
def replace(
    dispute: Matter,
    *,
    mediator: Mediator,
    reason: str,
    by: User,
    note: str = "",
    ties: str = Ties.NONE,
    **step: Any,
) -> Matter:
    """Another mediator goes on with it; who gave way, and why, is on record (MD-18b)."""
    before = dispute.own.mediator
    if before and before.pk == mediator.pk:
        raise MoveDenied(f"现在就是{mediator}。换一位调解员。")
    refuse_unfit(dispute, mediator)
    refuse_tied(mediator, ties)
    fresh = perform(
        dispute, "replace", by=by, reason=reason, note=note, **step, holder=mediator.user, mediator=mediator
    )
    Declaration.objects.create(matter=fresh, mediator=mediator, ties=ties, by=by)
    if before and reason in GIVES_WAY:
        Recusal.objects.create(matter=fresh, mediator=before, reason=reason, by=by)
    return told_mediator(fresh, mediator, by)


@transaction.atomic
def escalate(dispute: Matter, *, note: str, by: User, **step: Any) -> Matter:
    """Up to the next tier, where it is taken anew (MD-40)."""
    to = upper_committee(dispute)
    if to is None:
        raise MoveDenied("上面没有调委会了。调不成的，“终止调解”，再告诉当事人其他途径。")
    refuse_accused(dispute, to)
    fresh = perform(
        dispute,
        "escalate",
        by=by,
        note=note,
        **step,
        unit=to.unit,
        **FROM_THE_START | {"holder": holder(dispute, to)},
    )
    let_go(fresh)
    tell_unit(fresh, by=by, text=f"下面报来一件纠纷：{fresh}")
    return fresh
