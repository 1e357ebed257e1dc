"""Sign the report of a round: number, text and PDF are written in one transaction, or nothing is."""

import hashlib
from typing import Any

from django.conf import settings
from django.db import transaction

from accounts.models import User
from casework.exceptions import MoveDenied
from casework.models import Matter
from papers.document.forms import Form
from papers.document.stored_forms import form_from_json, form_to_json
from papers.rendering.fonts import FontSet
from papers.rendering.pdf_forms import pdf_form
from papers.rendering.word_forms import word_form
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
    """Give the report the next number of its unit, and keep it as it is. Raises MoveDenied.

    The row of the series is locked to the end: who comes next waits, and gets the number after.
    """
    matter = with_rows(Matter.objects.filter(pk=stability.pk)).get()
    own = matter.own
    if reason := why_not(own, by):
        raise MoveDenied(reason)
    today = clock.today()
    key: dict[str, Any] = {"unit_id": matter.unit_id, "year": today.year}
    ReportSeries.objects.get_or_create(**key)
    series = ReportSeries.objects.select_for_update(of=("self",)).get(**key)
    if SignedReport.objects.filter(matter=matter, round=own.round).exists():
        raise MoveDenied("这一轮的报告已经签发过了，刷新页面看看。")
    series.last += 1
    series.save(update_fields=["last"])
    number = f"稳评报〔{today.year}〕{series.last}号"
    form = compose(own, today=today, number=number)
    pdf = pdf_form(form, fonts())
    return SignedReport.objects.create(
        matter=matter,
        round=own.round,
        series=series,
        serial=series.last,
        number=number,
        form=form_to_json(form),
        pdf=pdf,
        sha256=hashlib.sha256(pdf).hexdigest(),
        by=by,
        signed_on=today,
    )


def fonts() -> FontSet:
    return FontSet.of(settings.FONT_DIR)


def drawn(form: Form, format_: str) -> bytes:
    return word_form(form) if format_ == "docx" else pdf_form(form, fonts())


def draft(own: Stability, format_: str) -> bytes:
    """Unsigned, and it says so."""
    return drawn(compose(own, today=clock.today()), format_)


def opened(report: SignedReport, format_: str) -> bytes:
    """What was signed: the PDF byte for byte, Word from the text as it was. Raises ValueError where the
    bytes are others than those that were signed.
    """
    if format_ == "docx":
        return drawn(form_from_json(report.form), "docx")
    kept = bytes(report.pdf)
    if hashlib.sha256(kept).hexdigest() != report.sha256:
        raise ValueError("这一份和签发时的不一样，被改动过。请告诉系统管理员。")
    return kept
