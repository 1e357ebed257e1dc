"""Sign the report of a round: number, text and PDF are written in one transaction, or nothing is."""

from typing import Any

from django.db import transaction

from accounts.models import User
from casework.exceptions import MoveDenied
from casework.models import Matter
from casework.services.signed import as_signed, drawn, next_of
from security import clock
from stability.models import ReportSeries, SignedReport, Stability
from stability.sheet import compose
from stability.workflow import UNDERTAKERS

ROWS = (
    "affected_areas__area",
    "affected_groups",
    "consultations",
    "tallies",
    "experts",
    "findings",
    "risks",
    "risk_measures__unit",
    "gradings",
    "attachments",
)


def with_rows(matters: Any) -> Any:
    """The assessments with all that their report is made from, in a fixed number of queries."""
    found = matters.filter(kind="stability").select_related("stability", "unit", "area")
    return found.prefetch_related(*ROWS)


def why_not(own: Stability, by: User) -> str:
    """Why this user cannot sign the report of this round now; "" where they can."""
    if own.matter.status != "reported":
        return "“报告编好”以后签发，集体研究以后不再签发。"
    if own.matter.signed_reports.filter(round=own.round).exists():
        return "这一轮的报告已经签发过了。"
    if by.handles(UNDERTAKERS, own.matter) and by.leads(own.matter):
        return ""
    return f"由{own.matter.unit}的负责人签发。"


@transaction.atomic
def sign(stability: Matter, *, by: User) -> SignedReport:
    """Give the report the next number of its unit, and keep it as it is. Raises MoveDenied."""
    matter = with_rows(Matter.objects.filter(pk=stability.pk)).get()
    own = matter.own
    if reason := why_not(own, by):
        raise MoveDenied(reason)
    today = clock.today()
    series = next_of(ReportSeries, matter.unit)
    if SignedReport.objects.filter(matter=matter, round=own.round).exists():
        raise MoveDenied("这一轮的报告已经签发过了，刷新页面看看。")
    number = f"稳评报〔{today.year}〕{series.last}号"
    said = as_signed(series, number=number, by=by, compose=lambda no: compose(own, today=today, number=no))
    return SignedReport.objects.create(matter=matter, round=own.round, **said)


def draft(own: Stability, format_: str) -> bytes:
    """Unsigned, and it says so."""
    return drawn(compose(own, today=clock.today()), format_)
