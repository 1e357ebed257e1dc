"""An invented sweep of the demo's own township, and what its mediator claims for a file that was put away.

One village signed for nothing, one for what it found; the others have yet to sign, the demo's own among them.
"""

from datetime import date, timedelta
from decimal import Decimal

from accounts.models import Duty, User
from areas.models import Area
from casework.models import Matter
from demo.county import COUNTY
from demo.people import HOME, HOME_VILLAGE
from demo.quarrels import MEDIATED_BY, register
from disputes.models import RewardRate, Sweep, SweepPlan
from disputes.models.rewards import RewardSort
from disputes.services.rewarding import claim
from disputes.services.sweeping import plan_sweeps, sign
from security import clock

LAID_DOWN_BY = "pingan"
SINCE = date(2024, 1, 1)
FOUND = "排查时听说，两家为晒谷场谁先用吵过几回。"
RATES = (
    (RewardSort.ORAL, Decimal(100)),
    (RewardSort.WRITTEN, Decimal(200)),
    (RewardSort.DIFFICULT, Decimal(500)),
    (RewardSort.GROUP, Decimal(800)),
)


def go_round() -> int:
    """Lay down the sweep and have two villages sign; how many signed. None where nobody lays it down."""
    office = User.objects.filter(username=LAID_DOWN_BY).first()
    area = Area.objects.filter(pk=HOME).first()
    if office is None or area is None:
        return 0
    rows = lay_down(area, office).sweeps.exclude(area=HOME_VILLAGE).select_related("unit", "area")
    nothing, something = rows.order_by("area", "pk")[:2]
    sign(nothing, by=head(nothing), seen=0, zero=True)
    by = head(something)
    came = {"source": "initiative", "sweep": something}
    register(FOUND, "neighbour", ("卯某", "辰某"), area=something.area, by=by, **came)
    sign(something, by=by, seen=1, zero=False)
    claim_for_the_filed()
    return 2


def lay_down(area: Area, office: User) -> SweepPlan:
    """Of the fortnight that ended yesterday, to be reported in these days."""
    ended = clock.today() - timedelta(days=1)
    return plan_sweeps(
        by=office,
        name="演示：半月矛盾纠纷排查",
        sort="rolling",
        tier="village",
        rhythm="once",
        area=area,
        starts_on=ended - timedelta(days=13),
        ends_on=ended,
        grace=5,
        words="每个网格都要走到。没有发现也要零报告。",
    )


def head(row: Sweep) -> User:
    """Who signs for the unit."""
    return Duty.objects.current().filter(unit=row.unit, leads=True).select_related("user").earliest("pk").user


def claim_for_the_filed() -> None:
    """The county's table, and what the mediator claims by it; somebody else has to look at it yet."""
    county = Area.objects.get(pk=COUNTY)
    RewardRate.objects.bulk_create(
        RewardRate(area=county, sort=sort, amount=amount, valid_from=SINCE, basis="演示用的标准，不是真文件")
        for sort, amount in RATES
    )
    mediator = User.objects.get(username=MEDIATED_BY)
    filed = Matter.objects.filter(kind="dispute", status="filed", dispute__mediator__user=mediator)
    for dispute in filed.select_related("dispute__mediator", "unit", "area", "agreement"):
        claim(dispute, by=mediator)
