"""回访 (MD-27): which agreements are to be asked after now, and which quarrels came back."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Q

from accounts.models import User
from casework.models import Matter
from casework.models.people import Sealed
from disputes.models import Item, Visit
from disputes.workflow import OWED, DisputeStatus

FIRST_VISIT = timedelta(days=30)  # after the agreement took effect (MD-27)
BEFOREHAND = timedelta(days=7)  # so long before that it is on the list
CAME_BACK = timedelta(days=90)


def to_visit(today: date) -> Q:
    """Disputes whose agreement is to be asked after: all was done; or the first visit is due within a week;
    or a day of performance has come since the last visit, and it is not written down as done.
    """
    visits = Visit.objects.filter(matter=OuterRef("pk"))
    since = Visit.objects.filter(matter=OuterRef("matter"), visited_on__gte=OuterRef("due_on"))
    unasked = Item.objects.filter(~Exists(since), matter=OuterRef("pk"), due_on__lte=today, done_on=None)
    begun = Q(agreement__effective_on__lte=today - FIRST_VISIT + BEFOREHAND)
    running = Q(status__in=sorted(OWED)) & ((begun & ~Exists(visits)) | Exists(unasked))
    return Q(kind="dispute") & (Q(status=DisputeStatus.PERFORMED) | running)


def came_back(matter: Matter, user: User) -> list[str]:
    """Numbers of the disputes, of those that the user sees, in which two of the same people quarrelled within
    90 days before or after. By the blind indexes of their numbers, so nobody's name is read. Two queries.
    """
    mine = indexes_of([matter.pk]).get(matter.pk, set())
    if len(mine) < 2:
        return []
    near = Q(registered_at__gte=matter.registered_at - CAME_BACK)
    near &= Q(registered_at__lte=matter.registered_at + CAME_BACK)
    keys = {key for person in mine for key in person}
    shared = Sealed.objects.filter(Q(phone_index__in=keys) | Q(id_number_index__in=keys))
    others = Matter.objects.visible_to(user).filter(near, kind="dispute", people__part="party")
    found = others.exclude(pk=matter.pk).filter(people__sealed__in=shared.values("pk"))
    numbers = dict(found.values_list("pk", "number"))
    both = {pk for pk, people in indexes_of(numbers).items() if same_sides(mine, people)}
    return sorted(numbers[pk] for pk in both)


Indexes = frozenset[str]


def indexes_of(matters: Iterable[int]) -> dict[int, set[Indexes]]:
    """Of each matter its parties, each as the indexes of their numbers."""
    rows = Sealed.objects.filter(person__matter__in=list(matters), person__part="party")
    found: dict[int, set[Indexes]] = {}
    asked: Any = rows.annotate(of=F("person__matter"))
    for pk, phone, number in asked.values_list("of", "phone_index", "id_number_index"):
        if known := frozenset(filter(None, (phone, number))):
            found.setdefault(pk, set()).add(known)
    return found


def same_sides(mine: set[Indexes], others: set[Indexes]) -> bool:
    """Are two different people of the one among those of the other?"""
    return sum(any(person & other for other in others) for person in mine) > 1
