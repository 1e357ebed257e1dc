"""Totals and places: of a run as its scores stand, with what was corrected since."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from assessment.models import Correction, Indicator, Run, Score, Target, Ties
from assessment.scoring import Outcome, Standing, Total, places, shown, total_of


@dataclass(frozen=True)
class Line:
    """One organisation: its total and its place in its group; no place where something is not known."""

    target: Target
    total: Total
    place: int | None

    @property
    def shown(self) -> str:
        return shown(self.total.points)


def corrected(run: Run) -> dict[int, Fraction | None]:
    """The points of scores that were corrected after the decision, the last one holds."""
    made = Correction.objects.filter(score__run=run).exclude(confirmed_at=None).order_by("confirmed_at", "pk")
    return {one.score_id: one.points for one in made}


def points_of(score: Score, mended: Mapping[int, Fraction | None]) -> Fraction | None:
    return mended.get(score.pk, score.points)


def lines_of(run: Run, scores: Iterable[Score], mended: Mapping[int, Fraction | None]) -> list[Line]:
    """A line for each organisation, in official order."""
    targets, indicators = targets_of(run.scheme_id), indicators_of(run.scheme_id)
    outcomes: dict[int, dict[str, Outcome]] = {one.pk: {} for one in targets}
    for score in scores:
        said = Outcome(points_of(score, mended), score.formula, score.missing)
        if score.target_id in outcomes:
            outcomes[score.target_id][score.indicator.code] = said
    totals = {
        one.pk: total_of([i.node for i in indicators if i.group_id == one.group_id], outcomes[one.pk])
        for one in targets
    }
    return placed(run, targets, totals)


def placed(run: Run, targets: list[Target], totals: dict[int, Total]) -> list[Line]:
    """With their places, each within its group, by the unrounded total."""
    found: dict[int, int | None] = {}
    for group in dict.fromkeys(one.group_id for one in targets):
        mine = [one for one in targets if one.group_id == group]
        standings = [standing(one.pk, totals[one.pk], run.scheme.ties) for one in mine]
        found |= places(standings, dense=run.scheme.ties == Ties.DENSE)
    return [Line(one, totals[one.pk], found[one.pk]) for one in targets]


def standing(key: int, total: Total, ties: str) -> Standing:
    breakers = (-total.deducted,) if ties == Ties.FEWER else ()
    return Standing(key, total.points if total.is_whole else None, breakers)


def targets_of(scheme: int) -> list[Target]:
    """In official order: by group, then as the divisions are numbered."""
    found = Target.objects.filter(group__scheme=scheme).select_related("group", "unit__area")
    return list(found.order_by("group_id", "unit__area_id", "unit_id"))


def indicators_of(scheme: int) -> list[Indicator]:
    found = Indicator.objects.filter(group__scheme=scheme).select_related("group", "scorer")
    return list(found.order_by("group_id", "pk"))
