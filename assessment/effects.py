"""What a draft would have made of the last quarter, beside what it came to: shown before adoption."""

from dataclasses import dataclass

from assessment.models import Run, Scheme, Score, Target
from assessment.scoring import Outcome, Total, shown, total_of
from assessment.selectors.totals import corrected, indicators_of, lines_of, targets_of
from assessment.services.calculating import preview
from pilot.quarters import Quarter
from progress.selectors import last_quarter


@dataclass(frozen=True)
class Moved:
    """One organisation: by the draft, and as it was."""

    target: Target
    now: Total
    was: Total | None

    @property
    def shown(self) -> str:
        return shown(self.now.points)

    @property
    def before(self) -> str:
        return shown(self.was.points) if self.was else "——"

    @property
    def change(self) -> str:
        if self.was is None:
            return "——"
        more = self.now.points - self.was.points
        return f"{'+' if more > 0 else ''}{shown(more)}"


@dataclass(frozen=True)
class Effect:
    """All organisations of the draft over the quarter."""

    quarter: Quarter
    lines: list[Moved]


def effect_of(scheme: Scheme) -> Effect:
    """Counted now, kept nowhere."""
    quarter = last_quarter()
    cells, indicators = preview(scheme, quarter), indicators_of(scheme.pk)
    codes = {one.pk: one.code for one in indicators}
    before = totals_before(scheme.area_id, quarter)
    found = []
    for target in targets_of(scheme.pk):
        outcomes: dict[str, Outcome] = {
            codes[key]: result.outcome for (of, key), result in cells.items() if of == target.pk
        }
        nodes = [one.node for one in indicators if one.group_id == target.group_id]
        found.append(Moved(target, total_of(nodes, outcomes), before.get(target.unit_id)))
    return Effect(quarter, found)


def totals_before(county: str, quarter: Quarter) -> dict[int, Total]:
    """By unit; nothing where the quarter was not assessed."""
    run = Run.objects.filter(area=county, quarter=str(quarter)).select_related("scheme").first()
    if run is None:
        return {}
    scores = Score.objects.filter(run=run).select_related("indicator")
    return {line.target.unit_id: line.total for line in lines_of(run, scores, corrected(run))}
