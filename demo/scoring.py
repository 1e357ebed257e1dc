"""An invented assessment: a scheme for towns and one for departments, three quarters published and the last
one up for appeals. Each step is made by the services on its day of the demo's own clock.
"""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction

from accounts.models import Duty, Role, Unit, User
from assessment import services
from assessment.models import Entry, Indicator, Run, Scheme, Sort, Source, Target, TargetGroup
from assessment.selectors.totals import indicators_of, targets_of
from assessment.services.schemes import GroupLines
from demo.county import COUNTY
from demo.reporting import LEADER, OFFICE, at
from pilot.quarters import Quarter
from progress.selectors import last_quarter
from security import clock

QUARTERS = 4
DOCUMENT = "演示县委平安办〔演示〕{year}号"
MET = "项=有专人:5,有台账:5"
# code, parent, name, full, kind, rule, source, figure, basis, outside the full marks
TOWN: tuple[tuple[Any, ...], ...] = (
    ("1", "", "矛盾纠纷和案件办理", 60, "", "", "", "", "一、矛盾纠纷和案件办理（60分）", False),
    (
        "1.1",
        "1",
        "按期办结",
        40,
        "rate",
        "没有时=满分",
        "figure",
        "cases.on_time",
        "按期办结率乘分值。",
        False,
    ),
    (
        "1.2",
        "1",
        "结案",
        20,
        "threshold",
        "目标=90；每=1；扣=0.5；没有时=满分",
        "figure",
        "cases.closed_rate",
        "结案率达到90%得满分，每低1个百分点扣0.5分，扣完为止。",
        False,
    ),
    ("2", "", "工作基础", 10, "checklist", MET, "self", "", "有专人5分，有台账5分。", False),
    ("3", "", "实地看", 20, "direct", "", "visit", "", "到现场看，0到20分。", False),
    (
        "4",
        "",
        "群众安全感",
        10,
        "survey",
        "目标=96；每=1；扣=0.25",
        "survey",
        "",
        "低于96%每个百分点扣0.25分。",
        False,
    ),
    (
        "5",
        "",
        "见义勇为",
        0,
        "events",
        "方向=加；每件=1；起=零；最多=3",
        "office",
        "",
        "每起加1分，最多3分。",
        True,
    ),
    ("6", "", "重大案件", 0, "veto", "", "office", "", "发生的不得评优。", False),
)
DEPARTMENT: tuple[tuple[Any, ...], ...] = (
    ("1", "", "按期办结", 60, "rate", "没有时=满分", "figure", "cases.on_time", "按期办结率乘分值。", False),
    ("2", "", "工作基础", 10, "checklist", MET, "self", "", "有专人5分，有台账5分。", False),
    ("3", "", "实地看", 10, "direct", "", "visit", "", "到现场看，0到10分。", False),
)  # fmt: skip
COLUMNS = ("code", "parent", "name", "full", "kind", "rule", "source", "figure", "basis", "extra")


@dataclass(frozen=True)
class Cast:
    """Who plays: the office, the leading group, and the head of each organisation."""

    office: User
    leader: User
    heads: dict[int, User]


def score_quarters() -> int:
    """How many quarters; none where there are too few people, or where they are there already."""
    people = {user.username: user for user in User.objects.filter(username__in=[OFFICE, LEADER])}
    towns, departments = seats(Role.TOWN, 9), seats(Role.MEMBER_UNIT, 6)
    if len(people) < 2 or len(towns) < 2 or not departments or Run.objects.filter(area=COUNTY).exists():
        return 0
    heads = {duty.unit_id: duty.user for duty in (*towns, *departments) if duty.unit_id}
    cast = Cast(people[OFFICE], people[LEADER], heads)
    last = last_quarter()
    quarters = [last.later(-more) for more in reversed(range(QUARTERS))]
    for year in sorted({one.year for one in quarters}):
        lay_down(cast, year, units(towns), units(departments))
    for quarter in quarters:
        assess(cast, quarter, finish=quarter != last)
    return len(quarters)


def seats(role: str, level: int) -> list[Duty]:
    """The heads of these units, one a unit, in the order of their places."""
    posts = Duty.objects.current().filter(
        role=role, leads=True, area=None, unit__area__code__startswith=COUNTY
    )
    found = {
        duty.unit_id: duty for duty in posts.select_related("unit", "user").order_by("unit__area", "unit")
    }
    return [one for one in found.values() if one.unit and len(one.unit.area_id) == level]


def units(duties: list[Duty]) -> list[Unit]:
    return [duty.unit for duty in duties if duty.unit]


@transaction.atomic
def lay_down(cast: Cast, year: int, towns: list[Unit], departments: list[Unit]) -> Scheme:
    """The year's scheme, drafted and adopted."""
    with clock.as_of(at(Quarter(year, 1).start)):
        scheme = services.draft(year=year, name="演示县平安建设考核方案", by=cast.office)
        groups = [
            lines("镇（街道）", Sort.TOWN, 100, TOWN, towns),
            lines("县直单位", Sort.DEPARTMENT, 80, DEPARTMENT, departments),
        ]
        services.bring_in(scheme, groups, by=cast.office)
        return services.adopt(scheme, document=DOCUMENT.format(year=year), by=cast.leader)


def lines(name: str, sort: str, full: int, rows: tuple[tuple[Any, ...], ...], whom: list[Unit]) -> GroupLines:
    made = GroupLines(TargetGroup(name=name, sort=sort, full=full))
    made.targets.extend(Target(unit=unit) for unit in whom)
    made.indicators.extend(Indicator(**dict(zip(COLUMNS, row, strict=True))) for row in rows)
    return made


def assess(cast: Cast, quarter: Quarter, *, finish: bool) -> None:
    """One quarter: filled in, noticed; and where it is over, decided and published."""
    with clock.as_of(at(quarter.end + timedelta(days=3))):
        run = services.open_run(quarter, by=cast.office)
        fill_in(cast, run)
    with clock.as_of(at(quarter.end + timedelta(days=8)) if finish else clock.now()):
        run = services.notice(run, by=cast.office)
    if finish:
        with clock.as_of(at(quarter.end + timedelta(days=28))):
            run = services.propose(run, by=cast.office)
            run = services.decide(run, by=cast.leader, document=f"演示会议纪要 {quarter}")
            services.publish(run, by=cast.office)


def fill_in(cast: Cast, run: Run) -> None:
    """Each says what is theirs, and the head signs."""
    targets = targets_of(run.scheme_id)
    for indicator in indicators_of(run.scheme_id):
        for place, target in enumerate(targets):
            if indicator.is_filled_in and target.group_id == indicator.group_id:
                by = cast.heads[target.unit_id] if indicator.source == Source.SELF else cast.office
                services.fill(run, target, indicator, by=by, **said(indicator, place, run.of))
    for unit in (
        Entry.objects.filter(run=run).order_by("by_unit").values_list("by_unit", flat=True).distinct()
    ):
        services.sign(run, unit, by=cast.heads.get(unit, cast.office))


def said(indicator: Indicator, place: int, quarter: Quarter) -> dict[str, Any]:
    """What stands there: the same in every run of the demo."""
    turn = (place * 7 + quarter.number * 3) % 5
    answers: dict[str, dict[str, Any]] = {
        "checklist": {"met": "有专人\n有台账" if turn else "有专人", "words": f"演示台账 {quarter}"},
        "direct": {"value": indicator.full - turn, "words": "看了三个点"},
        "survey": {"value": Decimal(93 + turn), "sample": 300 + 10 * place},
        "events": {"count": int(turn == 0)},
        "veto": {"count": 0},
    }
    return answers[indicator.kind]
