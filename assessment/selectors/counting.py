"""The matters that a quarter's figures count for each organisation: one statement, so all belong together."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import CharField, Value

from assessment.models import Indicator, Target
from casework.figures import Figure, Measure, Period, figures
from casework.models import Matter
from pilot.quarters import Quarter

POPULATION, HIT, LEFT_OUT = "population", "hit", "left_out"
FIT = (Measure.COUNT, Measure.RATE)  # what formulas take: so many matters, or so many of them


@dataclass
class Found:
    """What one figure counts of one organisation, as ids of matters."""

    rows: list[int] = field(default_factory=list)
    hits: list[int] = field(default_factory=list)
    left: list[int] = field(default_factory=list)

    def of(self, part: str) -> list[int]:
        return {POPULATION: self.rows, HIT: self.hits}.get(part, self.left)


Counted = dict[tuple[str, int], Found]


def usable() -> dict[str, Figure]:
    """The figures that a scheme may name."""
    return {key: one for key, one in figures().items() if one.measure in FIT}


def period_of(quarter: Quarter) -> Period:
    return Period(quarter.start, quarter.end)


def counted(indicators: Iterable[Indicator], targets: Sequence[Target], quarter: Quarter) -> Counted:
    """By figure and organisation. The caller asks in the portal's own name: nothing is left out."""
    keys = {one.figure for one in indicators if one.figure}
    chosen = [figure for key, figure in usable().items() if key in keys]
    parts = [part for figure in chosen for part in parts_of(figure, period_of(quarter))]
    found: Counted = {(figure.key, one.pk): Found() for figure in chosen for one in targets}
    if not parts:
        return found
    places, units = homes(targets)
    for name, pk, area, unit in parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0]:
        key, _, part = name.partition("|")
        there = {one for size in (6, 9, 12, 15) for one in places.get(area[:size], ())}
        for target in there.union(units.get(unit, ())):
            found[key, target].of(part).append(pk)
    for one in found.values():
        for ids in (one.rows, one.hits, one.left):
            ids.sort()
    return found


def parts_of(figure: Figure, period: Period) -> list:
    """A queryset for each part that the figure has."""
    asked = [POPULATION]
    asked += [HIT] if figure.hit is not None else []
    asked += [LEFT_OUT] if figure.left_out is not None else []
    return [
        Matter.objects.filter(figure.rows(period, part), kind=figure.kind)
        .order_by()
        .annotate(asked=Value(f"{figure.key}|{part}", output_field=CharField()))
        .values_list("asked", "pk", "area_id", "unit_id")
        for part in asked
    ]


def homes(targets: Sequence[Target]) -> tuple[dict[str, list[int]], dict[int, list[int]]]:
    """Whose a matter is: towns by where it is, departments by who handles it."""
    places: dict[str, list[int]] = {}
    units: dict[int, list[int]] = {}
    for one in targets:
        if one.group.by_place:
            places.setdefault(one.unit.area_id, []).append(one.pk)
        else:
            units.setdefault(one.unit_id, []).append(one.pk)
    return places, units
