"""Answers about the use of results."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Q, QuerySet

from accounts.models import Unit, User
from areas.models import inside
from casework.figures import Figure, figures
from casework.figures import Measure as Measured
from outcomes.models import Allocation, AllocationShare, Award, Measure, Objection, Paper, Step
from outcomes.models.measures import keeps_outcomes
from outcomes.workflow import STANDING, MeasureState
from pilot.models.group import county_of

DOWN_TO_TOWNS = r"^\d{6}(\d{3})?$"


def countable() -> dict[str, Figure]:
    """The figures that count rows: of those that are shares, the rows that hit."""
    kinds = (Measured.COUNT, Measured.RATE)
    return {key: one for key, one in figures().items() if one.measure in kinds}


def units_here(user: User) -> QuerySet[Unit]:
    """Units of the county and its townships that work, in the order of their places."""
    there = Unit.objects.filter(inside([county_of(user)]), active=True, area__code__regex=DOWN_TO_TOWNS)
    return there.order_by("area", "name", "pk")


LISTS = {
    "all": ("全部", Q()),
    "deciding": ("等批准、签发", Q(state__in=[MeasureState.PROPOSED, MeasureState.APPROVED])),
    "standing": ("在整改", Q(state__in=STANDING)),
    "checking": ("等检查、定结果", Q(state__in=[MeasureState.SUBMITTED, MeasureState.INSPECTED])),
    "listed": ("挂牌督办中", Q(state__in=STANDING, level="listing")),
    "over": ("已结束", ~Q(state__in=[*STANDING, MeasureState.PROPOSED, MeasureState.APPROVED])),
}


@dataclass(frozen=True)
class Number:
    """A number of the list: the rows that it opens are those that it counts."""

    key: str
    label: str
    number: int


def measures_of(user: User, only: str, today: date) -> list[Measure]:
    """What the user sees of them, those of one number."""
    seen = Measure.objects.visible_to(user).select_related("unit")
    if only == "overdue":
        return list(seen.overdue(today))
    return list(seen.filter(LISTS.get(only, LISTS["all"])[1]))


def numbers_of(user: User, today: date) -> list[Number]:
    """Each number is that of the rows which it opens. One query."""
    seen = Measure.objects.visible_to(user)
    late = Q(pk__in=seen.overdue(today).values("pk"))
    wanted = {key: which for key, (_, which) in LISTS.items()} | {"overdue": late}
    counted = seen.aggregate(
        **{key: Count("pk", filter=which or Q(pk__gt=0)) for key, which in wanted.items()}
    )
    labels = {key: label for key, (label, _) in LISTS.items()} | {"overdue": "超期"}
    return [Number(key, labels[key], counted[key]) for key in labels]


def steps_of(measure: Measure, user: User) -> list[Step]:
    """What happened; the unit itself reads it from the notice on."""
    steps = list(measure.steps.select_related("by"))
    if keeps_outcomes(user) and measure.unit_id not in user.units:
        return steps
    issued = next((place for place, step in enumerate(steps) if step.move == "issue"), 0)
    return steps[issued:]


def papers_of(user: User) -> QuerySet[Paper]:
    """What was signed and the user may read; without what makes it long."""
    seen = Paper.objects.visible_to(user).select_related("unit", "roll", "by")
    return seen.defer("pdf", "form").order_by("-signed_on", "-pk")


@dataclass(frozen=True)
class Share:
    """An allocation as its page shows it: what is paid of it, and what is said against it."""

    row: Allocation
    paid: Decimal
    objections: list[Objection]

    @property
    def left(self) -> Decimal:
        return Decimal(0) if self.row.struck else self.row.amount - self.paid

    @property
    def lines(self) -> list[tuple[AllocationShare, str]]:
        """What it is made of, each with its figure in words."""
        return [(line, name_of(line.item.figure)) for line in self.row.lines.all()]


def shares_of(award: Award, user: User) -> list[Share]:
    """The allocations of an award, in the order of the units, with lines, vouchers and objections."""
    rows = award.allocations.select_related("unit").prefetch_related("lines__item", "vouchers")
    said: dict[int | None, list[Objection]] = {}
    for one in Objection.objects.visible_to(user).filter(allocation__award=award):
        said.setdefault(one.allocation_id, []).append(one)
    return [
        Share(row, sum((one.amount for one in row.vouchers.all()), Decimal(0)), said.get(row.pk, []))
        for row in rows.order_by("unit__area", "unit__name", "pk")
    ]


def name_of(figure: str) -> str:
    """The figure in words."""
    known = countable().get(figure)
    return known.name if known else figure
