"""Petitioners bring and follow a petition without an account, and say what they think of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from accounts.models import Duty, Role, User
from accounts.origins import Origin
from accounts.services.visiting import let_apply
from areas.models import Area
from casework.codes import code_of, new_code, shown
from casework.exceptions import IllegalMove, MoveDenied
from casework.models import Matter
from casework.services.accounts import residents_account
from casework.services.codes import give
from petitions import rating
from petitions.dictionaries import DeliveryWay
from petitions.models import Rating, Unsolved
from petitions.models.voicing import CHANGEABLE
from petitions.progress import WAITING, Progress, progress_of
from petitions.services import reviewing
from petitions.services.registering import register
from petitions.services.steps import named_in
from petitions.services.telling import tell_office, tell_unit
from security import clock
from security.context import everything

NAMED = "这段话里有您的姓名，承办单位会看到。把姓名改成“我”，再按一次。"
DELIVERS = {
    "answered": reviewing.deliver,
    "review_answered": reviewing.review_deliver,
    "recheck_answered": reviewing.recheck_deliver,
}
ASKS = {"delivered": reviewing.apply_review, "review_delivered": reviewing.apply_recheck}


@dataclass(frozen=True)
class Receipt:
    """What the petitioner takes away. `again`: it was here before, and nothing was written."""

    code: str
    progress: Progress
    again: bool


def somebody_sits(area: Area) -> bool:
    """Is there anybody in a petition office for this place?"""
    with everything("residents"):
        duties = Duty.objects.current().filter(role=Role.XF_OFFICE, unit__area__in=area.lineage)
        return bool(duties.filter(user__is_active=True).exists())


def file(*, submission: UUID, tail: str, origin: Origin, **given: Any) -> Receipt:
    """Register what a resident brings, at the petition office of the place (首接).

    `tail` are the four digits that are asked for with the code. Two presses of one button are one petition
    with one code. Raises TooMany where their address sent enough for now, MoveDenied where it cannot be.
    """
    let_apply(str(submission), origin=origin)
    code = code_of(submission)
    with everything("residents"), transaction.atomic():
        matter = register(submission=submission, by=residents_account(), **given)
        again = matter.query_codes.exists()
        if not again:
            give(matter, code, tail, by=residents_account())
        return Receipt(shown(code), progress_of(matter), again)


@transaction.atomic
def slip(matter: Matter, *, tail: str, by: User) -> Receipt:
    """A code for whoever came in person, to be printed. A lost slip is followed by one with another code."""
    code = new_code()
    give(matter, code, tail, by=by)
    with everything("slip"):
        return Receipt(shown(code), progress_of(matter), False)


@transaction.atomic
def rate(matter: Matter, *, levels: Mapping[str, str], why: str = "") -> None:
    """Rate the two organs in the window; within seven days it may be changed, though the window is over.

    Raises MoveDenied out of both.
    """
    refuse_name(matter, why)
    last = rating.until(matter)
    for rated, level in levels.items():
        before = Rating.objects.select_for_update().filter(matter=matter, rated=rated).first()
        if last is None or (before is None and clock.today() > last):
            raise MoveDenied("现在不能评。送达以后 30 天里可以评。")
        if before is None:
            Rating.objects.create(
                matter=matter, rated=rated, level=level, why=why, at=clock.now(), changed_at=clock.now()
            )
        elif clock.now() > before.at + CHANGEABLE:
            raise MoveDenied(f"{localdate(before.at):%Y-%m-%d} 评的，7 天里可以改，现在已经过了。")
        else:
            before.level, before.why, before.changed_at = level, why, clock.now()
            before.save(update_fields=["level", "why", "changed_at"])


@transaction.atomic
def say_unsolved(matter: Matter, *, why: str) -> None:
    """It is not solved: whoever had it and the petition office hear; twice, and the head looks again."""
    refuse_name(matter, why)
    new = Unsolved.objects.get_or_create(matter=matter, on=clock.today(), defaults={"why": why})[1]
    if not new:
        raise MoveDenied("今天已经记过一次“没解决”，单位看得到。要补充的明天再写，或者打电话。")
    times = matter.unsolved.count()
    words = "信访人说没解决" if times == 1 else f"信访人第 {times} 次说没解决，请负责人复核"
    account = residents_account()
    if matter.unit_id:
        tell_unit(matter, by=account, text=f"{words}：{matter.number}")
    tell_office(matter, by=account, text=f"{words}：{matter.number}")


def ask(matter: Matter, *, why: str) -> Matter:
    """They ask the next higher organ for a review, or the one above for a recheck (XF-54)."""
    refuse_name(matter, why)
    act = ASKS.get(matter.status)
    last = matter.opinions.filter(issued_on__isnull=False).select_related("unit__parent").last()
    if act is None or last is None or last.unit.parent is None:
        raise IllegalMove("现在不能在网上申请。请打电话问信访部门。")
    today = clock.today()
    given = {"applied_on": today, "received_on": today, "note": why, "itself": True}
    return act(matter, to=last.unit.parent, by=residents_account(), **given)


def receive(matter: Matter) -> Matter:
    """They take the opinion here: it has reached them, and their thirty days run (XF-55)."""
    if matter.status not in WAITING:
        raise IllegalMove("现在没有等您收的意见书。")
    proof = f"信访人用查询码在网上收下，{clock.now():%Y-%m-%d %H:%M}"
    given = {"way": DeliveryWay.NET, "delivered_on": clock.today(), "proof": proof, "itself": True}
    return DELIVERS[matter.status](matter, by=residents_account(), **given)


def refuse_name(matter: Matter, text: str) -> None:
    """Raise MoveDenied where a hidden petitioner names themself in what the organ will read."""
    if matter.own.veiled and named_in(matter, [text]):
        raise MoveDenied(NAMED)
