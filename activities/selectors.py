"""Answers about the ledger: how many by quarter, place and kind; how far a creation has come."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Q
from django.db.models.functions import Left

from accounts.models import User
from activities.dictionaries import MEETINGS, Stage
from activities.models import Activity, Correction, Creation, Entry, Resolution, Scheme, Step
from activities.quarters import Quarter, days
from areas.models import Area, inside

DOWN_TO_VILLAGES = r"^\d{6}(\d{3}){0,2}$"


def writing_areas(user: User) -> Any:
    """Where the user's units may have done something: down to villages."""
    codes = {duty.unit.area_id for duty in user.held if duty.unit and not duty.area_id}
    there = Area.objects.current().filter(inside(codes, "code"), code__regex=DOWN_TO_VILLAGES)
    return there.only("code", "name").order_by("code")


def by_town_and_kind(user: User, quarter: Quarter) -> tuple[dict[str, str], Counter[tuple[str, str]]]:
    """The townships that the user oversees, or has something in, by name; how many of each kind there."""
    first, after = days(quarter)
    rows = Activity.objects.visible_to(user).standing().between(first, after).order_by()
    found: Counter[tuple[str, str]] = Counter(rows.annotate(town=Left("area", 9)).values_list("town", "kind"))
    codes = {town for town, _ in found}
    mine = Area.objects.filter(Q(inside(user.overseen, "code"), active_until=None) | Q(code__in=codes))
    towns = mine.filter(Q(code__regex=r"^\d{9}$") | Q(code__in=codes)).order_by("code")
    return dict(towns.values_list("code", "name")), found


def corrections(entry: Entry) -> Any:
    return Correction.objects.filter(book=entry.book, entry=entry.pk).select_related("made_by")


@dataclass(frozen=True)
class Covered:
    """How many places of a township could take part, and which of them hold what was accepted."""

    area: Area
    places: list[Area]
    holding: dict[str, Creation]

    @property
    def rate(self) -> float | None:
        return len(self.holding) * 100 / len(self.places) if self.places else None

    @property
    def lacking(self) -> list[Area]:
        return [place for place in self.places if place.code not in self.holding]


def coverage(user: User, scheme: Scheme, on: date) -> list[Covered]:
    """By township, of the places that the user oversees. A place counts once, while its acceptance holds."""
    level = rf"^\d{{{scheme.level}}}$"
    mine = (
        Area.objects.current().filter(inside(user.overseen, "code")).filter(inside([scheme.area_id], "code"))
    )
    places = list(mine.filter(code__regex=level).only("code", "name").order_by("code"))
    holding = {one.area_id: one for one in holders(scheme, on).order_by("acceptance__on")}
    names = Area.objects.in_bulk({place.code[:9] for place in places})
    return [
        Covered(
            names[code],
            there := [place for place in places if place.code[:9] == code],
            {place.code: holding[place.code] for place in there if place.code in holding},
        )
        for code in sorted(names)
    ]


def holders(scheme: Scheme, on: date) -> Any:
    """What was accepted and holds on this day."""
    valid = {"acceptance__passed": True, "acceptance__on__lte": on, "acceptance__until__gte": on}
    return Creation.objects.standing().filter(scheme=scheme, **valid).select_related("acceptance")


def next_stage(resolution: Resolution, steps: list[Step]) -> Stage | None:
    """The step that comes now; None where all are taken, one was voted down, or it was withdrawn."""
    if resolution.withdrawn_at or (steps and not steps[-1].carried):
        return None
    order = stages(resolution)
    return order[len(steps)] if len(steps) < len(order) else None


def stages(resolution: Resolution) -> list[Stage]:
    """The steps of this matter."""
    return [one for one in Stage if one != Stage.TOWNSHIP or resolution.needs_town]


def line(resolution: Resolution, steps: list[Step]) -> list[dict[str, Any]]:
    """All steps, with what was taken of each, and which comes now."""
    taken, comes = {one.stage: one for one in steps}, next_stage(resolution, steps)
    return [
        {
            "stage": stage,
            "step": taken.get(stage.value),
            "now": stage == comes,
            "meets": stage in MEETINGS,
        }
        for stage in stages(resolution)
    ]


def decided(resolutions: Any) -> Any:
    """Those that the village has decided: the vote of the fourth step was carried."""
    carried = Step.objects.filter(stage=Stage.DECIDED, present__lt=F("agreed") * 2)
    return resolutions.standing().filter(pk__in=carried.values("resolution"))
