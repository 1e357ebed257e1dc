"""Not here: refused on a ground of the law by two hands (XF-40), or told which procedure it is (XF-21)."""

from typing import Any

from django.db import transaction

from accounts.models import User
from casework.exceptions import MoveDenied
from casework.models import Matter
from casework.services.moves import MOMENT
from petitions.dictionaries import Ground
from petitions.models import Petition, Refusal
from petitions.services.steps import refuse_names, step
from petitions.services.telling import tell_office, tell_unit
from security import clock


def refuse(petition: Matter, **given: Any) -> Matter:
    """The petition office means to refuse it."""
    return written(petition, "refuse", **given)


def decline(petition: Matter, **given: Any) -> Matter:
    """The organ means to refuse it."""
    return written(petition, "decline", **given)


@transaction.atomic
def written(
    petition: Matter,
    move: str,
    *,
    ground: str,
    note: str,
    elsewhere: str,
    by: User,
    seen: int | None = None,
) -> Matter:
    """Ground, reason, and where to go instead; another hand checks it."""
    refuse_unfounded(petition.own, ground)
    refuse_names(petition, by, elsewhere)
    fresh = step(petition, move, by=by, note=note, seen=seen, reason=ground)
    Refusal.objects.create(
        matter=fresh, ground=ground, reason=note, elsewhere=elsewhere, unit=fresh.unit, by=by
    )
    tell = tell_unit if move == "decline" else tell_office
    tell(fresh, by=by, text=f"拟不予受理，等另一个人审：{fresh.number}")
    return fresh


def refuse_unfounded(own: Petition, ground: str) -> None:
    """Raise MoveDenied where the ground is not there: N2 and N5 are of an earlier petition that ended."""
    if ground == Ground.N5 and not own.lapse_is_final:
        raise MoveDenied("县里没有开“期满终结”，不能用这一条。信访人有新的事实和理由，照常受理。")
    if ground not in {Ground.N2, Ground.N5}:
        return
    ended = {Ground.N2: "final", Ground.N5: "lapsed"}[Ground(ground)]
    if own.repeats is None or own.repeats.status != ended:
        raise MoveDenied("这一条要有终结了的那一件：先“关联”并记为重复，事实和理由真的一样才行。")


def confirm_refusal(petition: Matter, **given: Any) -> Matter:
    """Another hand of the petition office agrees."""
    return confirmed(petition, "confirm_refusal", **given)


def confirm_decline(petition: Matter, **given: Any) -> Matter:
    """The organ's head agrees."""
    return confirmed(petition, "confirm_decline", **given)


@transaction.atomic
def confirmed(
    petition: Matter, move: str, *, by: User, note: str = "", told: str = "", seen: int | None = None
) -> Matter:
    """It is refused, in a document of today; the petitioner hears why and where to go."""
    fresh = step(petition, move, by=by, note=note, told=told, seen=seen, ended_at=MOMENT)
    answer(fresh, True, by)
    return fresh


def reject_refusal(petition: Matter, **given: Any) -> Matter:
    """No ground for it: back to the desk."""
    return rejected(petition, "reject_refusal", **given)


def reject_decline(petition: Matter, **given: Any) -> Matter:
    """No ground for it: it is to be accepted."""
    return rejected(petition, "reject_decline", **given)


@transaction.atomic
def rejected(petition: Matter, move: str, *, by: User, note: str, seen: int | None = None) -> Matter:
    fresh = step(petition, move, by=by, note=note, seen=seen)
    answer(fresh, False, by)
    return fresh


def answer(petition: Matter, agreed: bool, by: User) -> None:
    day = clock.today() if agreed else None
    Refusal.objects.filter(matter=petition, agreed=None).update(
        agreed=agreed, reviewed_by=by, document_on=day
    )


@transaction.atomic
def guide(
    petition: Matter,
    *,
    elsewhere: str,
    until: str,
    by: User,
    note: str = "",
    told: str = "",
    seen: int | None = None,
) -> Matter:
    """Told which organ, which procedure, and until when it is open (XF-21); here no clock runs."""
    said = "。".join(filter(None, [elsewhere.rstrip("。"), until.rstrip("。"), note]))
    return step(petition, "guide", by=by, note=said, told=told, seen=seen, ended_at=MOMENT)
