"""What other apps ask: the published result of a quarter, with its explanation."""

from dataclasses import dataclass
from fractions import Fraction

from accounts.models import User
from assessment.models import EditionTotal, Run, Score
from assessment.scoring import shown
from assessment.selectors.totals import corrected, points_of
from pilot.quarters import Quarter


@dataclass(frozen=True)
class Explained:
    """One score with how it came about. `points` None is not known, which is not nought."""

    score: Score
    points: Fraction | None

    @property
    def shown(self) -> str:
        return shown(self.points)

    @property
    def formula(self) -> str:
        return self.score.formula

    @property
    def url(self) -> str:
        """The page with the formula, the rows and the rule's text."""
        return self.score.get_absolute_url()


def published(county: str, quarter: Quarter) -> Run | None:
    """The published assessment of this quarter in this county; None before that."""
    found = Run.objects.published().filter(area=county, quarter=str(quarter))
    return found.select_related("scheme").first()


def runs_in(county: str, year: int) -> list[Run]:
    """The published ones of a year, from the first quarter on."""
    found = Run.objects.published().filter(area=county, quarter__startswith=f"{year}Q")
    return list(found.select_related("scheme").order_by("quarter"))


def totals_of(run: Run) -> list[EditionTotal]:
    """The totals of the newest edition in official order; none before the decision."""
    newest = run.editions.order_by("-number").first()
    if newest is None:
        return []
    found = newest.totals.select_related("target__unit__area", "target__group")
    return list(found.order_by("target__group_id", "target__unit__area_id", "target__unit_id"))


def scores_of(run: Run, user: User | None = None) -> list[Explained]:
    """Each score with what was corrected since; those that the user sees, or all where none is named."""
    seen = Score.objects.visible_to(user) if user else Score.objects.all()
    scores = seen.filter(run=run).select_related("indicator", "target__unit", "target__group")
    mended = corrected(run)
    ordered = scores.order_by("target__group_id", "target__unit__area_id", "target__unit_id", "indicator_id")
    return [Explained(one, points_of(one, mended)) for one in ordered]
