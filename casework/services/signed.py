"""Sign a paper: number, text and PDF are written in one transaction, or nothing is."""

import hashlib
from collections.abc import Callable
from typing import Any, TypeVar

from django.conf import settings
from django.db import transaction

from accounts.models import Unit, User
from casework.models.signed import NumberSeries, SignedPaper
from papers.document.forms import Form
from papers.document.stored_forms import form_from_json, form_to_json
from papers.rendering.fonts import FontSet
from papers.rendering.pdf_forms import pdf_form
from papers.rendering.word_forms import word_form
from security import clock

Kind = TypeVar("Kind", bound=NumberSeries)
CHANGED = "这一份和签发时的不一样，被改动过。请告诉系统管理员。"


def fonts() -> FontSet:
    return FontSet.of(settings.FONT_DIR)


def drawn(form: Form, format_: str) -> bytes:
    """The form as a file: docx or pdf."""
    return word_form(form) if format_ == "docx" else pdf_form(form, fonts())


@transaction.atomic
def next_of(series: type[Kind], unit: Unit) -> Kind:
    """The series of the unit's papers of this year, gone on by one, its row locked to the end: who comes next
    waits, and gets the number after.
    """
    key: dict[str, Any] = {"unit": unit, "year": clock.today().year}
    series._default_manager.get_or_create(**key)
    found: Kind = series._default_manager.select_for_update(of=("self",)).get(**key)
    found.last += 1
    found.save(update_fields=["last"])
    return found


def as_signed(
    series: NumberSeries, *, number: str, compose: Callable[[str], Form], by: User
) -> dict[str, Any]:
    """What a signed paper says of itself: the values of a SignedPaper, the form drawn with its number."""
    form = compose(number)
    pdf = pdf_form(form, fonts())
    return {
        "series": series,
        "serial": series.last,
        "number": number,
        "form": form_to_json(form),
        "pdf": pdf,
        "sha256": hashlib.sha256(pdf).hexdigest(),
        "by": by,
        "signed_on": clock.today(),
    }


def opened(paper: SignedPaper, format_: str) -> bytes:
    """What was signed: the PDF byte for byte, Word from the text as it was. Raises ValueError where the
    bytes are others than those that were signed.
    """
    if format_ == "docx":
        return drawn(form_from_json(paper.form), "docx")
    kept = bytes(paper.pdf)
    if hashlib.sha256(kept).hexdigest() != paper.sha256:
        raise ValueError(CHANGED)
    return kept
