"""履行职责情况: what the portal knows of a unit's year, as facts with their sources, signed for those
who evaluate cadres (domain.md 5.4, 5.6). No score, no verdict, nobody's name.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.models import Sum
from django.urls import reverse

from accounts.models import Unit, User
from casework.figures import Period
from figures.selectors import Question, ask_as, chosen
from figures.selectors.extent import Extent
from outcomes.exceptions import refuse
from outcomes.models import (
    Allocation,
    AwardState,
    HonourSort,
    Measure,
    Nomination,
    Paper,
    PaperSort,
    RollState,
)
from outcomes.models.measures import answers, heads_office
from outcomes.services.signing import county_office, sign
from outcomes.sheets.facts import summary_form
from outcomes.workflow import UNISSUED
from pilot.models.group import county_of
from progress.models import Return
from security import clock

FIGURES = ("tasks.assigned", "tasks.finished", "tasks.on_time", "cases.reported", "cases.closed")
ONE_DAY = date.resolution
FIRST_YEAR = 2020


@dataclass(frozen=True)
class Fact:
    """One fact: under which head, what, how much, and where it stands in the portal."""

    head: str
    label: str
    value: str
    link: str = ""


def year_of(year: int) -> Period:
    """The year, as far as it has come."""
    end = min(date(year, 12, 31), clock.today())
    return Period(date(year, 1, 1), end + ONE_DAY)


def facts_of(unit: Unit, year: int, by: User) -> list[Fact]:
    """All that is said of the unit, in the order of the paper."""
    return [
        *of_figures(unit, year, by),
        *of_returns(unit, year, by),
        *of_measures(unit, year),
        *of_use(unit, year),
    ]


def of_figures(unit: Unit, year: int, by: User) -> list[Fact]:
    """Tasks and cases, each as the portal counts it."""
    found: dict[str, Fact] = {}
    asked = chosen(FIGURES)
    for kind in dict.fromkeys(figure.kind for figure in asked):
        of_kind = [figure for figure in asked if figure.kind == kind]
        rows, _ = ask_as(by, kind, [Question(of_kind, (year_of(year),))], Extent(unit=unit.pk))
        for one in rows[0]:
            unit_of = "" if one.text.endswith("%") or one.shown is None else f" {one.figure.counted_in}"
            found[one.figure.key] = Fact("履行职责", one.figure.name, f"{one.text}{unit_of}", one.url())
    return [found[key] for key in FIGURES]


def of_returns(unit: Unit, year: int, by: User) -> list[Fact]:
    """Each quarter's return: on time, late or missing."""
    sheets = Return.objects.visible_to(by).filter(unit=unit, quarter__startswith=f"{year}Q")
    return [
        Fact("季度报送", sheet.of.in_words, sheet.in_time or sheet.standing, sheet.get_absolute_url())
        for sheet in sheets.order_by("quarter")
    ]


def of_measures(unit: Unit, year: int) -> list[Fact]:
    """What it was held to in the year, and how that stands; that there was nothing is said, too."""
    rows = Measure.objects.filter(unit=unit, issued_on__year=year).exclude(state__in=UNISSUED)
    found = [
        Fact(
            "督导措施",
            f"{row.issued_on:%Y-%m-%d} {row.get_level_display()}",
            row.standing,
            row.get_absolute_url(),
        )
        for row in rows.order_by("issued_on", "pk")
    ]
    return found or [Fact("督导措施", "本年度", "没有")]


def of_use(unit: Unit, year: int) -> list[Fact]:
    """Honours to the unit itself, and support that was confirmed."""
    named = Nomination.objects.filter(
        unit=unit, roll__year=year, roll__state=RollState.DECIDED, struck=False, sort=HonourSort.COLLECTIVE
    )
    found = [
        Fact("表彰", str(row.roll), "先进集体", row.roll.get_absolute_url())
        for row in named.select_related("roll")
    ]
    given = Allocation.objects.filter(
        unit=unit, struck=False, award__state=AwardState.CONFIRMED, award__scheme__year=year
    )
    total: Decimal | None = given.aggregate(sum=Sum("amount"))["sum"]
    if total is not None:
        found.append(Fact("以奖代补", "补助合计", f"{total} 元", reverse("outcomes:schemes")))
    return found


def why_not(unit: Unit, by: User) -> str:
    """Why this user cannot sign the unit's summary; "" where they can."""
    if not heads_office(by):
        return "由县领导小组办公室的负责人签发。"
    return "这是您单位的，要由别的单位的人签发。" if answers(by, unit.pk) else ""


@transaction.atomic
def sign_summary(unit: Unit, year: int, *, by: User) -> Paper:
    """Sign the facts as they stand now; a later one has a number of its own. Raises OutcomesDenied."""
    reason = why_not(unit, by)
    refuse(not reason, reason)
    refuse(unit.area_id.startswith(county_of(by)), "没有这个单位。")
    refuse(FIRST_YEAR <= year <= clock.today().year, "这一年还没有开始。")
    office = county_office(by)
    form = summary_form(unit, year, facts_of(unit, year, by), str(office))
    return sign(PaperSort.SUMMARY, by=by, office=office, compose=form, unit=unit, year=year)
