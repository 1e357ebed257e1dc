"""Answers about petitions that are not rows: what came before from the same people, the deadline bar."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q
from django.utils.timezone import localdate

from accounts.models import User
from casework.models import Matter
from casework.models.people import Sealed
from petitions.bar import Bar, bar_of
from petitions.limits import HANDLE, in_profile
from petitions.workflow import ENDED
from security import clock

LATELY = timedelta(days=90)
MOST_ALIKE = 10


def deadline_bar(petition: Matter) -> Bar | None:
    """The bar of this petition; longer by what may still be granted. No query once they were hung."""
    deadlines = list(petition.deadlines.all())
    granted = any(one.granted for one in petition.extensions.all())
    longer = 0 if granted else in_profile(petition, HANDLE)
    return bar_of(deadlines, today=clock.today(), local=localdate, longer=longer)


@dataclass(frozen=True)
class Earlier:
    """A petition of the same people about the same, and what that means for this one (domain.md 1.6)."""

    petition: Matter
    advice: str


def earlier(petition: Matter, user: User) -> list[Earlier]:
    """What the same people brought before about the same subject or against the same one, of what the user
    may see: by the blind indexes of their numbers, so nobody's name is read. A person decides. Two queries.
    """
    sealed = Sealed.objects.filter(person__matter=petition.pk, person__part="reporter")
    phones: set[str] = set()
    numbers: set[str] = set()
    for phone, number in sealed.values_list("phone_index", "id_number_index"):
        phones, numbers = phones | {phone}, numbers | {number}
    keys = Q(id_number_index__in=numbers - {""}) | Q(phone_index__in=phones - {""})
    known = Sealed.objects.filter(keys, person__part="reporter").values("person__matter")
    own = petition.own
    same = Q(petition__subject=own.subject) & ~Q(petition__subject="")
    same |= Q(petition__complained=own.complained) & ~Q(petition__complained="")
    before = Matter.objects.visible_to(user).filter(same, kind="petition", pk__in=known)
    found = before.filter(registered_at__lt=petition.registered_at).exclude(pk=petition.pk)
    rows = found.select_related("petition").order_by("-registered_at")[:10]
    return [Earlier(one, advice_on(one)) for one in rows]


def alike(petition: Matter, user: User, *, besides: list[Earlier]) -> list[Matter]:
    """Open petitions of others that may be a joint matter with this one (1.6): about the same subject in the
    same place, or against the same one, within three months, besides those that the same people brought
    before. Of what the user may see; a person decides. One query.
    """
    own = petition.own
    place = Q(area=petition.area_id) & Q(petition__subject=own.subject) & ~Q(petition__subject="")
    same = place | Q(petition__complained=own.complained) & ~Q(petition__complained="")
    near = Q(registered_at__gte=petition.registered_at - LATELY)
    near &= Q(registered_at__lte=petition.registered_at + LATELY)
    found = Matter.objects.visible_to(user).open().filter(near, same, kind="petition").exclude(pk=petition.pk)
    return list(
        found.exclude(pk__in=[one.petition.pk for one in besides]).order_by("-registered_at")[:MOST_ALIKE]
    )


def advice_on(before: Matter) -> str:
    """What a repeat of it is (domain.md 1.6)."""
    if before.status in {"delivered", "review_delivered"}:
        return "已经答复，还在申请复查、复核的期限里：告诉信访人怎么申请。"
    if before.status == "final":
        return "已经终结：同样的事实和理由不再受理（N2）；有新的，照常受理。"
    if before.status in ENDED:
        return "已经结束：这件记为重复，照常办。"
    return "还在办：可以“并案”，不另起期限。"
