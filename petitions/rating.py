"""Which petitions may be rated, and until when (XF-72, XF-73)."""

from datetime import date, timedelta

from django.db.models import Exists, Min, OuterRef, Q, Subquery
from django.utils.timezone import localdate

from casework.models import Matter
from casework.models.calendar import SpecialDay
from petitions.dictionaries import Category, Document, Path, Rated
from petitions.models import Delivery, Rating
from petitions.models.voicing import CHANGEABLE
from security import clock

WINDOW = timedelta(days=30)  # after the first answer reached them
ANSWERS = (Document.HANDLING, Document.REPLY, Document.REFUSAL, Document.GUIDANCE)
# For courts, arbitration, Party appeal and administrative review others answer (XF-72).
ELSEWHERE = (Path.P1, Path.P2, Path.P3, Path.P4)
# Registered for the first time, fit to be spoken of, and not merged into another (XF-72).
IN_SCOPE = Q(petition__is_repeat=False) & ~Q(petition__category=Category.ACCUSE)
IN_SCOPE &= ~Q(petition__path__in=ELSEWHERE) & ~Q(status="merged") & Q(confidential=False)


def answered_on() -> Subquery:
    """The day on which the first answer of a matter reached the petitioner, with proof."""
    found = Delivery.objects.filter(matter=OuterRef("pk"), document__in=ANSWERS).order_by()
    return Subquery(found.values("matter").annotate(first=Min("delivered_on")).values("first"))


def answered_between(start: date, end: date) -> Q:
    """Matters whose first answer reached the petitioner on one of these days, `end` not included."""
    answers = Delivery.objects.filter(matter=OuterRef("pk"), document__in=ANSWERS)
    before = Exists(answers.filter(delivered_on__lt=start))
    return Q(Exists(answers.filter(delivered_on__gte=start, delivered_on__lt=end))) & ~Q(before)


def has_rating(**which: object) -> Q:
    return Q(Exists(Rating.objects.filter(matter=OuterRef("pk"), **which)))


def first_answer(matter: Matter) -> date | None:
    """When the first answer reached them; None before."""
    days = matter.deliveries.filter(document__in=ANSWERS).aggregate(first=Min("delivered_on"))
    found: date | None = days["first"]
    return found


def until(matter: Matter) -> date | None:
    """The last day for a rating; None where there is nothing to rate."""
    if not Matter.objects.filter(IN_SCOPE, pk=matter.pk).exists():
        return None
    first = first_answer(matter)
    # It is theirs, so it rolls off a rest day like their other limits (T-03, T-08).
    return SpecialDay.calendar().roll_forward(first + WINDOW) if first else None


def organs(matter: Matter) -> list[Rated]:
    """Whom the petitioner rates: the organ only where one had it."""
    had = matter.own.organ_id or matter.unit_id
    return [Rated.OFFICE, Rated.ORGAN] if had else [Rated.OFFICE]


def last_days(matter: Matter) -> dict[Rated, date]:
    """Which organs may be rated today, each with the last day: of the window, or of seven to change it."""
    last, today = until(matter), clock.today()
    if last is None:
        return {}
    given = {row.rated: localdate(row.at + CHANGEABLE) for row in matter.ratings.all()}
    found = {organ: given.get(organ, last) for organ in organs(matter)}
    return {organ: day for organ, day in found.items() if day >= today}
