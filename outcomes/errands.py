"""What waits for somebody in the use of results stands on their to-do list, for whose turn it is."""

from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from accounts.models import Role, User
from casework.errands import Errand, errand_for_all, errand_for_each
from casework.lights import Light
from outcomes.models import Award, AwardState, Measure, Objection, Roll, RollState
from outcomes.models.measures import heads_office, keeps_outcomes
from outcomes.workflow import DECIDERS, WITH_UNIT, Level, MeasureState
from pilot.models.group import county_of, decides_list, writes_list
from pilot.workflow import CONCERNED

S = MeasureState
LOWER = [level for level in Level if Role.OFFICE in DECIDERS[level]]


def of_units(user: User, today: date) -> QuerySet[Measure] | None:
    """What the user's own units have to mend; for heads of units, what they have to hand in."""
    if not user.units:
        return None
    mended = Measure.objects.filter(unit__in=user.units, state__in=WITH_UNIT).exclude(level=Level.VETO)
    return mended.select_related("unit").order_by("due_on", "pk")


def to_decide(user: User, today: date) -> QuerySet[Measure] | None:
    """What waits for the user's decision: another's proposal, or the end of what another inspected."""
    if not (decides_list(user) or heads_office(user)):
        return None
    rows = Measure.objects.visible_to(user).exclude(unit__in=user.units)
    proposed = Q(state=S.PROPOSED) & ~Q(proposed_by=user.pk)
    inspected = Q(state=S.INSPECTED) & ~Q(inspected_by=user.pk)
    found = rows.filter(proposed | inspected)
    if not decides_list(user):
        found = found.filter(level__in=LOWER)
    return found.select_related("unit").order_by("pk")


def of_office(user: User, today: date) -> QuerySet[Measure] | None:
    """What the county's office has to sign, or to inspect: handed in, or late."""
    if not writes_list(user):
        return None
    rows = Measure.objects.visible_to(user).exclude(unit__in=user.units)
    waits = Q(state=S.SUBMITTED) | Q(state__in=WITH_UNIT, due_on__lt=today)
    waits |= Q(state=S.APPROVED) if heads_office(user) else Q(pk=None)
    return rows.filter(waits).select_related("unit").order_by("pk")


def measure_line(measure: Measure, now: datetime) -> Errand:
    return Errand(
        what=f"{measure}：{measure.standing}",
        where="结果运用",
        light=light_of(measure, timezone.localdate(now)),
        url=measure.get_absolute_url(),
        label="去看看",
    )


def light_of(measure: Measure, today: date) -> Light:
    """How long the unit has; of what waits for others, that it waits."""
    if measure.state not in WITH_UNIT or measure.due_on is None:
        return Light("soon", "等着定")
    left = (measure.due_on - today).days
    if left < 0:
        return Light("late", f"超 {-left} 天")
    return Light("today", "今天到期") if not left else Light("soon" if left < 4 else "open", f"剩 {left} 天")


def awards(user: User, today: date) -> QuerySet[Award] | None:
    """Awards whose next step is this user's."""
    if not user.roles & CONCERNED or not county_of(user):
        return None
    seen = Award.objects.visible_to(user)
    waits = Q(state=AwardState.CHECKED, scheme__finance__in=user.units) & ~Q(checked_by=user.pk)
    if keeps_outcomes(user):
        waits |= Q(state=AwardState.DRAFT)
    waits &= ~Q(made_by=user.pk)
    if writes_list(user):
        waits |= Q(state=AwardState.FINANCED)
    if decides_list(user):
        waits |= Q(state=AwardState.PUBLIC, shown_until__lt=today) & ~Q(made_by=user.pk)
    return seen.filter(waits).select_related("scheme").order_by("pk")


def award_line(award: Award, now: datetime) -> Errand:
    what, light = f"{award}：{award.get_state_display()}", Light("soon", "一步一步核对")
    return Errand(what=what, where="以奖代补", light=light, url=award.get_absolute_url(), label="去看看")


def rolls(user: User, today: date) -> QuerySet[Roll] | None:
    """Lists of honours whose days are over, for those who decide."""
    if not decides_list(user):
        return None
    over = Roll.objects.visible_to(user).filter(state=RollState.PUBLIC, shown_until__lt=today)
    return over.exclude(made_by=user.pk).exclude(shown_by=user.pk).order_by("pk")


def roll_line(roll: Roll, now: datetime) -> Errand:
    light = Light("soon", f"公示到 {roll.shown_until:%m月%d日}")
    return Errand(
        what=f"{roll}：公示期满", where="评先评优", light=light, url=roll.get_absolute_url(), label="去定"
    )


def objections(user: User, today: date) -> QuerySet[Objection] | None:
    """What was said against what is put up, and waits for an answer of another."""
    if not keeps_outcomes(user):
        return None
    open_ = Objection.objects.visible_to(user).filter(upheld=None).exclude(by=user.pk)
    own = Q(allocation__unit__in=user.units) | Q(nomination__unit__in=user.units)
    return open_.exclude(own)


def objection_line(count: int, now: datetime) -> Errand:
    light = Light("soon", "答复了才能定")
    url = reverse("outcomes:home")
    return Errand(what=f"{count} 条公示的异议等答复", where="结果运用", light=light, url=url, label="去答复")


for rows_ in (of_units, to_decide, of_office):
    errand_for_each(rows_, measure_line)
errand_for_each(awards, award_line)
errand_for_each(rolls, roll_line)
errand_for_all(objections, objection_line)
