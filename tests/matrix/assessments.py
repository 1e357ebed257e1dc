"""The risk assessments of the world, and what hangs on each."""

import hashlib
from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction

from casework.models import Event, Matter
from papers.document.forms import Form
from papers.document.stored_forms import form_to_json
from papers.rendering.fonts import FontSet
from papers.rendering.pdf_forms import pdf_form
from stability.models import (
    Accountability,
    AffectedArea,
    AffectedGroup,
    CheckUp,
    Consultation,
    Expert,
    Finding,
    Grading,
    Measure,
    PostAssessment,
    ReportSeries,
    RiskPoint,
    SignedReport,
    Standard,
    Tally,
)
from tests.factories import StabilityFactory
from tests.matrix.stability_seen import STABILITIES

if TYPE_CHECKING:
    from tests.matrix.world import World

# Of one that waits to be decided on: all days of the steps before.
FILED = {
    "level": "low",
    "proposed": "low",
    "published_on": "2019-10-01",
    "open_until": "2019-11-15",
    "reported_on": "2019-11-20",
    "legality_sent_on": "2019-11-20",
    "legality_on": "2019-11-25",
    "reviewed_on": "2019-12-10",
    "filed_on": "2019-12-10",
}


def add_standard(world: "World") -> None:
    """What all may know: the county's numbers."""
    by = world.people["stranger"]
    world.things["standard"] = Standard.objects.create(valid_from="2020-01-01", by=by)


def add_stability(world: "World", name: str) -> None:
    """An assessment with one of everything that hangs on it."""
    area, unit, status, particular = STABILITIES[name]
    clerk = world.people["stranger"]
    own = FILED | {"level_by": clerk} if status == "filed" else {}
    matter = StabilityFactory(
        title="稳评",
        summary="征地",
        area=world.areas[area],
        unit=world.units[unit] if unit else None,
        status=status,
        confidential=particular == "confidential",
        created_by=clerk,
        year=2020,
        decided_at="2020-01-01T00:00+08:00",
        **own,
    )
    world.assessments[name] = matter
    add_rows(world, matter)
    add_signed(world, matter)


def add_rows(world: "World", matter: Matter) -> None:
    clerk = world.people["stranger"]
    by, round_ = {"matter": matter, "by": clerk}, {"round": 1}
    Event.objects.create(move="register", to_status="listed", note="说明", **by)
    AffectedArea.objects.create(matter=matter, area=world.areas["east_village"])
    group = AffectedGroup.objects.create(matter=matter, heads=40)
    days = {"began_on": "2019-10-01", "ended_on": "2019-11-01"}
    asked = Consultation.objects.create(method="survey", **days, **round_, **by)
    counts = {"asked": 30, "supporting": 29, "opposing": 1}
    Tally.objects.create(matter=matter, consultation=asked, group=group, **counts)
    Expert.objects.create(independent=True, signed_on="2019-11-10", **round_, **by)
    Finding.objects.create(dimension="legal", **round_, **by)
    risk = RiskPoint.objects.create(probability=1, impact=1, **round_, **by)
    done = {"due_on": "2019-12-01", "done_on": "2019-12-01", "unit": world.units["bureau"]}
    Measure.objects.create(risk=risk, **done, **by)
    Grading.objects.create(level="low", proposed="low", **round_, **by)
    CheckUp.objects.create(on="2020-03-01", in_time=True, **by)
    PostAssessment.objects.create(made_on="2020-03-01", **by)
    Accountability.objects.create(unit=world.units["bureau"], fault="formal", on="2020-03-01", **by)


@transaction.atomic
def add_signed(world: "World", matter: Matter) -> None:
    """An old report that was signed, with its number."""
    word = f"报告{world.canaries.word('stability.SignedReport.form')}"
    clerk, form = world.people["stranger"], Form(word, "单位", date(2020, 2, 1), ())
    pdf = pdf_form(form, FontSet.of(None))
    series = ReportSeries.objects.get_or_create(unit=world.units["bureau"], year=2020)[0]
    series.last += 1
    series.save()
    SignedReport.objects.create(
        matter=matter,
        round=1,
        series=series,
        serial=series.last,
        form=form_to_json(form),
        pdf=pdf,
        sha256=hashlib.sha256(pdf).hexdigest(),
        signed_on="2020-02-01",
        by=clerk,
    )
