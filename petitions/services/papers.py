"""Sign a paper: its number, its text and its PDF are written in one transaction, or nothing is."""

import hashlib
from typing import Any

from django.conf import settings
from django.db import transaction

from accounts.models import User
from casework.exceptions import MoveDenied, RevealDenied
from casework.models import Matter, Person
from casework.services.people import may_reveal, reveal
from papers.document.fields import said_day
from papers.document.forms import Form
from papers.document.stored_forms import form_from_json, form_to_json
from papers.rendering.fonts import FontSet
from papers.rendering.pdf_forms import pdf_form
from papers.rendering.word_forms import word_form
from petitions.dictionaries import NUMBERED, PaperKind, Stage
from petitions.limits import HANDLERS
from petitions.models import Paper, Series
from petitions.papers.gathering import APPLIES, SENDERS, deadline, subjects
from petitions.papers.receipt import Handed, receipt
from petitions.papers.sheets import NAMELESS, PETITIONER, Subject, compose, named
from security import clock

SIGNERS = HANDLERS | frozenset(SENDERS)
NOT_YOURS = "这一份由{organ}{who}签发。"
FULL_ONLY_FOR = "您可以看这件事，不能看信访人的姓名。发给信访人的文书请信访部门或经办人来取。"


def with_papers(petitions: Any) -> Any:
    """The petitions with all that their papers are made from, in a fixed number of queries."""
    rows = ("refusals__unit", "refusals__by", "routings__unit", "routings__by", "events", "hearing_plans")
    more = ("deadlines", "extensions__deadline", "opinions__unit__parent", "deliveries__opinion")
    also = ("recommendations__unit", "recommendations__by")
    joined = petitions.filter(kind="petition").select_related("petition__organ", "petition__profile", "unit")
    return joined.prefetch_related(*rows, *more, *also)


def found(matter: Matter, kind: str, about: int | None) -> Subject | None:
    """What the paper of this kind about this row says; about None, the one whose row is to come."""
    return next((one for one in subjects(matter) if (one.kind, one.about) == (kind, about)), None)


def why_not(subject: Subject, by: User) -> str:
    """Why this user cannot sign it now; "" where they can."""
    if subject.lacks or subject.about is None:
        return subject.lacks
    if subject.missing:
        return f"还缺：{'、'.join(subject.missing)}。补上再签发。"
    seats = [duty for duty in by.held if duty.unit_id == subject.unit_id and not duty.area_id]
    if any(duty.role in SIGNERS and (duty.leads or not subject.by_head) for duty in seats):
        return ""
    return NOT_YOURS.format(organ=subject.organ, who="的负责人" if subject.by_head else "")


@transaction.atomic
def sign(petition: Matter, *, kind: str, about: int, by: User) -> Paper:
    """Give the paper the next number of its organ, and keep it as it is. Raises MoveDenied.

    The row of the series is locked to the end: who comes next waits, and gets the number after.
    """
    matter = with_papers(Matter.objects.filter(pk=petition.pk)).get()
    subject = found(matter, kind, about)
    if subject is None:
        raise MoveDenied("没有这一份文书。刷新页面看看。")
    if reason := why_not(subject, by):
        raise MoveDenied(reason)
    today = clock.today()
    own: dict[str, Any] = {"unit_id": subject.unit_id, "kind": kind, "year": today.year}
    Series.objects.get_or_create(**own)
    series = Series.objects.select_for_update(of=("self",)).get(**own)
    if Paper.objects.filter(kind=kind, about=about).exists():
        raise MoveDenied("这一份已经签发过了，刷新页面看看。")
    series.last += 1
    series.save(update_fields=["last"])
    number = number_of(kind, today.year, series.last)
    form = compose(subject, today=today, number=number)
    pdf = pdf_form(named(form, NAMELESS), fonts())
    return Paper.objects.create(
        matter=matter,
        kind=kind,
        about=about,
        series=series,
        serial=series.last,
        number=number,
        form=form_to_json(form),
        pdf=pdf,
        sha256=hashlib.sha256(pdf).hexdigest(),
        by=by,
        signed_on=today,
    )


def number_of(kind: str, year: int, serial: int) -> str:
    """信受告〔2026〕3号: no zero before, no 第."""
    return f"{NUMBERED[PaperKind(kind)]}〔{year}〕{serial}号"


def fonts() -> FontSet:
    return FontSet.of(settings.FONT_DIR)


def drawn(form: Form, format_: str, name: str = NAMELESS) -> bytes:
    """The paper as Word or PDF, with this in the place of the petitioner's name."""
    said = named(form, name)
    return word_form(said) if format_ == "docx" else pdf_form(said, fonts())


def draft(subject: Subject, format_: str) -> bytes:
    """Unsigned, and it says so."""
    return drawn(compose(subject, today=clock.today()), format_)


def opened(paper: Paper, format_: str) -> bytes:
    """What was signed: the PDF byte for byte, Word from the text as it was. Raises ValueError where the
    bytes are others than those that were signed.
    """
    if format_ == "docx":
        return drawn(form_from_json(paper.form), "docx")
    kept = bytes(paper.pdf)
    if hashlib.sha256(kept).hexdigest() != paper.sha256:
        raise ValueError("这一份和签发时的不一样，被改动过。请告诉系统管理员。")
    return kept


def for_petitioner(paper: Paper, format_: str, *, by: User, purpose: str, words: str = "") -> bytes:
    """The copy that goes to the petitioner, with their name: each look on record before it is read.

    Raises RevealDenied; and RuntimeError inside a transaction.
    """
    return drawn(form_from_json(paper.form), format_, names(paper.matter, by, purpose, words))


def receipt_for(paper: Paper, format_: str, *, by: User, purpose: str, words: str = "") -> bytes:
    """送达回证 of a paper, with the petitioner's name. Raises RevealDenied."""
    return drawn(receipt_form(paper), format_, names(paper.matter, by, purpose, words))


def names(matter: Matter, by: User, purpose: str, words: str) -> str:
    """All who petition, by name. Raises RevealDenied where the user may not know them."""
    known = Person.objects.visible_to(by).filter(matter=matter, erased_at=None)
    people = list(known.filter(petitioner__isnull=False).select_related("matter"))
    if not people or not may_reveal(by, matter):
        raise RevealDenied(FULL_ONLY_FOR)
    said = [reveal(person, by=by, purpose=purpose, words=words).name for person in people]
    return "、".join(filter(None, said)) or NAMELESS


def receipt_form(paper: Paper) -> Form:
    """The proof to be signed: of an opinion that was handed over, how and when (XF-55)."""
    matter = with_papers(Matter.objects.filter(pk=paper.matter_id)).get()
    opinion = paper.kind in {*Stage.values}
    given = [one for one in matter.deliveries.all() if same(one, paper)]
    last = given[-1] if given else None
    how = (last.get_way_display(), last.delivered_on, last.proof) if last else ("", None, "")
    handed = (Handed(paper.get_kind_display(), paper.number, *how),)
    key = APPLIES.get(Stage(paper.kind)) if opinion else None
    until = deadline(matter, key) if key and last else None
    last_day = f"信访人到{said_day(until.legal_on)}为止可以申请{until.label[2:]}。" if until else ""
    organ = form_from_json(paper.form).organ
    return receipt(matter.number, organ, handed, last_day, clock.today())


def same(delivery: Any, paper: Paper) -> bool:
    """Does this delivery speak of this paper?"""
    if delivery.opinion_id:
        return bool(paper.kind in {*Stage.values} and delivery.opinion_id == paper.about)
    return bool(delivery.document == paper.kind)


def goes_to_petitioner(paper: Paper) -> bool:
    return any(part.get("text", "").startswith(PETITIONER) for part in paper.form["parts"])
